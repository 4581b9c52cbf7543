import Coach
import RepDetector

/// What a client may ask for.
enum Command: Equatable, Sendable {
  case status
  case watch(WatchOptions)
  case unwatch
  case devices
  /// Which arm moves from now on; nil to tell it from the mount.
  case side(Side?)
  case session(SessionAction)
  case target(left: Int?, right: Int?)
  /// Reps to add to the count of a side; -1 takes one back.
  case correct(side: Side, reps: Int)
  case reset
  case help
  /// How much it hurts now, from 0 to 10.
  case pain(level: Int)
  /// The program that is followed, its texts in a language.
  case program(language: String)

  /// What can be done to a session.
  enum SessionAction: String, CaseIterable, Sendable {
    case start
    case end
    case pause
    case resume
  }

  /// Every command's name with what it does, in the order in which `help` lists them.
  static let summaries: KeyValuePairs<String, String> = [
    "status": "counts, the current set, the last rep, the devices",
    "watch": "events from now on; angle_hz: angles at that rate, samples: true for samples, types: only these events",
    "unwatch": "no more events",
    "devices": "the serial ports of this machine",
    "side": "the arm that moves; side: left, right or auto",
    "session": "begin or end a session; action: start, end, pause or resume",
    "target": "how many reps are wanted; left, right: reps, 0 for none",
    "correct": "set a count right; side: left or right, reps: to add, -1 takes one back",
    "pain": "how much it hurts now, for a program of holds; level: 0 to 10",
    "program": "the program that is followed; language: of its texts, en unless given",
    "reset": "counts back to 0, in a new session",
    "help": "this list",
  ]

  /// The command's name.
  var name: String {
    switch self {
    case .status: "status"
    case .watch: "watch"
    case .unwatch: "unwatch"
    case .devices: "devices"
    case .side: "side"
    case .session: "session"
    case .target: "target"
    case .correct: "correct"
    case .reset: "reset"
    case .help: "help"
    case .pain: "pain"
    case .program: "program"
    }
  }

  /// Whether the command changes what is counted, so that the log tells who gave it.
  var changesSomething: Bool {
    switch self {
    case .side, .session, .target, .correct, .reset, .pain: true
    case .status, .watch, .unwatch, .devices, .help, .program: false
    }
  }

  /// The commands' names in a sentence.
  static var list: String { summaries.map(\.key).joined(separator: ", ") }

  /// Most reps that a correction or target may hold: more than anybody does in a day.
  static let mostReps = 100_000

  /// Reads a command and its arguments; members that the command does not know are ignored.
  ///
  /// The action of `session` may also stand under the command's own name, as the side of `side` does.
  ///
  /// - Throws: ``RequestError`` with `unknown_command` or `bad_argument`.
  init(name: String, arguments: [String: JSONValue]) throws(RequestError) {
    switch name {
    case "status": self = .status
    case "watch": self = .watch(try WatchOptions(arguments: arguments))
    case "unwatch": self = .unwatch
    case "devices": self = .devices
    case "side": self = .side(try Self.side(arguments["side"]))
    case "session": self = .session(try Self.action(arguments["action"] ?? arguments["session"]))
    case "target": self = try Self.target(arguments)
    case "correct": self = try Self.correct(arguments)
    case "reset": self = .reset
    case "help": self = .help
    case "pain": self = try Self.pain(arguments["level"])
    case "program": self = .program(language: arguments["language"]?.string ?? LocalizedText.fallback)
    default: throw .unknownCommand(name)
    }
  }

  private static func side(_ value: JSONValue?) throws(RequestError) -> Side? {
    if value == .string("auto") { return nil }
    guard let side = value?.string.flatMap(Side.init) else {
      throw .badArgument("side", found: value, expected: "\"left\", \"right\" or \"auto\"")
    }
    return side
  }

  private static func action(_ value: JSONValue?) throws(RequestError) -> SessionAction {
    guard let action = value?.string.flatMap(SessionAction.init) else {
      throw .badArgument("action", found: value, expected: "\"start\", \"end\", \"pause\" or \"resume\"")
    }
    return action
  }

  private static func target(_ arguments: [String: JSONValue]) throws(RequestError) -> Command {
    func reps(_ member: String) throws(RequestError) -> Int? {
      guard let value = arguments[member], value != .null else { return nil }
      guard let reps = value.integer, 0...mostReps ~= reps else {
        throw .badArgument(member, found: value, expected: "a whole number of reps from 0 to \(mostReps)")
      }
      return reps
    }
    let left = try reps("left")
    let right = try reps("right")
    guard left != nil || right != nil else {
      throw .badArgument("left", found: nil, expected: "'left', 'right' or both, each a number of reps")
    }
    return .target(left: left, right: right)
  }

  private static func pain(_ value: JSONValue?) throws(RequestError) -> Command {
    guard let level = value?.integer, HoldPrescription.scale.contains(level) else {
      throw .badArgument("level", found: value, expected: "a whole number from 0 (no pain) to 10 (the worst there is)")
    }
    return .pain(level: level)
  }

  private static func correct(_ arguments: [String: JSONValue]) throws(RequestError) -> Command {
    guard let side = arguments["side"]?.string.flatMap(Side.init) else {
      throw .badArgument("side", found: arguments["side"], expected: "\"left\" or \"right\"")
    }
    guard let reps = arguments["reps"]?.integer, reps != 0, -mostReps...mostReps ~= reps else {
      throw .badArgument(
        "reps", found: arguments["reps"], expected: "a whole number of reps to add; -1 takes one back")
    }
    return .correct(side: side, reps: reps)
  }
}
