import IMUIngest
import SpatialMath

extension IMUSample {
  /// Steps of a second in a recording: times have 6 decimals.
  private static let timeScale = 1e6
  /// Steps of 1 m/s² in a recording: accelerations have 5 decimals.
  private static let accelerationScale = 1e5
  /// Steps of 1 rad/s in a recording: angular rates have 6 decimals.
  private static let angularRateScale = 1e6
  /// Larger readings, m/s² or rad/s, come from no sensor.
  private static let largestReading = 1e6
  /// A double holds microseconds up to this time, seconds; it is a century and more.
  private static let largestTime = 4e9

  /// The sample as a recording holds it, to the last bit; nil for one that no sensor can have meant.
  ///
  /// The detector sees samples in this form only. So a stream that is recorded and replayed gives the same events, and
  /// what is lost is far below a sensor's noise.
  var recorded: IMUSample? {
    let largest = max(acceleration.maximumMagnitude, angularRate?.maximumMagnitude ?? 0)
    // A comparison with NaN is false; but a maximum may lose it.
    guard time.magnitude <= Self.largestTime, largest <= Self.largestReading, acceleration.isFinite,
      angularRate?.isFinite ?? true
    else { return nil }
    return IMUSample(
      time: Self.rounded(time, Self.timeScale),
      acceleration: Self.rounded(acceleration, Self.accelerationScale),
      angularRate: angularRate.map { Self.rounded($0, Self.angularRateScale) })
  }

  private static func rounded(_ vector: Vector3, _ scale: Double) -> Vector3 {
    Vector3(rounded(vector.x, scale), rounded(vector.y, scale), rounded(vector.z, scale))
  }

  /// The double nearest to the decimal number nearest to a value; adding 0 turns -0 into 0, which text does not keep.
  private static func rounded(_ value: Double, _ scale: Double) -> Double {
    (value * scale).rounded() / scale + 0
  }
}
