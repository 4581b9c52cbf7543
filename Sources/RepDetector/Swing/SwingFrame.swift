import SpatialMath

/// The swing's axis and the elbow's direction in the mount frame, and the angle that gravity shows about the axis.
///
/// Gravity does not drift: the angle is read off the direction of the vertical in the mount frame, so a gyroscope's
/// offset never adds up. Zero is where the elbow is level; the angle grows in the axis's sense.
struct SwingFrame {
  /// Unit, mount frame.
  let axis: Vector3
  /// Toward the elbow, at right angles to the axis.
  private let ahead: Vector3
  /// Where the elbow goes in the axis's sense.
  private let across: Vector3

  /// - Parameters:
  ///   - axis: unit, mount frame.
  ///   - elbow: direction from the axis to the elbow, mount frame; need not be at right angles to the axis.
  init(axis: Vector3, elbow: Vector3) {
    self.axis = axis
    let across = axis.cross(elbow).normalized ?? axis.cross(Vector3(0, 1, 0)).normalized ?? Vector3(0, 0, 1)
    self.across = across
    ahead = across.cross(axis)
  }

  /// The angle about the axis, radians, folded into -pi to pi.
  ///
  /// - Parameter up: the vertical in the mount frame, unit.
  func angle(up: Vector3) -> Double {
    angleOf(y: up.dot(ahead), x: up.dot(across))
  }
}

/// A swing angle folded into -210 to 150 degrees, where the swings of all arms lie.
func foldedSwingAngle(_ angle: Double) -> Double {
  wrapped(angle + 30 * degree) - 30 * degree
}
