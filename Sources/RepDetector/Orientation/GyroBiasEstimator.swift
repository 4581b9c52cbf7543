import SpatialMath

/// Estimates the gyroscope's offset with a small Kalman filter, at rest and in motion.
///
/// At rest the mean rate is the offset itself. In motion the offset shows as a steady turning of the low-passed
/// specific force away from the vertical: the two horizontal components are observed through the accelerometer, the
/// vertical one is not and is only kept from running away. The scheme is that of Laidig and Seel, "VQF: Highly accurate
/// IMU orientation estimation with bias estimation and magnetic disturbance rejection", Information Fusion 91 (2023),
/// section 3.4; it runs here on block means instead of single samples.
public struct GyroBiasEstimator: Sendable {
  /// What the filter assumes about the offset and what it sees of it.
  public struct Parameters: Sendable {
    /// Standard deviation of the offset at switch-on, rad/s; cheap sensors start with several deg/s.
    public var initialSigma = 2 * degree
    /// How fast the offset wanders: it grows uncertain by `wanderSigma` in `wanderTime`.
    public var wanderSigma = 0.1 * degree
    /// Seconds; see ``wanderSigma``.
    public var wanderTime = 100.0
    /// Standard deviation of the converged estimate in motion, rad/s; smaller trusts the accelerometer less.
    public var motionSigma = 0.1 * degree
    /// Standard deviation of the converged estimate at rest, rad/s.
    public var restSigma = 0.03 * degree
    /// Standard deviation of a held limb's own rate, rad/s, and the seconds over which it goes on in one direction.
    ///
    /// On the way from switch-on to the first rep nobody lies still; what sway, breath and tremor leave of the mean rate
    /// is still far less than the offset of a cheap sensor.
    public var swaySigma = 4 * degree
    /// Seconds; see ``swaySigma``.
    public var swayTime = 0.3
    /// How much less than a horizontal observation the pull of the unobserved vertical component toward zero counts.
    public var verticalWeight = 1e-4
    /// Largest offset believed, rad/s a component: data sheets allow 5 deg/s at 25 °C, cheap boards reach 7.
    public var largest = 10 * degree
    /// Largest innovation believed in motion, rad/s a component.
    public var largestInnovation = 2 * degree
  }

  let parameters: Parameters
  /// The offset, rad/s, sensor frame.
  private(set) var bias = Vector3.zero
  /// Covariance, symmetric, (rad/s)².
  private var p: Symmetric3

  init(parameters: Parameters = Parameters()) {
    self.parameters = parameters
    p = Symmetric3(diagonal: parameters.initialSigma * parameters.initialSigma)
  }

  /// Standard deviation of the worst component, rad/s.
  var uncertainty: Double { max(p.xx, p.yy, p.zz).squareRoot() }

  private mutating func wander(period: Double) -> Double {
    let growth = parameters.wanderSigma * parameters.wanderSigma / parameters.wanderTime * period
    p.xx += growth
    p.yy += growth
    p.zz += growth
    return growth
  }

  /// The measurement variance with which the filter settles at a standard deviation, given its wander a step.
  private func measurementVariance(settled sigma: Double, growth: Double) -> Double {
    let v = sigma * sigma
    return v * v / growth + v
  }

  /// Takes the mean rate of a sensor at rest, rad/s.
  mutating func observeRest(meanRate: Vector3, period: Double) {
    let r = measurementVariance(settled: parameters.restSigma, growth: wander(period: period))
    let innovation = meanRate - bias
    correct(direction: Vector3(1, 0, 0), innovation: innovation.x, variance: r)
    correct(direction: Vector3(0, 1, 0), innovation: meanRate.y - bias.y, variance: r)
    correct(direction: Vector3(0, 0, 1), innovation: meanRate.z - bias.z, variance: r)
    clamp()
  }

  /// Takes the mean rate of a block in which a limb was held, rad/s.
  mutating func observeCalm(rate: Vector3, period: Double) {
    let r = parameters.swaySigma * parameters.swaySigma * parameters.swayTime / period
    correct(direction: Vector3(1, 0, 0), innovation: rate.x - bias.x, variance: r)
    correct(direction: Vector3(0, 1, 0), innovation: rate.y - bias.y, variance: r)
    correct(direction: Vector3(0, 0, 1), innovation: rate.z - bias.z, variance: r)
    clamp()
  }

  /// Takes what the accelerometer shows in motion.
  ///
  /// - Parameters:
  ///   - drift: rate at which the low-passed vertical turns, horizontal components about earth x and y, rad/s.
  ///   - rows: the low-passed rotation from sensor to earth, its three rows.
  ///   - applied: the low-passed offset that was already taken off, about earth x and y, rad/s.
  ///   - period: seconds.
  mutating func observeMotion(
    drift: (x: Double, y: Double), rows: (x: Vector3, y: Vector3, z: Vector3), applied: (x: Double, y: Double),
    period: Double
  ) {
    let r = measurementVariance(settled: parameters.motionSigma, growth: wander(period: period))
    let limit = parameters.largestInnovation
    let ex = min(max(drift.x + applied.x - rows.x.dot(bias), -limit), limit)
    correct(direction: rows.x, innovation: ex, variance: r)
    let ey = min(max(drift.y + applied.y - rows.y.dot(bias), -limit), limit)
    correct(direction: rows.y, innovation: ey, variance: r)
    let ez = min(max(-rows.z.dot(bias), -limit), limit)
    correct(direction: rows.z, innovation: ez, variance: r / parameters.verticalWeight)
    clamp()
  }

  /// One scalar Kalman update: `direction · bias` was seen with this innovation and variance.
  private mutating func correct(direction h: Vector3, innovation: Double, variance: Double) {
    let ph = p.times(h)
    let gain = ph / (h.dot(ph) + variance)
    bias += gain * innovation
    p.subtractOuter(gain, ph)
  }

  private mutating func clamp() {
    let m = parameters.largest
    bias = Vector3(min(max(bias.x, -m), m), min(max(bias.y, -m), m), min(max(bias.z, -m), m))
  }
}
