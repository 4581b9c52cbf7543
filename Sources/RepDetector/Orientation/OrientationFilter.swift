public import SpatialMath

/// Orientation of the sensor against the vertical, from angular rate and specific force.
///
/// The angular rate is integrated into an almost inertial frame (strap-down). There the specific force is low-passed over
/// a few seconds: an arm that comes back where it was has accelerated by nothing on average, however fast it swung, so
/// what is left points up. A slow rotation keeps that direction on the earth's z. After Laidig and Seel, "VQF: Highly
/// accurate IMU orientation estimation with bias estimation and magnetic disturbance rejection", Information Fusion 91
/// (2023). Here the accelerometer works on means over blocks of some 30 ms, and the bias on some of them, which makes the
/// cost and the result nearly independent of the sampling rate. The rate is taken for the whole period that ends with its sample: a
/// MEMS sensor's own low-pass makes it late by half a period or more, and this takes half a period back. The coning term
/// (Savage, J. Guid. Control Dyn. 21(1), 1998) makes 20 Hz usable.
///
/// Cost: one quaternion product and one rotation a sample, the rest once a block.
public struct OrientationFilter: Sendable {
  /// What can be set; see each.
  public struct Parameters: Sendable {
    /// Time constant of the low-pass of the specific force, seconds.
    ///
    /// Small follows the accelerometer and is turned by swings; large trusts the gyroscope's offset for longer.
    public var forceTimeConstant = 3.0
    /// Length of a block, seconds, taken as the nearest number of samples: short against every time constant, long enough
    /// to save work.
    public var blockTime = 0.027
    /// The gyroscope's offset.
    public var bias = GyroBiasEstimator.Parameters()

    /// For a sensor with a gyroscope.
    public static let sixAxis = Parameters()
    /// For a sensor without: the tilt is all there is, smoothed just enough to tame noise.
    public static let accelerometerOnly = Parameters(forceTimeConstant: 0.12)
  }

  /// What was set.
  public let parameters: Parameters
  private(set) var biasEstimator: GyroBiasEstimator
  /// Sensor to almost inertial frame: integrated angular rate.
  private(set) var strapdown = Quaternion.identity
  /// Almost inertial frame to earth: what the accelerometer adds.
  private var tilt = Quaternion.identity
  /// The newest specific force in the almost inertial frame.
  private(set) var inertialForce = Vector3.zero
  private var rest = RestDetector()
  private var forceFilter = VectorLowPass()
  private var rowX = VectorLowPass()
  private var rowY = VectorLowPass()
  private var rowZ = VectorLowPass()
  private var appliedBias = VectorLowPass()
  private var block = Block()
  private var stretch = Stretch()
  private var coefficients = BlockCoefficients(period: 0, timeConstant: 1)
  /// Usual length of a block, seconds.
  private var usualBlock = 0.0
  private var previousRate: Vector3?
  /// What the integrated rate missed of the motion.
  private var missed = MissedTurn()
  /// From the axis of the swing to the sensor, m, sensor frame; nil where nobody knows.
  ///
  /// Asked for where a part of the rate was missed only.
  var lever: Vector3?

  /// Longest gap over which the mean of the rates at its ends is nearly as good as samples, seconds.
  ///
  /// Over 0.3 s of a swing of 1.6 s it is wrong by 2.5 degrees at most; a search for the vertical in the midst of a swing is
  /// wrong by more.
  private static let longestBridge = 0.35
  /// Share of a block's length that the usual length takes over: a gap, counted as two blocks, moves it by a twentieth.
  private static let blockLearning = 0.05

  private struct Block {
    var duration = 0.0
    var inertialForce = Vector3.zero
    var force = Vector3.zero
    var rate = Vector3.zero
    /// The rate of the last sample before it, rad/s.
    var startRate = Vector3.zero
    /// Whether its turning is not known: a rate is clipped in it or at its start, or it spans a gap.
    var isUncertain = false
  }

  /// What some blocks tell of the gyroscope's offset: it changes so slowly that each by itself would be wasted work.
  private struct Stretch {
    /// Seconds: short against the low-pass of the force, which it has to follow.
    static let time = 0.077

