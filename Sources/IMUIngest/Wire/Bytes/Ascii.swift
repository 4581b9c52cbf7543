import Glibc

/// The characters that the decoders look for, and what kind a byte is.
enum Ascii {
  static let tab: UInt8 = 0x09
  static let lineFeed: UInt8 = 0x0A
  static let carriageReturn: UInt8 = 0x0D
  static let blank: UInt8 = 0x20
  static let delete: UInt8 = 0x7F
  static let plus = UInt8(ascii: "+")
  static let minus = UInt8(ascii: "-")
  static let point = UInt8(ascii: ".")
  static let comma = UInt8(ascii: ",")
  static let semicolon = UInt8(ascii: ";")
  static let colon = UInt8(ascii: ":")
  static let equals = UInt8(ascii: "=")
  static let underscore = UInt8(ascii: "_")

  /// The value of a decimal digit, or nil.
  static func digit(_ byte: UInt8) -> UInt8? {
    let value = byte &- 0x30
    return value < 10 ? value : nil
  }

  /// The value of a hexadecimal digit of either case, or nil.
  static func hexDigit(_ byte: UInt8) -> UInt8? {
    if let value = digit(byte) { return value }
    let value = (byte | 0x20) &- UInt8(ascii: "a")
    return value < 6 ? value + 10 : nil
  }

  /// Whether a byte is a letter of either case.
  static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- UInt8(ascii: "a") < 26 }

  /// A letter made small; other bytes as they are.
  static func lowercase(_ byte: UInt8) -> UInt8 { isLetter(byte) ? byte | 0x20 : byte }

  /// Whether a byte is a blank or a TAB.
  static func isBlank(_ byte: UInt8) -> Bool { byte == blank || byte == tab }

  /// Whether a byte is a control character other than TAB.
  static func isControl(_ byte: UInt8) -> Bool { (byte < blank && byte != tab) || byte == delete }

  /// Where the first LF is; nil where there is none.
  static func firstLineFeed(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
    unsafe bytes.extracting(range).withUnsafeBufferPointer { buffer in
      guard let start = buffer.baseAddress,
        let found = unsafe memchr(start, Int32(lineFeed), buffer.count)
      else { return nil }
      return unsafe range.lowerBound + (UnsafeRawPointer(found) - UnsafeRawPointer(start))
    }
  }

  /// What bytes there are in a range: control characters other than TAB, and ones that are not ASCII.
  static func kinds(_ bytes: Span<UInt8>, _ range: Range<Int>) -> (hasControl: Bool, isASCII: Bool) {
    unsafe bytes.extracting(range).withUnsafeBufferPointer { buffer in
      // Without branches, many bytes at once.
      var control: UInt8 = 0
      var all: UInt8 = 0
      for index in 0..<buffer.count {
        let byte = unsafe buffer[index]
        control |= isControl(byte) ? 1 : 0
        all |= byte
      }
      return (control != 0, all < 0x80)
    }
  }

  /// The range without blanks and TABs at both ends.
  static func trim(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, isBlank(bytes[start]) { start += 1 }
    while end > start, isBlank(bytes[end - 1]) { end -= 1 }
    return start..<end
  }
}
