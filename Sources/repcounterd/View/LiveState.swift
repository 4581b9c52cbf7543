/// What a watcher knows of a daemon: built up from the lines that the daemon sends.
///
/// Pure: takes lines, holds values. Lines and members that it does not know are ignored.
struct LiveState: Equatable {
  /// The sides as the protocol names them.
  static let sides = ["left", "right"]

  /// The last rep.
  struct LastRep: Equatable {
    var side = ""
    var rangeOfMotion: Double?
    /// Swing angle at the bottom, degrees.
    var bottom: Double?
    /// Seconds from the bottom to the bottom.
    var duration: Double?
    var flags: [String] = []
  }

  /// One sensor.
  struct Sensor: Equatable {
    var path = ""
    var state = ""
    var wire: String?
    var rate: Double?
    var side: String?
  }

  /// A hold on a spot.
  struct Hold: Equatable {
    var state = ""
    var spot = 0
    var spots = 0
    var held = 0.0
    var limit = 0.0
    var level: Int?
  }

  /// A cue in words.
  struct CueLine: Equatable {
    var text = ""
    /// What kind it is, as the protocol names it.
    var kind = ""
  }

  /// Whether the daemon is there.
  var isConnected = true
  /// Reps by side.
  var counts: [String: Int] = [:]
  /// Reps aimed at by side.
  var targets: [String: Int] = [:]
  /// Whether a session is open.
  var hasSession = true
  /// Whether the session is paused.
  var isPaused = false
  /// The arm that moves; nil while it is not known.
  var side: String?
  /// Where in a rep it is.
  var phase = "rest"
  /// Swing angle, degrees.
  var angle: Double?
  /// Number of the open set, and its reps; nil between sets.
  var set: Int?
  /// Reps of the open set.
  var repInSet: Int?
  /// The last rep.
  var lastRep: LastRep?
  /// Name of the program that is followed.
  var program: String?
  /// The wearer's own best ranges by side, degrees.
  var bests: [String: Double] = [:]
  /// The last cue; nil where it is old.
  var cue: CueLine?
  /// The hold on the present spot; nil where no program holds.
  var hold: Hold?
  /// The sensors, in the order in which they were heard of.
  var sensors: [Sensor] = []
  /// What the last warning says.
  var warning: String?

  /// Reps after which a cue is old.
  private static let longestCue = 2
  private var narrator: Narrator
  private var cueAge = 0

  /// Makes the state of which nothing is known.
  ///
  /// - Parameter book: the words of cues.
  init(book: Phrasebook = .english) {
    narrator = Narrator(book: book)
  }

  /// Takes one line.
  mutating func take(_ line: JSONValue) {
    guard let members = line.members, let type = members["type"]?.string else { return }
    switch type {
    case "status": takeStatus(members)
    case "rep":
      guard let side = members["side"]?.string else { return }
      counts[side] = members["count"]?.integer ?? counts[side]
      self.side = side
      set = members["set"]?.integer
      repInSet = members["rep_in_set"]?.integer
      lastRep = Self.rep(members)
      // A rep that nothing is said about leaves what was said before for one more rep, no longer.
      cueAge += 1
      if cueAge > Self.longestCue { cue = nil }
    case "phase":
      phase = members["phase"]?.string ?? phase
      takeAngle(members)
    case "angle": takeAngle(members)
    case "correction":
      guard let side = members["side"]?.string else { return }
      counts[side] = members["count"]?.integer ?? counts[side]
    case "set":
      set = nil
      repInSet = nil
    case "session": takeSession(members)
    case "device": takeSensor(members)
    case "program", "target", "cue", "hold", "proposal": takeCoaching(type, members)
    case "warning", "error": warning = members["message"]?.string
    default: break
    }
  }

  private mutating func takeCoaching(_ type: String, _ members: [String: JSONValue]) {
    switch type {
    case "program":
      program = members["state"]?.string == "ended" ? nil : members["program"]?.string
      hold = nil
    case "target":
      guard let side = members["side"]?.string else { return }
      targets[side] = members["reps"]?.integer.map { max(0, $0) }
      bests[side] = Self.number(members["best_deg"])
    case "hold":
      hold = Self.hold(members)
    default:
      guard let text = narrator.sentences(for: members).first?.text else { return }
      cue = CueLine(text: text, kind: members["kind"]?.string ?? "progress")
      cueAge = 0
    }
  }

  private mutating func takeStatus(_ members: [String: JSONValue]) {
    counts = Self.numbers(members["counts"])
    targets = Self.numbers(members["target"])
    hasSession = members["session"] != nil
    isPaused = members["paused"] == .bool(true)
    let current = members["current"]?.members ?? [:]
    side = current["side"]?.string
    phase = current["phase"]?.string ?? "rest"
    angle = Self.number(current["angle_deg"])
    set = current["set"]?.integer
    repInSet = current["rep_in_set"]?.integer
    lastRep = members["last_rep"]?.members.map(Self.rep)
    program = members["program"]?.string
    hold = members["hold"]?.members.map(Self.hold)
    for side in Self.sides { bests[side] = Self.number(members["best_deg"]?.members?[side]) }
    sensors = []
    if case .array(let devices)? = members["devices"] {
      for device in devices { takeSensor(device.members ?? [:]) }
    }
  }

  private mutating func takeAngle(_ members: [String: JSONValue]) {
    angle = Self.number(members["angle_deg"]) ?? angle
    side = members["side"]?.string ?? side
  }

  private mutating func takeSession(_ members: [String: JSONValue]) {
    counts = Self.numbers(.object(members))
    let state = members["state"]?.string
    hasSession = state != "ended"
    isPaused = state == "paused"
    if state == "started" {
      lastRep = nil
      set = nil
      repInSet = nil
    }
  }

  private mutating func takeSensor(_ members: [String: JSONValue]) {
    guard let path = members["path"]?.string else { return }
    let sensor = Sensor(
      path: path, state: members["state"]?.string ?? "", wire: members["wire"]?.string,
      rate: Self.number(members["rate_hz"]), side: members["side"]?.string)
    if let place = sensors.firstIndex(where: { $0.path == path }) {
      sensors[place] = sensor
    } else {
      // A search that has found its sensor goes on under the sensor's path.
      sensors.removeAll { $0.state == "searching" && $0.side == sensor.side }
      sensors.append(sensor)
    }
  }

  /// A number that can be drawn; what is beyond a milliard is no quantity of ours.
  private static func number(_ value: JSONValue?) -> Double? {
    value?.double.flatMap { $0.magnitude <= 1e9 ? $0 : nil }
  }

  private static func numbers(_ value: JSONValue?) -> [String: Int] {
    var numbers: [String: Int] = [:]
    for side in sides { numbers[side] = value?.members?[side]?.integer.map { max(0, $0) } }
    return numbers
  }

  private static func hold(_ members: [String: JSONValue]) -> Hold {
    Hold(
      state: members["state"]?.string ?? "", spot: members["spot"]?.integer ?? 0,
      spots: members["spots"]?.integer ?? 0, held: number(members["held_s"]) ?? 0,
      limit: number(members["limit_s"]) ?? 0, level: members["level"]?.integer)
  }

  private static func rep(_ members: [String: JSONValue]) -> LastRep {
    var rep = LastRep(side: members["side"]?.string ?? "", rangeOfMotion: number(members["rom_deg"]))
    rep.bottom = number(members["bottom_deg"])
    if let start = number(members["start_s"]), let end = number(members["end_s"]) { rep.duration = end - start }
    if case .array(let flags)? = members["flags"] { rep.flags = flags.compactMap(\.string) }
    return rep
  }
}
