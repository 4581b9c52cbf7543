public import SpatialMath

/// Counts trunk-rotation reps in a stream of samples of one sensor.
///
/// Streaming and pure: one sample in, events out through a closure, no clock, no I/O, no allocation per sample. The same
/// samples give the same events.
public struct RepDetector: Sendable {
  /// What was set.
  public let configuration: DetectorConfiguration
  /// Orientation of the sensor: turns the sensor's frame into an earth frame with z up; heading is arbitrary.
  public private(set) var orientation = Quaternion.identity
  /// The arm that moves, as far as it is known.
  public private(set) var side: Side?
  /// Where in a rep the arm is.
  public private(set) var phase = Phase.rest
  /// Swing angle, radians, with the zero of ``Rep/topAngle``; nil before the first samples.
  public private(set) var angle: Double?

  /// Makes a detector at the start of a stream.
  public init(configuration: DetectorConfiguration = DetectorConfiguration()) {
    self.configuration = configuration
    self.side = configuration.side
  }

  /// Takes one sample.
  ///
  /// - Parameters:
  ///   - time: stream time, seconds, not decreasing.
  ///   - acceleration: specific force, m/s², sensor frame.
  ///   - angularRate: rad/s, sensor frame; nil without gyroscope.
  ///   - emit: called for each event that this sample makes certain, in order.
  public mutating func process(
    time: Double, acceleration: Vector3, angularRate: Vector3?, emit: (DetectorEvent) -> Void
  ) {
  }

  /// Tells that the stream has ended: a closing that was nearly back is judged as it stands.
  public mutating func finish(emit: (DetectorEvent) -> Void) {
  }

  /// Tells which arm moves from now on; nil to tell it from the mount again.
  public mutating func setSide(_ side: Side?) {
    self.side = side
  }
}
