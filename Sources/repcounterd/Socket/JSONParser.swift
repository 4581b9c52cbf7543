/// Reads one JSON value from the bytes of a line (RFC 8259, strictly).
///
/// The bytes must be valid UTF-8; see ``JSONValue/init(parsing:depthLimit:)``.
struct JSONParser {
  private let bytes: [UInt8]
  private let depthLimit: Int
  private var at = 0

  fileprivate init(bytes: [UInt8], depthLimit: Int) {
    self.bytes = bytes
    self.depthLimit = depthLimit
  }

  fileprivate mutating func document() throws(JSONError) -> JSONValue {
    let result = try value(depth: 0)
    skipSpace()
    guard at == bytes.count else { throw error("there is more after the end of the value") }
    return result
  }

  private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
    skipSpace()
    guard depth <= depthLimit else { throw error("values are nested deeper than \(depthLimit) levels") }
    guard let byte = peek else { throw error("the text ends where a value is expected") }
    switch byte {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", means: .bool(true))
    case UInt8(ascii: "f"): return try word("false", means: .bool(false))
    case UInt8(ascii: "n"): return try word("null", means: .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
    default: throw error("a value is expected")
    }
  }

  private mutating func object(depth: Int) throws(JSONError) -> JSONValue {
    at += 1
    var members: [String: JSONValue] = [:]
    skipSpace()
    if take("}") { return .object(members) }
    while true {
      skipSpace()
      guard peek == UInt8(ascii: "\"") else { throw error("a member's name in quotes is expected") }
      let name = try string()
      skipSpace()
      guard take(":") else { throw error("':' is expected after a member's name") }
      members[name] = try value(depth: depth + 1)
      skipSpace()
      if take("}") { return .object(members) }
      guard take(",") else { throw error("',' or '}' is expected") }
    }
  }

  private mutating func array(depth: Int) throws(JSONError) -> JSONValue {
    at += 1
    var elements: [JSONValue] = []
    skipSpace()
    if take("]") { return .array(elements) }
    while true {
      elements.append(try value(depth: depth + 1))
      skipSpace()
      if take("]") { return .array(elements) }
      guard take(",") else { throw error("',' or ']' is expected") }
    }
  }

  private mutating func word(_ text: StaticString, means value: JSONValue) throws(JSONError) -> JSONValue {
    for expected in String(describing: text).utf8 {
      guard peek == expected else { throw error("a value is expected") }
      at += 1
    }
    return value
  }

  private mutating func number() throws(JSONError) -> String {
    let start = at
    _ = take("-")
    if take("0") {
      if isDigit(peek) { throw error("a number does not begin with 0") }
    } else {
      try digits()
    }
    if take(".") { try digits() }
    if take("e") || take("E") {
      if !take("+") { _ = take("-") }
      try digits()
    }
    return String(decoding: bytes[start..<at], as: UTF8.self)
  }

  private mutating func digits() throws(JSONError) {
    guard isDigit(peek) else { throw error("a digit is expected") }
    while isDigit(peek) { at += 1 }
  }

  private mutating func string() throws(JSONError) -> String {
    at += 1
    var text: [UInt8] = []
    while let byte = peek {
      at += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): text.append(contentsOf: try escape().utf8)
      case 0..<0x20: throw error("a control character stands in a text", back: 1)
      default: text.append(byte)
      }
    }
    throw error("a text has no closing quote")
  }

  private mutating func escape() throws(JSONError) -> String {
    guard let byte = peek else { throw error("a text has no closing quote") }
    at += 1
    switch byte {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return String(Character(try scalar()))
    default: throw error("an escape that JSON does not know stands in a text", back: 1)
    }
  }

  /// The character of a `\u` escape, or of two of them where the first is the high half of a surrogate pair.
  private mutating func scalar() throws(JSONError) -> Unicode.Scalar {
    let unit = try codeUnit()
    if let scalar = Unicode.Scalar(unit) { return scalar }
    guard UTF16.isLeadSurrogate(UInt16(unit)), take("\\"), take("u") else {
      throw error("half a surrogate pair stands in a text")
    }
    let low = try codeUnit()
    guard UTF16.isTrailSurrogate(UInt16(low)),
      let scalar = Unicode.Scalar(0x1_0000 + (unit - 0xD800) << 10 + (low - 0xDC00))
    else { throw error("half a surrogate pair stands in a text") }
    return scalar
  }

  private mutating func codeUnit() throws(JSONError) -> UInt32 {
    var unit: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = peek.flatMap({ Character(Unicode.Scalar($0)).hexDigitValue }) else {
        throw error("four hexadecimal digits are expected after \\u")
      }
      unit = unit << 4 | UInt32(digit)
      at += 1
    }
    return unit
  }

  private var peek: UInt8? { at < bytes.count ? bytes[at] : nil }

  private func isDigit(_ byte: UInt8?) -> Bool {
    byte.map { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 } ?? false
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard peek == UInt8(ascii: character) else { return false }
    at += 1
    return true
  }

  private mutating func skipSpace() {
    while let byte = peek, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { at += 1 }
  }

  private func error(_ problem: String, back: Int = 0) -> JSONError {
    JSONError(problem: problem, offset: at - back)
  }
}

extension JSONValue {
  /// Reads one JSON value and nothing else.
  ///
  /// - Parameters:
  ///   - bytes: valid UTF-8.
  ///   - depthLimit: how deep lists and objects may be nested; it bounds the stack that a client can make us use.
  /// - Throws: ``JSONError`` with the problem and its place.
  init(parsing bytes: [UInt8], depthLimit: Int = 16) throws(JSONError) {
    var parser = JSONParser(bytes: bytes, depthLimit: depthLimit)
    self = try parser.document()
  }
}
