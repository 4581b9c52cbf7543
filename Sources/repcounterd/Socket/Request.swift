import NIOCore

/// One line from a client, read: what it asks for, or why that cannot be said.
struct Request: Equatable, Sendable {
  /// The client's own mark for the request, which comes back in the reply: a JSON scalar, or nil.
  let id: JSONValue?
  /// What is asked for, or what is wrong with the request.
  let command: Result<Command, RequestError>

  /// Longest `id` that is taken, bytes of its text: it is sent back, and a reply must go out in one piece.
  static let longestID = 1024

  /// Reads a line without its line feed; nil for a line that holds nothing but space.
  ///
  /// A bare word stands for `{"command": word}`.
  init?(line: ByteBuffer) {
    let bytes = Self.trim([UInt8](line.readableBytesView))
    guard !bytes.isEmpty else { return nil }
    guard String(validating: bytes, as: UTF8.self) != nil else {
      self.init(nil, RequestError(code: .badEncoding, message: "a request is valid UTF-8, this line is not"))
      return
    }
    if Self.isWord(bytes) {
      self.init(nil, word: String(decoding: bytes, as: UTF8.self), arguments: [:])
      return
    }
    do {
      self.init(try JSONValue(parsing: bytes))
    } catch {
      let message = "a request is one JSON object or a bare command, but \(error.problem) at byte \(error.offset + 1)"
      self.init(nil, RequestError(code: .badJSON, message: message))
    }
  }

  /// Stands for a line that cannot even be looked at.
  init(refused error: RequestError) {
    self.init(nil, error)
  }

  private init(_ value: JSONValue) {
    guard let members = value.members else {
      let message = "a request is an object such as {\"command\": \"status\"}, not \(value.kind)"
      self.init(nil, RequestError(code: .badRequest, message: message))
      return
    }
    let id: JSONValue?
    switch members["id"] {
    case nil, .null: id = nil
    case .bool(let flag): id = .bool(flag)
    case .number(let text) where text.utf8.count <= Self.longestID: id = .number(text)
    case .string(let text) where text.utf8.count <= Self.longestID: id = .string(text)
    default:
      let message = "'id' is a text, a number or a boolean of at most \(Self.longestID) bytes"
      self.init(nil, RequestError(code: .badRequest, message: message))
      return
    }
    guard let name = members["command"]?.string else {
      let message = "a request names its command, as in {\"command\": \"status\"}; the commands are \(Command.list)"
      self.init(id, RequestError(code: .badRequest, message: message))
      return
    }
    self.init(id, word: name, arguments: members)
  }

  private init(_ id: JSONValue?, word: String, arguments: [String: JSONValue]) {
    self.id = id
    command = Result { () throws(RequestError) in try Command(name: word, arguments: arguments) }
  }

  private init(_ id: JSONValue?, _ error: RequestError) {
    self.id = id
    command = .failure(error)
  }

  private static func trim(_ bytes: [UInt8]) -> [UInt8] {
    let isSpace = { (byte: UInt8) in byte == 0x20 || 0x09...0x0D ~= byte }
    guard let first = bytes.firstIndex(where: { !isSpace($0) }), let last = bytes.lastIndex(where: { !isSpace($0) })
    else { return [] }
    return first == 0 && last == bytes.count - 1 ? bytes : Array(bytes[first...last])
  }

  private static func isWord(_ bytes: [UInt8]) -> Bool {
    bytes.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"): true
      default: false
      }
    } && !(UInt8(ascii: "0")...UInt8(ascii: "9") ~= bytes[0])
  }
}
