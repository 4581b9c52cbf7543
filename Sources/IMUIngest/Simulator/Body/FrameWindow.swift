package import SpatialMath

/// The frames about an instant of a march, for reading between them.
package struct FrameWindow: Sendable {
  private var march: BodyMarch
  private var frames: (BodyFrame, BodyFrame, BodyFrame, BodyFrame)

  /// Makes a window at the begin of a march.
  package init(march: BodyMarch) {
    self.march = march
    let first = self.march.next()
    let second = self.march.next()
    let third = self.march.next()
    frames = (first, second, third, self.march.next())
  }

  /// The frame at a time.
  ///
  /// Force and rate go through a cubic of four frames; the orientation, which turns by less than 2 degrees a step, along the
  /// chord of two.
  ///
  /// - Parameters:
  ///   - time: seconds, not decreasing, not before the march's third frame.
  ///   - pass: called with each pair of neighbouring frames that comes to lie about or before the time, in order.
  package mutating func frame(at time: Double, pass: (BodyFrame, BodyFrame) -> Void) -> BodyFrame {
    while frames.2.time < time {
      frames = (frames.1, frames.2, frames.3, march.next())
      pass(frames.1, frames.2)
    }
    let share = (time - frames.1.time) / march.step
    return BodyFrame(
      time: time,
      specificForce: Self.cubic(
        frames.0.specificForce, frames.1.specificForce, frames.2.specificForce, frames.3.specificForce, share),
      angularRate: Self.cubic(
        frames.0.angularRate, frames.1.angularRate, frames.2.angularRate, frames.3.angularRate, share),
      orientation: Self.between(frames.1, frames.2, share).orientation,
      swing: Self.between(frames.1, frames.2, share).swing)
  }

  /// Orientation and swing angle between two neighbouring frames.
  package static func between(
    _ a: BodyFrame, _ b: BodyFrame, _ share: Double
  ) -> (orientation: Quaternion, swing: Double?) {
    let turn = (a.orientation.conjugate * b.orientation).rotationVector
    let orientation = a.orientation * Quaternion(rotationVector: turn * share)
    guard let first = a.swing, let second = b.swing else { return (orientation, nil) }
    return (orientation, first + (second - first) * share)
  }

  /// The Catmull-Rom cubic between the second and the third of four even values.
  private static func cubic(_ a: Vector3, _ b: Vector3, _ c: Vector3, _ d: Vector3, _ u: Double) -> Vector3 {
    let u2 = u * u
    let u3 = u2 * u
    let first = a * (-0.5 * u3 + u2 - 0.5 * u)
    let second = b * (1.5 * u3 - 2.5 * u2 + 1)
    let third = c * (-1.5 * u3 + 2 * u2 + 0.5 * u)
    let fourth = d * (0.5 * u3 - 0.5 * u2)
    return first + second + third + fourth
  }
}
