/// A JSON value as a client sent it (RFC 8259).
///
/// Numbers keep their text, so that an `id` comes back as it was written: `1.0` stays `1.0` and 2^64 loses no digit.
enum JSONValue: Equatable, Sendable {
  case null
  case bool(Bool)
  /// The number's own text, which follows the grammar of RFC 8259, section 6.
  case number(String)
  case string(String)
  case array([JSONValue])
  /// Where a name stands twice, its last value holds.
  case object([String: JSONValue])

  /// What kind of value this is, for messages.
  var kind: String {
    switch self {
    case .null: "null"
    case .bool: "a boolean"
    case .number: "a number"
    case .string: "a text"
    case .array: "a list"
    case .object: "an object"
    }
  }

  /// The text of a string; nil for any other kind.
  var string: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// The value of a number; nil for any other kind and for what is beyond a double.
  var double: Double? {
    guard case .number(let text) = self, let value = Double(text), value.isFinite else { return nil }
    return value
  }

  /// The value of a number without fraction, however it is written (`3`, `3.0`, `3e0`); nil for anything else.
  var integer: Int? {
    double.flatMap { Int(exactly: $0) }
  }

  /// The members of an object; nil for any other kind.
  var members: [String: JSONValue]? {
    if case .object(let members) = self { members } else { nil }
  }
}

/// A text that is no JSON.
struct JSONError: Error, Equatable {
  /// What is wrong, to be followed by the place.
  var problem: String
  /// Bytes before the place.
  var offset: Int
}

extension JSONValue {
  /// The value as JSON; nil for lists and objects, which nothing sends back.
  var scalarText: String? {
    switch self {
    case .null: "null"
    case .bool(let flag): flag ? "true" : "false"
    case .number(let text): text
    case .string(let text): Self.quoted(text)
    case .array, .object: nil
    }
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\u{0}"..<"\u{20}":
        let hex = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
