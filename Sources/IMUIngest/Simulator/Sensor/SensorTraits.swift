public import SpatialMath

/// What kind of sensor reads the movement, and over what kind of line.
///
/// The defaults are a fault-free sensor of 100 Hz; presets make worse ones.
public struct SensorTraits: Hashable, Sendable {
  // MARK: Sampling

  /// Nominal samples a second, Hz; 10 to 1000.
  public var rate = 100.0
  /// How much faster the sensor's own clock runs than the true one, parts per million.
  public var clockErrorPPM = 0.0
  /// Standard deviation of the instants of sampling, seconds; cut at 0.4 of a period.
  public var jitter = 0.0

  // MARK: Gyroscope

  /// Whether there is a gyroscope.
  public var hasGyro = true
  /// White noise, degrees/second per root hertz; good 0.004, cheap 0.05.
  public var gyroNoise = 0.0
  /// Bias at the start, sensor frame, degrees/second.
  public var gyroBias = Vector3.zero
  /// Random walk of the bias, degrees/second per root second.
  public var gyroDrift = 0.0
  /// Bias that dies away while the chip warms up, sensor frame, degrees/second.
  public var gyroWarmUp = Vector3.zero
  /// Time constant of warming up, seconds.
  public var warmUpSeconds = 40.0
  /// Scale and cross-axis errors.
  public var gyroAxes = AxisMatrix.identity
  /// False rate per acceleration along the same axis, degrees/second per g.
  public var gyroPerG = 0.0
  /// Full scale, degrees/second.
  public var gyroRange = 2000.0
  /// Step of quantisation, degrees/second; 0 for none.
  public var gyroStep = 0.0

  // MARK: Accelerometer

  /// White noise, g per root hertz; good 0.0001, cheap 0.0005.
  public var accelNoise = 0.0
  /// Bias at the start, sensor frame, g.
  public var accelBias = Vector3.zero
  /// Random walk of the bias, g per root second.
  public var accelDrift = 0.0
  /// Scale and cross-axis errors.
  public var accelAxes = AxisMatrix.identity
  /// Full scale, g.
  public var accelRange = 16.0
  /// Step of quantisation, g; 0 for none.
  public var accelStep = 0.0

  // MARK: Line

  /// Whose clock stamps the samples of a recording.
  public enum Stamp: Hashable, Sendable {
    /// The sensor's: even steps, but off by its clock error.
    case device
    /// The host's, when a sample arrives.
    case arrival
  }

  /// Whose clock stamps the samples.
  public var stamp = Stamp.device
  /// Seconds between measuring and arriving.
  public var latency = 0.004
  /// Standard deviation of that, seconds.
  public var latencyJitter = 0.0
  /// Samples arrive together each so many seconds, as behind a USB adapter's latency timer; 0 for one by one.
  public var arrivalQuantum = 0.0
  /// Probability that a sample is lost.
  public var lossProbability = 0.0
  /// Losses of many samples at once, per minute.
  public var burstLossesPerMinute = 0.0
  /// Longest such loss, seconds.
  public var burstLossSeconds = 1.0
  /// Probability that a sample comes twice.
  public var duplicateProbability = 0.0

  /// Makes a sensor without faults.
  public init() {}
}
