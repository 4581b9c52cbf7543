public import SpatialMath

/// One reading of a simulated sensor with the truth beside it.
public struct SimulatedSample: Hashable, Sendable {
  /// Running number of the measurement; lost ones are counted.
  public var sequence: UInt64
  /// The true instant of measuring, seconds.
  public var measured: Double
  /// The same instant by the sensor's clock, seconds.
  public var deviceTime: Double
  /// When the host has it, seconds on the true clock.
  public var arrival: Double
  /// Specific force as read, sensor frame, m/s².
  public var acceleration: Vector3
  /// Angular rate as read, sensor frame, rad/s; nil without a gyroscope.
  public var angularRate: Vector3?
  /// True orientation: turns the sensor frame into an earth frame with z up.
  public var orientation: Quaternion
  /// True swing angle without the tremor, radians; nil while the trunk is upright or the sensor is on no arm.
  public var swing: Double?

  /// Makes a sample from its parts.
  public init(
    sequence: UInt64, measured: Double, deviceTime: Double, arrival: Double, acceleration: Vector3,
    angularRate: Vector3?, orientation: Quaternion, swing: Double? = nil
  ) {
    self.sequence = sequence
    self.measured = measured
    self.deviceTime = deviceTime
    self.arrival = arrival
    self.acceleration = acceleration
    self.angularRate = angularRate
    self.orientation = orientation
    self.swing = swing
  }
}
