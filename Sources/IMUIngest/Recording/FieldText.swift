/// Shows text of unknown origin in errors: on one line, not too long, without control characters.
enum FieldText {
  /// The text between single quotes.
  static func quoted(_ text: String, limit: Int = 40) -> String { "'\(shortened(text, limit: limit))'" }

  /// The text without quotes.
  static func shortened(_ text: String, limit: Int) -> String {
    var shown = ""
    for scalar in text.unicodeScalars.prefix(limit) {
      switch scalar {
      case "\t": shown += "\\t"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F: shown += "\\u{\(String(scalar.value, radix: 16))}"
      default: shown.unicodeScalars.append(scalar)
      }
    }
    return text.unicodeScalars.count > limit ? shown + "..." : shown
  }

  /// The text without quotes, at most 40 characters of it.
  static func shortened(_ text: String) -> String { shortened(text, limit: 40) }

  /// The text without the blanks and tabs around it.
  static func trimmed(_ text: Substring) -> String {
    let isBlank = { (scalar: Unicode.Scalar) in scalar == " " || scalar == "\t" }
    let scalars = text.unicodeScalars
    guard let first = scalars.firstIndex(where: { !isBlank($0) }), let last = scalars.lastIndex(where: { !isBlank($0) })
    else { return "" }
    return String(scalars[first...last])
  }

  /// Whether a byte is a blank or a tab.
  @inline(__always)
  static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
}
