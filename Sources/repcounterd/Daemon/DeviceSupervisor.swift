import IMUIngest

/// Decides what to do about one sensor's line: when to look for it, open it, listen at which rate, and what to tell.
///
/// A pure state machine: it is told what happened and when, on a steady clock in seconds, and answers with what to do.
/// A line that is lost is opened again, ever more slowly up to every ``longestDelay``; one that goes quiet stays open.
struct DeviceSupervisor: Sendable {
  /// What the shell shall do.
  enum Action {
    /// List the ports, then call ``DeviceSupervisor/listed(_:at:)``.
    case list
    /// Open a line, then call ``DeviceSupervisor/opened(hasRates:at:)`` or ``DeviceSupervisor/refused(_:at:)``.
    case open(path: String, baudRate: Int?)
    /// Set the rate of the open line.
    case setBaudRate(Int)
    /// Close the line.
    case close
    /// Decode what comes from now on with a fresh decoder.
    case begin(any WireDecoder)
    /// Hand bytes to the decoder.
    case feed([Chunk])
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
  /// How long bytes may come without being understood before the user is told, seconds.
  static let puzzleTime = 5.0
  /// Shortest silence that is a stall, seconds; for slow sensors it is ``stallPeriods`` sample periods.
  static let shortestStall = 1.0
  /// See ``shortestStall``.
  static let stallPeriods = 20.0
  /// How long bytes may come without samples before a wire that was found out is doubted, seconds.
  static let doubtTime = 3.0

  /// What is known of the line.
  private(set) var state = DeviceEvent.State.searching
  /// The path that is open or was last; the plan's own name before.
  private(set) var path: String
  /// Name of the wire; nil while it is not known.
  private(set) var wire: String?
  /// Rate of the line; nil where it is not known or does nothing.
  private(set) var baudRate: Int?
  /// When something is to be done if nothing happens: call ``tick(at:)`` then; nil for never.
  private(set) var deadline: Double?

  private let plan: DevicePlan
  private var phase = Phase.idle
  /// Openings since the line was last heard.
  private var attempts = 0
  /// Ports that are still to be tried in this round.
  private var candidates: [String] = []
  /// Whether a baud rate does anything at the line.
  private var hasRates = true
  /// The rate at which a sensor was heard last.
  private var lastGoodRate: Int?
  private var puzzledSince: Double?
  private var warned: Set<String> = []

  private enum Phase {
    case idle
    case waiting
    case listing
    case opening
    case probing(PortProbe)
    case linked(lastSample: Double, lastBytes: Double, period: Double?)
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
    [.tell] + tryAgain()
  }

  /// Begins with a line that is open already.
  mutating func start(opened path: String, hasRates: Bool, at now: Double) -> [Action] {
    self.path = path
    phase = .opening
    return [.tell] + opened(hasRates: hasRates, at: now)
  }

  /// The ports that may have a sensor, the likeliest first.
  mutating func listed(_ paths: [String], at now: Double) -> [Action] {
    guard case .listing = phase else { return [] }
    // The port where the sensor was is the likeliest.
    candidates = paths.filter { $0 == path } + paths.filter { $0 != path }
    return openNext(at: now)
  }

