import RepDetector
import SpatialMath

/// What a pipeline needs of a detector: samples in, events out, and a look at where the arm is.
protocol MotionDetector: Sendable {
  /// Turns the sensor's frame into an earth frame with z up.
  var orientation: Quaternion { get }
  /// The arm that moves, as far as it is known.
  var side: Side? { get }
  /// Where in a rep the arm is.
  var phase: Phase { get }
  /// Swing angle, radians; nil before the first samples.
  var angle: Double? { get }

  /// The swing angle of an arm in the last minute; see ``RepDetector/swingAngles(of:from:to:step:)``.
  func swingAngles(of side: Side, from start: Double, to end: Double, step: Double) -> [Double]

  /// Takes one sample.
  mutating func process(
    time: Double, acceleration: Vector3, angularRate: Vector3?, emit: (DetectorEvent) -> Void)

  /// Tells that the stream has ended.
  mutating func finish(emit: (DetectorEvent) -> Void)

  /// Tells which arm moves from now on; nil to tell it from the mount again.
  mutating func setSide(_ side: Side?)

  /// Sets the smallest opening that counts as a rep from now on, radians.
  mutating func setMinimumRangeOfMotion(_ range: Double)
}

extension RepDetector: MotionDetector {}
