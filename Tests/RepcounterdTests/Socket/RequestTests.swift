import NIOCore
import RepDetector
import Testing

@testable import repcounterd

@Suite("Requests")
struct RequestTests {
  static func request(_ line: String) -> Request? {
    Request(line: ByteBuffer(string: line))
  }

  static func watch(_ change: (inout WatchOptions) -> Void) -> Command {
    var options = WatchOptions()
    change(&options)
    return .watch(options)
  }

  static let understood: [(String, Command)] = [
    ("status", .status),
    (" status\r", .status),
    (#"{"command":"status"}"#, .status),
    (#"{"command":"status","future":[1,{"x":2}]}"#, .status),
    ("unwatch", .unwatch),
    ("devices", .devices),
    ("reset", .reset),
    ("help", .help),
    ("watch", .watch(WatchOptions())),
    (#"{"command":"watch","angle_hz":25}"#, watch { $0.angleRate = 25 }),
    (#"{"command":"watch","angle_hz":0,"types":["angle"]}"#, watch { $0.types = [] }),
    (#"{"command":"watch","samples":true}"#, watch { $0.samples = true }),
    (#"{"command":"watch","types":["rep","set"]}"#, watch { $0.types = ["rep", "set"] }),
    (
      #"{"command":"watch","types":["rep","angle","sample"]}"#,
      watch {
        $0.types = ["rep"]
        $0.angleRate = 20
        $0.samples = true
      }
    ),
    (#"{"command":"side","side":"left"}"#, .side(.left)),
    (#"{"command":"side","side":"auto"}"#, .side(nil)),
    (#"{"command":"session","action":"start"}"#, .session(.start)),
    (#"{"command":"session","session":"pause"}"#, .session(.pause)),
    (#"{"command":"target","left":12}"#, .target(left: 12, right: nil)),
    (#"{"command":"target","left":0,"right":8}"#, .target(left: 0, right: 8)),
    (#"{"command":"correct","side":"right","reps":-1}"#, .correct(side: .right, reps: -1)),
    (#"{"command":"correct","side":"left","reps":2.0}"#, .correct(side: .left, reps: 2)),
  ]

  @Test("a request is understood", arguments: understood)
  func understands(line: String, command: Command) throws {
    let request = try #require(Self.request(line))
    #expect(request.command == .success(command))
    #expect(request.id == nil)
  }

  static let refused: [(String, RequestError.Code)] = [
    ("dance", .unknownCommand),
    (#"{"command":"dance"}"#, .unknownCommand),
    ("STATUS", .unknownCommand),
    ("side left", .badJSON),
    (#"{"command":"status""#, .badJSON),
    (#"{"command":"status"} x"#, .badJSON),
    (#"{"a":[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]}"#, .badJSON),
    ("[]", .badRequest),
    ("7", .badRequest),
    (#""status""#, .badRequest),
    ("{}", .badRequest),
    (#"{"command":7}"#, .badRequest),
    (#"{"command":"status","id":{}}"#, .badRequest),
    (#"{"command":"watch","angle_hz":-1}"#, .badArgument),
    (#"{"command":"watch","angle_hz":1e9}"#, .badArgument),
    (#"{"command":"watch","angle_hz":"10"}"#, .badArgument),
    (#"{"command":"watch","samples":1}"#, .badArgument),
    (#"{"command":"watch","types":"rep"}"#, .badArgument),
    (#"{"command":"watch","types":["reps"]}"#, .badArgument),
    (#"{"command":"side"}"#, .badArgument),
    ("side", .badArgument),
    (#"{"command":"side","side":"up"}"#, .badArgument),
    (#"{"command":"session","action":"stop"}"#, .badArgument),
    (#"{"command":"target"}"#, .badArgument),
    (#"{"command":"target","left":-1}"#, .badArgument),
    (#"{"command":"target","left":1.5}"#, .badArgument),
    (#"{"command":"correct","side":"left"}"#, .badArgument),
    (#"{"command":"correct","side":"left","reps":0}"#, .badArgument),
    (#"{"command":"correct","side":"left","reps":1e300}"#, .badArgument),
    (#"{"command":"correct","side":"auto","reps":1}"#, .badArgument),
  ]

  @Test("what cannot be carried out is refused with its code", arguments: refused)
  func refuses(line: String, code: RequestError.Code) throws {
    let request = try #require(Self.request(line))
    let error = try #require(throws: RequestError.self) { try request.command.get() }
    #expect(error.code == code, "\(error)")
  }

  @Test("bytes that are no UTF-8 are refused")
  func badEncoding() throws {
    let request = try #require(Request(line: ByteBuffer(bytes: [0x7B, 0xFF, 0x7D])))
    let error = try #require(throws: RequestError.self) { try request.command.get() }
    #expect(error.code == .badEncoding)
  }

  @Test("an empty line asks for nothing", arguments: ["", " ", "\r", "\t \r"])
  func emptyLine(line: String) {
    #expect(Self.request(line) == nil)
  }

  @Test(
    "any scalar is an id, in good requests and bad ones",
    arguments: [
      ("7", JSONValue.number("7")), ("\"x\"", .string("x")), ("1.50", .number("1.50")), ("true", .bool(true)),
    ])
  func ids(text: String, id: JSONValue) throws {
    for command in ["status", "dance", "side"] {
      #expect(Self.request(#"{"id":\#(text),"command":"\#(command)"}"#)?.id == id)
    }
    #expect(Self.request(#"{"id":\#(text)}"#)?.id == id)
  }

  @Test("the refusal of an unknown command lists every command, and help does too")
  func listsCommands() throws {
    let error = try #require(throws: RequestError.self) { try #require(Self.request("dance")).command.get() }
    for name in [
      "status", "watch", "unwatch", "devices", "side", "session", "target", "correct", "reset", "help",
    ] {
      #expect(error.message.contains(name))
      #expect(Command.summaries.contains { $0.key == name })
    }
    #expect(error.message.contains("'dance'"))
  }

  @Test("a message quotes only the beginning of what a client sent")
  func shortQuotes() throws {
    let request = try #require(Self.request(String(repeating: "x", count: 60_000)))
    let error = try #require(throws: RequestError.self) { try request.command.get() }
    #expect(error.message.utf8.count < 300)
  }
}
