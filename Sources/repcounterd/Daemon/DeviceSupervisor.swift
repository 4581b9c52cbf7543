import IMUIngest

/// Decides what to do about one sensor's line: when to look for it, open it, listen at which rate, and what to tell.
///
/// A pure state machine: it is told what happened and when, on a steady clock in seconds, and answers with what to do.
/// A line that is lost is opened again as soon as something appears where it was, and in any case ever more slowly up to
/// every ``longestDelay``; one that goes quiet stays open.
struct DeviceSupervisor: Sendable {
  /// What the shell shall do.
  enum Action {
    /// List the ports, then call ``DeviceSupervisor/listed(_:at:)``.
    case list
    /// Open a line, then call ``DeviceSupervisor/opened(_:at:)`` or ``DeviceSupervisor/refused(_:at:)``.
    case open(path: String, baudRate: Int?)
    /// Call ``DeviceSupervisor/appeared(at:)`` when something appears where the sensor may come back.
    case watch
    /// Set the rate of the open line.
    case setBaudRate(Int)
    /// Send bytes to the sensor.
    case send([UInt8])
    /// Close the line.
    case close
    /// Decode what comes from now on with a fresh decoder.
    case begin(any WireDecoder)
    /// Hand bytes to the decoder.
    case feed([Chunk])
    /// Keep in mind what worked for the sensor of this name.
    case remember(DeviceMemory.Entry, name: String)
    /// Tell everybody that the sensor's state has changed.
    case tell
    /// Tell everybody about something once.
    case warn(code: String, message: String)
  }

  /// Bytes and when they came.
  struct Chunk: Equatable, Sendable {
    var bytes: [UInt8]
    var time: Double
  }

  /// First delay before a line is opened again, seconds: most lines are back at once or after a person has acted.
  static let firstDelay = 0.1
  /// Longest delay, seconds: nobody who has plugged a sensor in shall wait longer.
  static let longestDelay = 2.0
  /// Shortest time between two openings, seconds, however much appears in a folder.
  static let shortestDelay = 0.02
  /// How long bytes may come without being understood before the user is told, seconds.
  static let puzzleTime = 5.0
  /// Shortest silence that is a stall, seconds; for slow sensors it is ``stallPeriods`` sample periods.
  static let shortestStall = 1.0
  /// See ``shortestStall``.
  static let stallPeriods = 20.0
  /// How long bytes may come without good frames before a wire that was found out is doubted, seconds.
  static let doubtTime = 3.0

  /// What is known of the line.
  private(set) var state = DeviceEvent.State.searching
  /// The path that is open or was last; the plan's own name before.
  var path: String
  /// Name of the wire; nil while it is not known.
  var wire: String?
  /// Rate of the line; nil where nobody has set one.
  var baudRate: Int?
  /// When something is to be done if nothing happens: call ``tick(at:)`` then; nil for never.
  var deadline: Double?

  let plan: DevicePlan
  var phase = Phase.idle
  /// What is known of the line that is open or was last.
  var line: OpenLine?
  /// Openings since the line was last heard.
  private var attempts = 0
  private var lastAttempt = -Double.infinity
  /// Whether something has appeared while a line was being opened: the attempt may have come too early.
  private var hasAppeared = false
  /// Ports that are still to be tried in this round.
  private var candidates: [String] = []
  /// Ports of a search that were asked in vain; each is asked once for as long as it is there.
  var askedPorts: Set<String> = []
  /// The rate at which a sensor was heard last.
  var lastGoodRate: Int?
  var puzzledSince: Double?
  private var warned: Set<String> = []

  enum Phase {
    case idle
    case waiting
    case listing
    case opening
    case probing(PortProbe)
    case linked(Reception)
  }

  /// When what was last heard on a line whose wire is known.
  struct Reception {
    var sample: Double
    var frame: Double
    var bytes: Double
    /// Seconds between samples; nil before it is known.
    var period: Double?
  }

  /// Codes of warnings.
  enum Warning {
    static let wireUnknown = "wire_unknown"
    static let deviceSilent = "device_silent"
  }

  /// Makes the supervisor of a sensor.
  init(plan: DevicePlan) {
    self.plan = plan
    path = plan.name
  }
}

