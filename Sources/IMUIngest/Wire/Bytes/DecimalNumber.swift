/// Reads decimal numbers from bytes without Foundation.
package enum DecimalNumber {
  /// Powers of ten that a double holds exactly; with a mantissa below 2⁵³ one operation then rounds correctly.
  private static let powers: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
  ]
  /// The largest mantissa to which another digit can be added without leaving 64 bits.
  private static let fullMantissa = (UInt64.max - 9) / 10
  /// Exponents beyond this are no measurements.
  private static let longestExponent = 400

  /// The number that the bytes of a range spell, whole, or nil.
  ///
  /// Understood are an optional sign, digits with an optional point, and an optional exponent; `nan`, `inf` and what
  /// overflows are no numbers. The result is the nearest double.
  package static func parse(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Double? {
    var at = range.lowerBound
    let end = range.upperBound
    guard at < end else { return nil }
    var negative = false
    if bytes[at] == Ascii.minus || bytes[at] == Ascii.plus {
      negative = bytes[at] == Ascii.minus
      at += 1
    }
    var mantissa: UInt64 = 0
    var exponent = 0
    var digits = 0
    var exact = true
    var fraction = false
    while at < end {
      let byte = bytes[at]
      if let digit = Ascii.digit(byte) {
        digits += 1
        if mantissa <= fullMantissa {
          mantissa = mantissa * 10 + UInt64(digit)
          if fraction { exponent -= 1 }
        } else {
          exact = false
          if !fraction { exponent += 1 }
        }
      } else if byte == Ascii.point, !fraction {
        fraction = true
      } else {
        break
      }
      at += 1
    }
    guard digits > 0 else { return nil }
    if at < end {
      guard let written = parseExponent(bytes, at..<end) else { return nil }
      exponent += written
    }
    if mantissa == 0 { return negative ? -0.0 : 0 }
    if exact, mantissa < 1 << 53, exponent.magnitude < powers.count {
      let magnitude = exponent < 0 ? Double(mantissa) / powers[-exponent] : Double(mantissa) * powers[exponent]
      return negative ? -magnitude : magnitude
    }
    return parseSlowly(bytes, range)
  }

  /// The value of `e` or `E`, an optional sign and digits, or nil.
  private static func parseExponent(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
    var at = range.lowerBound
    guard bytes[at] | 0x20 == UInt8(ascii: "e") else { return nil }
    at += 1
    guard at < range.upperBound else { return nil }
    let negative = bytes[at] == Ascii.minus
    if negative || bytes[at] == Ascii.plus { at += 1 }
    guard at < range.upperBound else { return nil }
    var value = 0
    while at < range.upperBound {
      guard let digit = Ascii.digit(bytes[at]) else { return nil }
      value = min(value * 10 + Int(digit), longestExponent)
      at += 1
    }
    return negative ? -value : value
  }

  /// The rare number with more digits than fit: the standard library rounds it right.
  private static func parseSlowly(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Double? {
    var text = ""
    for index in range { text.unicodeScalars.append(Unicode.Scalar(bytes[index])) }
    guard let value = Double(text), value.isFinite else { return nil }
    return value
  }
}