    /// Sum of the directions of the low-passed force, earth frame before its correction.
    var up = Vector3.zero
    /// Integral of the rate, rad.
    var turn = Vector3.zero
    /// Seconds.
    var duration = 0.0
    /// Whether the limb was held in all of them.
    var isCalm = true
  }

  private struct BlockCoefficients {
    let period: Double
    let force: VectorLowPass.Coefficients
    /// The same for a value once a stretch.
    let stretch: VectorLowPass.Coefficients
    let mean: VectorLowPass.Coefficients

    /// - Parameters:
    ///   - period: usual length of a block, seconds.
    ///   - timeConstant: of the force's low-pass, seconds.
    init(period: Double, timeConstant: Double) {
      self.period = period
      force = VectorLowPass.Coefficients(timeConstant: timeConstant, period: period)
      let stretchTime = (Stretch.time / period).rounded(.up) * period
      stretch = VectorLowPass.Coefficients(timeConstant: timeConstant, period: stretchTime)
      mean = VectorLowPass.Coefficients(timeConstant: RestDetector.meanTime, period: period)
    }
  }

  /// Makes a filter at the start of a stream.
  public init(parameters: Parameters = .sixAxis) {
    self.parameters = parameters
    biasEstimator = GyroBiasEstimator(parameters: parameters.bias)
  }

  /// Turns the sensor's frame into the earth's (z up, heading arbitrary but steady); unit.
  @inline(__always)
  public var orientation: Quaternion { tilt * strapdown }
  /// A vector of the almost inertial frame in the earth's.
  @inline(__always)
  func toEarth(_ v: Vector3) -> Vector3 { tilt.rotate(v) }

  /// The gyroscope's offset, rad/s, sensor frame.
  public var gyroBias: Vector3 { biasEstimator.bias }
  /// Whether the sensor lies still.
  public var isAtRest: Bool { rest.isAtRest }

  /// Takes one sample.
  ///
  /// - Parameters:
  ///   - rate: angular rate as measured, rad/s, sensor frame; zero for a sensor without gyroscope.
  ///   - force: specific force, m/s², sensor frame.
  ///   - period: seconds since the sample before; 0 for the first.
  ///   - faults: a clipped rate is known to be wrong, by little where ``lever`` is known, by which it can be restored; a gap
  ///     is bridged by the mean of the rates at its two ends.
  public mutating func update(rate measured: Vector3, force: Vector3, period: Double, faults: SignalFaults = []) {
    if let previousRate, period > 0 {
      let bias = biasEstimator.bias
      let rate = faults.contains(.gap) ? (previousRate + measured) * 0.5 : measured
      let coning = (previousRate - bias).cross(measured - bias) * (period * period / 12)
      strapdown = strapdown * Quaternion(rotationVector: (rate - bias) * period + coning)
      block.duration += period
      inertialForce = strapdown.rotate(force)
      block.inertialForce += inertialForce * period
      block.force += force * period
      block.rate += rate * period
      if !faults.isEmpty { note(faults, rate: rate, period: period) }
      if block.duration >= parameters.blockTime - 0.5 * period { finishBlock(newest: measured, faults) }
    } else {
      level(force)
    }
    previousRate = measured
  }

  /// Starts afresh from the direction of gravity alone, keeping heading and bias: for gaps too long to bridge.
  public mutating func level(_ force: Vector3) {
    forceFilter.reset()
    block = Block()
    stretch = Stretch()
    missed = MissedTurn()
    previousRate = nil
    inertialForce = strapdown.rotate(force)
    guard let up = orientation.rotate(force).normalized else { return }
    tilt = (Quaternion(from: up, to: Vector3(0, 0, 1)) * tilt).normalized
  }

  /// Notes what of the motion was not seen.
  private mutating func note(_ faults: SignalFaults, rate: Vector3, period: Double) {
    if faults.contains(.gyroClipped) {
      block.isUncertain = true
      missed.miss(
        strapdown.rotate(rate * period), share: lever == nil ? MissedTurn.cutShare : MissedTurn.restoredShare)
    }
    if faults.contains(.gap), period > Self.longestBridge {
      block.isUncertain = true
      missed.missAll()
    }
  }

