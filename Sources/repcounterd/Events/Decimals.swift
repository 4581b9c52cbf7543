/// How many decimals a quantity keeps in an event.
///
/// Enough that nothing measured is lost, few enough that lines stay short; the same number is always written the same.
struct Decimals: Sendable {
  /// Stream time of a sample: microseconds, as in a recording.
  static let sampleTime = Decimals(scale: 1_000_000)
  /// Stream time of something found between samples, and durations: a tenth of a millisecond.
  static let time = Decimals(scale: 10_000)
  /// Angles: a hundredth of a degree is far below what the sensor's placement allows.
  static let angle = Decimals(scale: 100)
  /// Angles that are drawn.
  static let tenth = Decimals(scale: 10)
  /// Angular speed, degrees a second.
  static let speed = Decimals(scale: 10)
  /// Spectral arc length, a number around -2.
  static let smoothness = Decimals(scale: 1000)
  /// Sample rate, hertz.
  static let rate = Decimals(scale: 100)
  /// Specific force: 1e-5 m/s² is a hundredth of a usual sensor's step.
  static let acceleration = Decimals(scale: 100_000)
  /// Angular rate: 1e-6 rad/s likewise.
  static let angularRate = Decimals(scale: 1_000_000)

  /// Above this a double has no decimals to round.
  private static let largestWithDecimals = 0x1p52

  /// Ten to the number of decimals.
  let scale: Double

  /// The number with so many decimals; nil where it is not finite, so that it is left out of the line.
  func round(_ number: Double) -> Double? {
    guard number.isFinite else { return nil }
    let scaled = number * scale
    guard scaled.magnitude < Self.largestWithDecimals else { return number }
    // Adding 0 turns -0 into 0.
    return scaled.rounded() / scale + 0
  }

  /// An angle in radians, or a rate in radians a second, in degrees with so many decimals.
  func degrees(_ radians: Double) -> Double? {
    round(radians * 180 / .pi)
  }
}
