public import SpatialMath

/// One reading as a wire delivered it, before the stream's clock has placed it in time.
public struct DecodedSample: Hashable, Sendable {
  /// Time from the device's own clock, unwrapped, seconds; nil where the wire carries none.
  public var deviceTime: Double?
  /// Running number from the device, unwrapped; nil where the wire carries none.
  ///
  /// A step above 1 is a loss.
  public var sequence: UInt64?
  /// Specific force, m/s², sensor frame.
  public var acceleration: Vector3
  /// Angular rate, rad/s, sensor frame; nil from a sensor without gyroscope.
  public var angularRate: Vector3?

  /// Orientation, sensor to earth with z up, unit; nil from a sensor that sends its rate, or neither.
  public var orientation: Quaternion?

  /// Whether acceleration and rate, if any, are numbers of a finite size.
  var isFinite: Bool { acceleration.isFinite && angularRate?.isFinite ?? true }

  /// Makes a sample from its parts.
  public init(
    deviceTime: Double? = nil, sequence: UInt64? = nil, acceleration: Vector3, angularRate: Vector3?,
    orientation: Quaternion? = nil
  ) {
    self.deviceTime = deviceTime
    self.sequence = sequence
    self.acceleration = acceleration
    self.angularRate = angularRate
    self.orientation = orientation
  }
}