  /// Works a block off; the newest sample's rate and faults belong to the next one's begin too.
  private mutating func finishBlock(newest newestRate: Vector3, _ faults: SignalFaults) {
    let finished = block
    block = Block()
    block.startRate = newestRate
    block.isUncertain = faults.contains(.gyroClipped)
    let period = finished.duration
    learnBlock(period)
    let frequency = 1 / period
    let meanRate = finished.rate * frequency
    let meanForce = finished.force * frequency
    strapdown = strapdown.renormalized
    rest.update(
      rate: meanRate, force: meanForce, period: period, coefficients: coefficients.mean,
      largestOffset: parameters.bias.largest)
    let force = finished.inertialForce * frequency
    let vertical =
      missed.isOpen
      ? settledForce(force, finished, newestRate: newestRate) : forceFilter.update(force, coefficients.force)
    guard let up = tilt.rotate(vertical).normalized else { return }
    tilt = (Quaternion(along: up, to: Vector3(0, 0, 1)) * tilt).normalized
    stretch.up += up
    stretch.turn += finished.rate
    stretch.duration += period
    stretch.isCalm = stretch.isCalm && rest.isCalm
    guard stretch.duration >= Stretch.time else { return }
    updateBias(stretch)
    stretch = Stretch()
  }

  /// The low-passed force where the vertical is in doubt.
  private mutating func settledForce(
    _ force: Vector3, _ block: Block, newestRate: Vector3
  ) -> Vector3 {
    let c = coefficients.force
    guard !forceFilter.isEmpty else { return forceFilter.update(force, c) }
    // Of a rate that is not known no acceleration is, and the one force after a gap does not stand for all of it.
    guard !block.isUncertain else { return forceFilter.value }
    let period = block.duration
    let bias = biasEstimator.bias
    let rate = block.rate / period - bias
    let change = (newestRate - block.startRate) / period
    var gravity = force
    var disturbance = (change.norm + rate.squaredNorm) * ElbowLever.length
    if let lever {
      gravity -= strapdown.rotate(ElbowLever.acceleration(of: lever, rate: rate, change: change))
      disturbance *= MissedTurn.leverShare
    }
    let vertical = missed.settled(
      vertical: forceFilter.value, force: gravity, disturbance: disturbance, period: period,
      settledGain: period / parameters.forceTimeConstant)
    guard let vertical else { return forceFilter.update(force, c) }
    forceFilter.settle(at: vertical, c)
    return vertical
  }

  private mutating func updateBias(_ stretch: Stretch) {
    let (up, period) = (stretch.up, stretch.duration)
    let c = coefficients.stretch
    let (x, y, z) = orientation.rows
    let bias = biasEstimator.bias
    let rows = (x: rowX.update(x, c), y: rowY.update(y, c), z: rowZ.update(z, c))
    let applied = appliedBias.update(Vector3(x.dot(bias), y.dot(bias), 0), c)
    if rest.isAtRest {
      biasEstimator.observeRest(meanRate: rest.meanRate, period: period)
    } else {
      biasEstimator.observeMotion(
        drift: (x: -up.y / period, y: up.x / period), rows: rows, applied: (x: applied.x, y: applied.y),
        period: period)
      if stretch.isCalm { biasEstimator.observeCalm(rate: stretch.turn / period, period: period) }
    }
  }

  /// Learns the usual length of a block, and makes the coefficients for it.
  ///
  /// A recursive filter's state belongs to its coefficients: made anew for the one long block of a gap, they would turn
  /// the vertical away by ten degrees. So they are made anew only where blocks have become longer or shorter for good.
  private mutating func learnBlock(_ period: Double) {
    usualBlock = usualBlock > 0 ? usualBlock + Self.blockLearning * (min(period, 2 * usualBlock) - usualBlock) : period
    guard (usualBlock - coefficients.period).magnitude >= 0.2 * coefficients.period else { return }
    coefficients = BlockCoefficients(period: usualBlock, timeConstant: parameters.forceTimeConstant)
  }
}
