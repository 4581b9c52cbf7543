/// Reads decimal numbers from text, correctly rounded.
///
/// The usual case (digits that make a whole number below 2^53, at most 22 of them behind the point) is the division of two
/// numbers that are exact, which is rounded once (Clinger, "How to read floating point numbers accurately", PLDI 1990). Of
/// up to 19 digits, at most 27 of them behind the point, it is one exact division of integers, 64 bits of quotient and a
/// sticky bit, which the final conversion rounds once. All else goes to the standard library.
package enum DecimalNumber {
  /// The powers of ten that a `Double` holds exactly.
  private static let powersOfTen: InlineArray<23, Double> = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
  ]
  /// Whole numbers up to here are exact.
  private static let largestExact: UInt64 = 1 << 53

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
    let start = index
    index = readDigits(bytes, index..<end, into: &digits)
    var digitCount = index - start
    var decimals = 0
    if index < end, bytes[index] == UInt8(ascii: ".") {
      let point = index
      index = readDigits(bytes, point + 1..<end, into: &digits)
      decimals = index - point - 1
      digitCount += decimals
    }
    guard digitCount > 0 else { return nil }

    if index < end {
      guard let exponent = exponent(bytes, index..<end) else { return nil }
      decimals -= exponent
    }
    guard digitCount <= mostDigits, decimals >= 0, decimals <= mostDecimals else {
      return slowly(bytes, range)
    }
    let isExact = digits <= largestExact && decimals < powersOfTen.count
    let magnitude = isExact ? Double(digits) / powersOfTen[decimals] : quotient(digits, decimals: decimals)
    return isNegative ? -magnitude : magnitude
  }

  /// Appends digits to a number, and says where they end; more than `mostDigits` overflow in silence.
  @inline(__always)
  private static func readDigits(_ bytes: Span<UInt8>, _ range: Range<Int>, into number: inout UInt64) -> Int {
    var index = range.lowerBound
    while index < range.upperBound {
      let digit = bytes[index] &- UInt8(ascii: "0")
      guard digit <= 9 else { break }
      number = number &* 10 &+ UInt64(digit)
      index += 1
    }
    return index
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