  /// The line is open.
  ///
  /// - Parameter hasRates: whether a baud rate does anything at it.
  mutating func opened(hasRates: Bool, at now: Double) -> [Action] {
    guard case .opening = phase else { return [] }
    warned = warned.intersection([Warning.wireUnknown])
    self.hasRates = hasRates
    if let named = plan.wire, !hasRates || plan.baudRates.count == 1 {
      baudRate = hasRates ? plan.baudRates[0] : plan.baudRate
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

  private mutating func openNext(at now: Double) -> [Action] {
    guard !candidates.isEmpty else { return wait(at: now) }
    path = candidates.removeFirst()
    phase = .opening
    deadline = nil
    return [.open(path: path, baudRate: plan.baudRate)]
  }

  private mutating func wait(at now: Double) -> [Action] {
    phase = .waiting
    deadline = now + min(Self.firstDelay * Double(1 << min(attempts, 10)), Self.longestDelay)
    attempts += 1
    return []
  }

  private mutating func tryAgain() -> [Action] {
    deadline = nil
    switch plan.place {
    case .automatic:
      phase = .listing
      return [.list]
    case .path(let path):
      phase = .opening
      return [.open(path: path, baudRate: plan.baudRate)]
    }
  }
}

// MARK: - Listening

extension DeviceSupervisor {
  /// Bytes came.
  mutating func received(_ bytes: [UInt8], at now: Double) -> [Action] {
    switch phase {
    case .probing(var probe):
      probe.received(Chunk(bytes: bytes, time: now))
      if case .wire(let name) = probe.verdict {
        return link(name, probe.makeDecoder(), held: probe.held, at: now)
      }
      puzzledSince = puzzledSince ?? now
      return puzzled(at: now) + step(probe, at: now)
    case .linked(let lastSample, _, let period):
      phase = .linked(lastSample: lastSample, lastBytes: now, period: period)
      return [.feed([Chunk(bytes: bytes, time: now)])]
    case .idle, .waiting, .listing, .opening:
      return []
    }
  }

  /// The decoder gave samples.
  ///
  /// - Parameter rate: samples a second; nil while it is not known.
  mutating func sampled(rate: Double?, at now: Double) -> [Action] {
    guard case .linked(_, let lastBytes, _) = phase else { return [] }
    let period = rate.map { 1 / $0 }
    phase = .linked(lastSample: now, lastBytes: lastBytes, period: period)
    deadline = now + Self.stallTime(period)
    attempts = 0
    lastGoodRate = baudRate
    return change(to: .streaming)
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

  /// The time of ``deadline`` has come; earlier calls do no harm.
  mutating func tick(at now: Double) -> [Action] {
    guard let due = deadline, now >= due else { return [] }
    switch phase {
    case .waiting: return tryAgain()
    case .probing(let probe): return step(probe, at: now)
    case .linked(let lastSample, let lastBytes, _): return silence(since: lastSample, lastBytes: lastBytes, at: now)
    case .idle, .listing, .opening:
      deadline = nil
      return []
    }
  }

  /// Listens at the open line until a wire is recognised.
  private mutating func probe(last: Int?, at now: Double) -> [Action] {
    guard let probe = PortProbe(plan: plan, hasRates: hasRates, last: last, at: now) else { return [] }
    baudRate = probe.rate
    // A rate that the user names is set by the opening.
    return (plan.baudRate == nil ? setRate() : []) + step(probe, at: now)
  }

  private mutating func step(_ probe: PortProbe, at now: Double) -> [Action] {
    var probe = probe
    guard !probe.isExhausted else {
      phase = .probing(probe)
      return []
    }
    switch probe.step(at: now) {
    case .listen(let time):
      phase = .probing(probe)
      deadline = now + time
      return []
    case .tune:
      baudRate = probe.rate
      return setRate() + step(probe, at: now)
    case .giveUp:
      return probeIsOver(probe, at: now)
    }
  }

  private func setRate() -> [Action] {
    hasRates ? baudRate.map { [.setBaudRate($0)] } ?? [] : []
  }

  private mutating func probeIsOver(_ probe: PortProbe, at now: Double) -> [Action] {
    if plan.place == .automatic { return [.close] + openNext(at: now) }
    let news = probe.wasEverHeard ? [] : change(to: .stalled)
    guard !hasRates || plan.baudRates.count == 1 else { return news + self.probe(last: lastGoodRate, at: now) }
    // There is nothing else to try: stay and listen.
    phase = .probing(probe)
    deadline = nil
    return news
  }

  private mutating func silence(since lastSample: Double, lastBytes: Double, at now: Double) -> [Action] {
    let news = change(to: .stalled)
    let isBabble = now - lastBytes < Self.shortestStall
    guard plan.wire == nil, isBabble else {
      // Bytes without samples may come at any later time: look again.
      deadline = plan.wire == nil ? now + Self.shortestStall : nil
      return news
    }
    guard now - lastSample >= Self.doubtTime else {
      deadline = lastSample + Self.doubtTime
      return news
    }
    wire = nil
    return news + change(to: .searching) + probe(last: baudRate, at: now)
  }

  private mutating func link(
    _ name: String, _ decoder: (any WireDecoder)?, held: [Chunk], at now: Double
  ) -> [Action] {
    guard let decoder else { return [] }
    wire = name
    puzzledSince = nil
    warned = []
    phase = .linked(lastSample: now, lastBytes: now, period: nil)
    deadline = now + Self.shortestStall
    return [.begin(decoder)] + (held.isEmpty ? [] : [.feed(held)])
  }

  private mutating func puzzled(at now: Double) -> [Action] {
    guard let since = puzzledSince, now - since >= Self.puzzleTime else { return [] }
    return warn(
      Warning.wireUnknown,
      "\(path): bytes come, but in no wire that is known; give --wire and --baud, or look with 'repcounterd decode'")
  }

  private mutating func change(to state: DeviceEvent.State) -> [Action] {
    guard state != self.state else { return [] }
    self.state = state
    return [.tell]
  }

  private mutating func warn(_ code: String, _ message: String) -> [Action] {
    warned.insert(code).inserted ? [.warn(code: code, message: message)] : []
  }

  private static func stallTime(_ period: Double?) -> Double {
    max(shortestStall, stallPeriods * (period ?? 0))
  }

  private enum Warning {
    static let wireUnknown = "wire_unknown"
  }
}
