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

  /// The vertical seen along the axis, with its length there.
  struct Place {
    /// Where the elbow goes in the axis's sense.
    var along: Double
    /// Toward the elbow.
    var across: Double

    /// The angle about the axis, radians, folded into -pi to pi.
    var angle: Double { angleOf(y: across, x: along) }
    /// The angle's sine.
    var sine: Double { across / (along * along + across * across).squareRoot() }

    /// The turn about the axis to another place, radians, -pi to pi.
    ///
    /// Such turns add up to the difference of the angles; for a small one no library's function is needed.
    @inline(__always)
    func turn(to next: Place) -> Double {
      let sine = next.across * along - next.along * across
      let cosine = next.along * along + next.across * across
      let ratio = sine / cosine
      guard cosine > 0, ratio * ratio < arcTangentSeriesLimit else { return angleOf(y: sine, x: cosine) }
      return ratio * arcTangentRatio(ratio * ratio)
    }
  }

  /// Where the vertical is.
  ///
  /// - Parameter up: the vertical in the mount frame, unit.
  @inline(__always)
  func place(up: Vector3) -> Place { Place(along: up.dot(across), across: up.dot(ahead)) }

  /// The angle about the axis, radians, folded into -pi to pi.
  ///
  /// - Parameter up: the vertical in the mount frame, unit.
  func angle(up: Vector3) -> Double { place(up: up).angle }
}

/// A swing angle folded into -210 to 150 degrees, where the swings of all arms lie.
func foldedSwingAngle(_ angle: Double) -> Double {
  wrapped(angle + 30 * degree) - 30 * degree
}
