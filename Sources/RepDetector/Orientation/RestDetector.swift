import SpatialMath

/// Tells when the sensor lies still, so that the gyroscope's offset can be read off directly.
///
/// At rest both the angular rate and the specific force stay near their own short-time mean. The mean rate need not be
/// zero (that is the offset), but it must be one that an offset can explain.
struct RestDetector {
  /// Seconds over which the short-time means are formed.
  static let meanTime = 0.5
  /// Largest distance of the angular rate from its mean, rad/s: 2 deg/s is above the noise of cheap sensors and below any held pose of a living arm in motion.
  static let rateDeviation = 2 * degree
  /// Largest distance of the specific force from its mean, m/s².
  static let forceDeviation = 0.5
  /// Largest distance of the angular rate of a limb that is held from its mean, rad/s: sway and tremor reach 10 deg/s.
  static let calmDeviation = 12 * degree
  /// Seconds of stillness before it is believed.
  static let patience = 1.5

  private var rateMean = VectorLowPass()
  private var forceMean = VectorLowPass()
  private var stillFor = 0.0
  /// Whether the sensor is moved by no more than sway, breath and tremor just now.
  private(set) var isCalm = false

  /// Whether the sensor lies still.
  var isAtRest: Bool { stillFor >= Self.patience }
  /// Mean angular rate of the last half second, rad/s, sensor frame.
  var meanRate: Vector3 { rateMean.value }

  /// Takes the means of one block.
  ///
  /// - Parameters:
  ///   - rate: angular rate, rad/s, not corrected.
  ///   - force: specific force, m/s², sensor frame.
  ///   - period: seconds.
  ///   - largestOffset: the largest offset that the gyroscope can have, rad/s a component.
  mutating func update(
    rate: Vector3, force: Vector3, period: Double, coefficients: VectorLowPass.Coefficients, largestOffset: Double
  ) {
    let rateDistance = (rate - rateMean.update(rate, coefficients)).squaredNorm
    let forceDistance = (force - forceMean.update(force, coefficients)).squaredNorm
    isCalm =
      rateDistance < Self.calmDeviation * Self.calmDeviation
      && forceDistance < Self.forceDeviation * Self.forceDeviation
      && rateMean.value.maximumMagnitude < largestOffset
    stillFor = isCalm && rateDistance < Self.rateDeviation * Self.rateDeviation ? stillFor + period : 0
  }
}
