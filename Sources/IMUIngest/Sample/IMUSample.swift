public import SpatialMath

/// One reading of accelerometer and gyroscope in the sensor's own frame, on the stream's clock.
public struct IMUSample: Hashable, Sendable {
  /// Stream time of the instant that was measured, seconds, not decreasing.
  public var time: Double
  /// Specific force, m/s², sensor frame: about +9.81 along the axis that points up at rest.
  public var acceleration: Vector3
  /// Angular rate, rad/s, sensor frame; nil from a sensor without gyroscope.
  public var angularRate: Vector3?

  /// Makes a sample from its parts.
  public init(time: Double, acceleration: Vector3, angularRate: Vector3?) {
    self.time = time
    self.acceleration = acceleration
    self.angularRate = angularRate
  }
}
