/// Reads decimal numbers from text, correctly rounded.
///
/// The usual case (at most 19 digits, not more than 27 of them behind the point) is one exact division of integers,
/// 64 bits of quotient and a sticky bit, which the final conversion rounds once. All else goes to the standard library.
package enum DecimalNumber {
  /// The powers of five that fit in 64 bits, each shifted so that its highest bit is set, and the shift.
  private static let powersOfFive: [(normalized: UInt64, shift: Int)] = (0...mostDecimals).map { exponent in
    let power = (0..<exponent).reduce(UInt64(1)) { product, _ in product * 5 }
    return (power << UInt64(power.leadingZeroBitCount), power.leadingZeroBitCount)
  }

  /// 5 to this power is the largest that fits in 64 bits.
  private static let mostDecimals = 27
  /// Any number of so many digits fits in 64 bits.
  private static let mostDigits = 19
  /// Beyond this an exponent needs no more digits: the value is zero or infinite whatever the mantissa of a line that we accept.
  private static let largestExponent = 1_000_000

  /// The value of `[+-]digits[.digits][e[+-]digits]`, infinite where it is too large; nil for any other text.
  package static func parse(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Double? {
    var index = range.lowerBound
    let end = range.upperBound
    guard index < end else { return nil }

    let isNegative = bytes[index] == UInt8(ascii: "-")
    if isNegative || bytes[index] == UInt8(ascii: "+") { index += 1 }

    var digits: UInt64 = 0
    var digitCount = 0
    var significantCount = 0
    var decimals = 0
    var seenPoint = false
    while index < end {
      let digit = bytes[index] &- UInt8(ascii: "0")
      if digit <= 9 {
        digitCount += 1
        if significantCount > 0 || digit != 0 { significantCount += 1 }
        digits = digits &* 10 &+ UInt64(digit)
        if seenPoint { decimals += 1 }
      } else if bytes[index] == UInt8(ascii: "."), !seenPoint {
        seenPoint = true
      } else {
        break
      }
      index += 1
    }
    guard digitCount > 0 else { return nil }

    if index < end {
      guard let exponent = exponent(bytes, index..<end) else { return nil }
      decimals -= exponent
    }
    guard significantCount <= mostDigits, decimals >= 0, decimals <= mostDecimals else {
      return slowly(bytes, range)
    }
    let magnitude = digits == 0 ? 0 : quotient(digits, decimals: decimals)
    return isNegative ? -magnitude : magnitude
  }

  /// The exponent behind a mantissa, cut off at ±`largestExponent`; nil where it is malformed.
  private static func exponent(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
    guard bytes[range.lowerBound] | 0x20 == UInt8(ascii: "e") else { return nil }
    var index = range.lowerBound + 1
    guard index < range.upperBound else { return nil }
    let isNegative = bytes[index] == UInt8(ascii: "-")
    if isNegative || bytes[index] == UInt8(ascii: "+") { index += 1 }
    guard index < range.upperBound else { return nil }
    var value = 0
    while index < range.upperBound {
      let digit = bytes[index] &- UInt8(ascii: "0")
      guard digit <= 9 else { return nil }
      value = min(value * 10 + Int(digit), largestExponent)
      index += 1
    }
    return isNegative ? -value : value
  }

  /// `digits` / 10^`decimals`, correctly rounded; `digits` is not 0.
  @inline(__always)
  private static func quotient(_ digits: UInt64, decimals: Int) -> Double {
    // digits / 10^k = digits / 5^k / 2^k, and a division by 2^k is exact.
    if decimals == 0 { return Double(digits) }
    let divisor = powersOfFive[decimals]
    let shift = digits.leadingZeroBitCount
    let normalized = digits << UInt64(shift)
    // One bit of head-room keeps the quotient within 64 bits; it then has 63 or 64 of them.
    let (quotient, remainder) = divisor.normalized.dividingFullWidth((normalized >> 1, normalized << 63))
    let exponent = divisor.shift - shift - 63 - decimals
    let sticky: UInt64 = remainder == 0 ? 0 : 1
    // The value lies within 1e-27 ... 2e19, so that scaling by a power of two is exact.
    return Double(quotient | sticky) * Double(sign: .plus, exponent: exponent, significand: 1)
  }

  /// Leaves a checked but unusual number to the standard library.
  @inline(never)
  private static func slowly(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Double? {
    var text = ""
    text.reserveCapacity(range.count)
    for index in range {
      text.unicodeScalars.append(Unicode.Scalar(bytes[index]))
    }
    return Double(text)
  }
}
