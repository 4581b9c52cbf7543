/// Writes numbers with a fixed count of decimals.
package enum FixedPoint {
  /// The largest magnitude that is written; beyond it no sensor and no clock is right, and the digits would not fit.
  package static let largestMagnitude = 1e12

  /// Appends a number, rounded to `decimals` places (0 to 6); never writes a negative zero.
  ///
  /// - Parameter value: finite, its magnitude at most ``largestMagnitude``.
  package static func append(_ value: Double, decimals: Int, to text: inout [UInt8]) {
    var scale: UInt64 = 1
    for _ in 0..<decimals { scale *= 10 }
    let units = UInt64((value.magnitude * Double(scale)).rounded())
    if value < 0, units > 0 { text.append(UInt8(ascii: "-")) }

    appendInteger(units / scale, to: &text)
    guard decimals > 0 else { return }
    text.append(UInt8(ascii: "."))
    var fraction = units % scale
    while scale > 1 {
      scale /= 10
      text.append(UInt8(ascii: "0") + UInt8(fraction / scale))
      fraction %= scale
    }
  }

  private static func appendInteger(_ value: UInt64, to text: inout [UInt8]) {
    var divisor: UInt64 = 1
    while value / divisor >= 10 { divisor *= 10 }
    var rest = value
    while divisor > 0 {
      text.append(UInt8(ascii: "0") + UInt8(rest / divisor))
      rest %= divisor
      divisor /= 10
    }
  }
}