// MARK: - Finding and opening

extension DeviceSupervisor {
  /// Begins.
  mutating func start(at now: Double) -> [Action] {
    [.tell] + tryAgain(at: now)
  }

  /// Begins with a line that is open already.
  mutating func start(opened line: OpenLine, path: String, at now: Double) -> [Action] {
    self.path = path
    phase = .opening
    return [.tell] + opened(line, at: now)
  }

  /// The ports that may have a sensor, the likeliest first.
  mutating func listed(_ paths: [String], at now: Double) -> [Action] {
    guard case .listing = phase else { return [] }
    // The port where the sensor was is the likeliest.
    candidates = paths.filter { $0 == path } + paths.filter { $0 != path }
    askedPorts.formIntersection(paths)
    return openNext(at: now)
  }

  /// The line is open.
  mutating func opened(_ line: OpenLine, at now: Double) -> [Action] {
    guard case .opening = phase else { return [] }
    warned = warned.intersection([Warning.wireUnknown])
    self.line = line
    hasAppeared = false
    if let named = plan.wire, line.kind == .other || plan.baudRates.count == 1 {
      baudRate = plan.baudRate ?? lastGoodRate ?? line.remembered?.baud ?? plan.baudRates[0]
      // A rate that the user names is set by the opening.
      let actions = plan.baudRate == nil ? setRate() : []
      return actions + link(named.name, try? named.makeDecoder(plan.options), held: [], at: now)
    }
    return probe(last: lastGoodRate, at: now)
  }

  /// The line cannot be opened.
  mutating func refused(_ error: SerialError, at now: Double) -> [Action] {
    guard case .opening = phase else { return [] }
    // That a sensor is not plugged in is no news; that somebody else holds it is.
    let isNews = error.code != .noSuchDevice && error.code != .hungUp && plan.place != .automatic
    let news = isNews ? warn(error.code.name, error.description) : []
    return news + openNext(at: now)
  }

  /// Something has appeared where the sensor may come back.
  mutating func appeared(at now: Double) -> [Action] {
    guard case .waiting = phase else {
      hasAppeared = true
      return []
    }
    attempts = 0
    deadline = min(deadline ?? now, max(now, lastAttempt + Self.shortestDelay))
    return tick(at: now)
  }

  mutating func openNext(at now: Double) -> [Action] {
    guard !candidates.isEmpty else { return wait(at: now) }
    path = candidates.removeFirst()
    phase = .opening
    deadline = nil
    return [.open(path: path, baudRate: plan.baudRate)]
  }

  private mutating func wait(at now: Double) -> [Action] {
    phase = .waiting
    if hasAppeared { attempts = 0 }
    hasAppeared = false
    deadline = now + min(Self.firstDelay * Double(1 << min(attempts, 10)), Self.longestDelay)
    attempts += 1
    return [.watch]
  }

  mutating func tryAgain(at now: Double) -> [Action] {
    deadline = nil
    lastAttempt = now
    switch plan.place {
    case .automatic:
      phase = .listing
      return [.list]
    case .path(let path):
      phase = .opening
      return [.open(path: path, baudRate: plan.baudRate)]
    }
  }

  /// The line is gone.
  mutating func hungUp(at now: Double) -> [Action] {
    switch phase {
    case .probing, .linked: break
    case .idle, .waiting, .listing, .opening: return []
    }
    candidates = []
    puzzledSince = nil
    let news = state == .searching ? [] : change(to: .lost)
    return [.close] + news + wait(at: now)
  }

  /// A sensor is heard: the next loss begins with the shortest delay again.
  mutating func isHeard() {
    attempts = 0
    lastGoodRate = baudRate
  }

  /// A wire is known: what was said of the line before no longer holds.
  mutating func forgetWarnings() {
    puzzledSince = nil
    warned = []
  }

  mutating func change(to state: DeviceEvent.State) -> [Action] {
    guard state != self.state else { return [] }
    self.state = state
    return [.tell]
  }

  mutating func warn(_ code: String, _ message: String) -> [Action] {
    warned.insert(code).inserted ? [.warn(code: code, message: message)] : []
  }
}
