import Glibc
import IMUIngest
import Testing

@testable import repcounterd

@Suite("Options from environment and file")
struct ConfiguredArgumentsTests {
  static func resolve(
    _ arguments: String, environment: [String: String] = [:], file: String? = nil
  ) throws -> [String] {
    let configured = ConfiguredArguments(
      environment: { environment[$0] },
      read: { (path) throws(SystemError) in
        guard path == "conf.json", let file else { throw SystemError(number: ENOENT) }
        return Array(file.utf8)
      })
    return try configured.resolve(arguments.split(separator: " ").map(String.init))
  }

  static let everywhere = ["REPCOUNTERD_DEVICE": "/dev/e", "REPCOUNTERD_BAUD": "9600"]
  static let file = #"{"device": "/dev/f", "baud": 115200, "wire": "text", "min_rom": 40.5}"#

  @Test("the command line is stronger than the environment, and that than the file")
  func order() throws {
    #expect(
      try Self.resolve("run --device /dev/c --config conf.json", environment: Self.everywhere, file: Self.file)
        == ["run", "--wire=text", "--min-rom=40.5", "--baud=9600", "--device", "/dev/c", "--config", "conf.json"])
    #expect(
      try Self.resolve("run --config=conf.json", environment: Self.everywhere, file: Self.file)
        == ["run", "--wire=text", "--min-rom=40.5", "--device=/dev/e", "--baud=9600", "--config=conf.json"])
  }

  @Test("the file can be named by the environment")
  func fileFromEnvironment() throws {
    #expect(
      try Self.resolve("run", environment: ["REPCOUNTERD_CONFIG": "conf.json"], file: #"{"log": "/l"}"#)
        == ["run", "--log=/l"])
  }

  @Test("a value that begins with a dash stays a value")
  func dash() throws {
    #expect(
      try Self.resolve("run --config conf.json", file: #"{"mount": "-y,+x,+z"}"#)
        == ["run", "--mount=-y,+x,+z", "--config", "conf.json"])
  }

  @Test("options that may be repeated are all kept, the stronger later")
  func lists() throws {
    #expect(
      try Self.resolve(
        "run --config conf.json --wire-option c=3", environment: ["REPCOUNTERD_WIRE_OPTION": "b=2"],
        file: #"{"wire_option": ["a=1", "aa=1"]}"#)
        == [
          "run", "--wire-option=a=1", "--wire-option=aa=1", "--wire-option=b=2", "--config", "conf.json",
          "--wire-option", "c=3",
        ])
  }

  @Test("a sensor for each arm on the command line sets aside the one sensor of the file, and the other way round")
  func alternatives() throws {
    #expect(
      try Self.resolve(
        "run --left /dev/l --config conf.json", file: #"{"device": "/dev/f", "side": "left", "log": "x"}"#)
        == ["run", "--log=x", "--left", "/dev/l", "--config", "conf.json"])
    #expect(
      try Self.resolve("run --device /dev/d --config conf.json", file: #"{"left": "/dev/l", "right": "/dev/r"}"#)
        == ["run", "--device", "/dev/d", "--config", "conf.json"])
  }

  @Test("each command takes only what it knows, and others nothing")
  func commands() throws {
    let environment = ["REPCOUNTERD_SOCKET": "/s", "REPCOUNTERD_DEVICE": "/d", "REPCOUNTERD_LOG": "/l"]
    #expect(try Self.resolve("status --json", environment: environment) == ["status", "--socket=/s", "--json"])
    #expect(try Self.resolve("record x", environment: environment) == ["record", "--device=/d", "x"])
    #expect(try Self.resolve("replay x", environment: environment) == ["replay", "x"])
    #expect(try Self.resolve("", environment: environment) == [])
    #expect(try Self.resolve("--version", environment: environment) == ["--version"])
  }

  static let refused: [(String, String)] = [
    ("{", "conf.json, line 2, column 1: found no YAML"),
    ("device: [", "conf.json, line 2, column 1: found no YAML"),
    ("[]", "found no mapping"),
    (
      "device: /dev/f\ndevise: /dev/ttyUSB0\n",
      "conf.json, line 2, column 1: found 'devise', which is no key here; there are baud, device, history,"
    ),
    ("wire: text\ndevice: [a]\n", "conf.json, line 2, column 9: 'device' is a list; expected a text"),
    ("log: true", "line 1, column 6: 'log' is 'true'; expected a text"),
    ("log:", "'log' is nothing; expected a text"),
    ("# comment\n\nmin_rom: wide", "line 3, column 10: 'min_rom' is 'wide'; expected a number"),
    ("baud: fast", "'baud' is 'fast'; expected a number or auto"),
    ("wire_option: [a=1, [b]]", "'wire_option[2]' is a list; expected a text"),
    ("device: a\ndevice: b", "the same key twice: device"),
  ]

  @Test("a file that cannot be understood is refused with the place", arguments: refused)
  func refuses(file: String, sentence: String) throws {
    let error = try #require(throws: CommandFailure.self) { try Self.resolve("run --config conf.json", file: file) }
    #expect(error.status == .badData)
    #expect(error.message.contains(sentence), "\(error)")
  }

  @Test("YAML and JSON are read alike, numbers and quoted words as they stand, and comments alone set nothing")
  func forms() throws {
    #expect(
      try Self.resolve("run --config conf.json", file: "# mine\nsocket_mode: 0660\nlog: \"no\"\nwire_option: a=1\n")
        == ["run", "--wire-option=a=1", "--socket-mode=0660", "--log=no", "--config", "conf.json"])
    #expect(
      try Self.resolve("run --config conf.json", file: "# device: auto\n\n  # x\n") == ["run", "--config", "conf.json"])
    #expect(try Self.resolve("run --config conf.json", file: "") == ["run", "--config", "conf.json"])
  }

  @Test("each value that is in force is told with where it comes from")
  func settings() throws {
    let configured = ConfiguredArguments(
      environment: { ["REPCOUNTERD_BAUD": "9600", "REPCOUNTERD_CONFIG": "c.yaml"][$0] },
      read: { (_) throws(SystemError) in Array("device: /dev/f\nwire: text\nmin_rom: 40\n".utf8) })
    let settings = try configured.settings(["config", "--wire", "msp", "--side=left"])
    let told = Dictionary(uniqueKeysWithValues: settings.map { ($0.option.key, ($0.values, $0.source)) })
    #expect(told["device"]! == (["/dev/f"], .file(path: "c.yaml", line: 1)))
    #expect(told["wire"]! == (["msp"], .commandLine(flag: "--wire")))
    #expect(told["baud"]! == (["9600"], .environment(variable: "REPCOUNTERD_BAUD")))
    #expect(told["min_rom"]! == (["40"], .file(path: "c.yaml", line: 3)))
    #expect(told["side"]! == (["left"], .commandLine(flag: "--side")))
    #expect(told["mount"]! == (["default"], .usual))
    #expect(told["record"] == nil)
  }

  @Test("what a command refuses is blamed on the line or variable that it comes from")
  func blame() throws {
    let configured = ConfiguredArguments(
      environment: { ["REPCOUNTERD_SIDE": "left"][$0] },
      read: { (_) throws(SystemError) in Array("device: /dev/f\nbaud: 12\n".utf8) })
    let error = try #require(throws: CommandFailure.self) {
      _ = try Repcounterd.parse(["run", "--config", "c.yaml"], with: configured)
    }
    #expect(error.status == .badData)
    #expect(
      error.message.hasPrefix("the configuration c.yaml, line 2: ") && error.message.contains("'12' is no baud rate"))
  }

  @Test("a file that is not there is refused")
  func missing() throws {
    let error = try #require(throws: CommandFailure.self) { try Self.resolve("run --config conf.json") }
    #expect(error.status == .noInput)
    #expect(error.message.contains("conf.json"))
  }
}
