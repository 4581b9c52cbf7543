/// An option of the command line that may also stand in the environment or in a file.
struct ConfigurationOption: Hashable, Sendable {
  /// What a value in the file is.
  enum Kind: Hashable, Sendable {
    /// Any text.
    case text
    /// A number.
    case number
    /// A number, or `auto`.
    case numberOrAuto
    /// Texts; the option may be given more than once.
    case list
  }

  /// The name in the file, in snake case.
  let key: String
  /// What a value in the file is.
  let kind: Kind
  /// What holds where nobody says anything; nil for nothing.
  let usual: String?

  /// Makes an option.
  init(_ key: String, _ kind: Kind = .text, usual: String? = nil) {
    self.key = key
    self.kind = kind
    self.usual = usual
  }

  /// The name on the command line.
  var flag: String { "--" + key.split(separator: "_").joined(separator: "-") }
  /// The name in the environment.
  var variable: String { "REPCOUNTERD_" + key.uppercased() }
  /// Whether it may be given more than once.
  var isList: Bool { kind == .list }

  /// Whether an argument gives this option.
  func isGiven(by argument: String) -> Bool {
    argument == flag || argument.hasPrefix(flag + "=")
  }
}

extension ConfigurationOption {
  /// The option that names the file; it cannot stand in one.
  static let file = ConfigurationOption("config")

  private static let listening = [
    ConfigurationOption("device", usual: "auto"), ConfigurationOption("wire", usual: "auto"),
    ConfigurationOption("baud", .numberOrAuto, usual: "auto"), ConfigurationOption("wire_option", .list),
  ]
  private static let socket = [ConfigurationOption("socket")]
  private static let serving = [
    ConfigurationOption("side", usual: "auto"), ConfigurationOption("mount", usual: "default"),
    ConfigurationOption("min_rom", .number, usual: "30"), ConfigurationOption("left"), ConfigurationOption("right"),
    ConfigurationOption("socket_mode", usual: "600"), ConfigurationOption("socket_group"),
    ConfigurationOption("log", usual: "none"), ConfigurationOption("log_size", .number),
    ConfigurationOption("history"), ConfigurationOption("record"), ConfigurationOption("program", usual: "none"),
    ConfigurationOption("language"),
  ]

  /// The options of each command that may stand elsewhere.
  static let byCommand: [String: [ConfigurationOption]] = [
    "run": listening + socket + serving, "config": listening + socket + serving, "record": listening,
    "status": socket, "watch": socket,
  ]
  /// The commands that take a file.
  static let commandsWithFile: Set = ["run", "config"]
}
