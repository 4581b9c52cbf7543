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
    ("{", "conf.json, line 1, column 2"),
    ("{\n  \"device\": nil\n}", "line 2, column 14"),
    ("[]", "not an object"),
    (#"{"devise": "/dev/ttyUSB0"}"#, "'devise' is no option; there are baud, device, history, left"),
    (#"{"device": ["a"]}"#, "'device' is a list"),
    (#"{"log": true}"#, "'log' is a boolean"),
    (#"{"wire_option": [1]}"#, "'wire_option' is a list"),
  ]

  @Test("a file that cannot be understood is refused with the place", arguments: refused)
  func refuses(file: String, sentence: String) throws {
    let error = try #require(throws: CommandFailure.self) { try Self.resolve("run --config conf.json", file: file) }
    #expect(error.status == .badData)
    #expect(error.message.contains(sentence), "\(error)")
  }

  @Test("a file that is not there is refused")
  func missing() throws {
    let error = try #require(throws: CommandFailure.self) { try Self.resolve("run --config conf.json") }
    #expect(error.status == .noInput)
    #expect(error.message.contains("conf.json"))
  }
}
