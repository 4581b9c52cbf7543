import Glibc
package import SpatialMath

/// Where the upper arm points, seen from the trunk.
///
/// # Frames
///
/// All frames are right-handed. A rotation named `aFromB` turns components in B into components in A.
///
/// - **Earth**: z up; heading arbitrary.
/// - **Trunk**: x to the head along the spine, y to the wearer's left, z out of the back. On all fours with a level back it
///   is the earth frame up to heading: x ahead, y left, z up. Pitching the trunk by -90 degrees about its y axis makes the
///   wearer stand: x up.
/// - **Mount** (of one arm): x along the upper arm to the tip of the elbow, z out of the skin at the back of the upper arm,
///   y completes the frame. It is the sensor's frame but for how the sensor was put on.
///
/// # The arm's pose
///
/// With the elbow straight out to the side and the hand behind the ear (all three angles zero), the triceps faces the feet:
///
/// | mount axis | right arm, in the trunk | left arm, in the trunk |
/// | --- | --- | --- |
/// | x, to the elbow | -y (right) | +y (left) |
/// | y | +z (up) | -z (down) |
/// | z, out of the skin | -x (to the feet) | -x (to the feet) |
///
/// Three turns lead on from there:
///
/// 1. `swing` about the long axis of the trunk: about mount z by +swing on the right arm and by -swing on the left one,
///    because both open toward the ceiling. -90 degrees lets the arm hang vertically from a level trunk, +90 points it
///    at the ceiling.
/// 2. `elevation` about mount y: positive takes the elbow out of the plane of the swing toward the head. With swing -90,
///    elevation -90 lays the arm along the trunk: it hangs down when the wearer stands, triceps to the back.
/// 3. `spin` about mount x, the long axis of the humerus.
///
/// Elevation has no part about the long axis, so `swing` is exactly the angle about it while `spin` is zero.
///
/// # What a sensor at rest reads
///
/// On a level trunk, with g the standard gravity: accelerometer x is `g sin(swing)` on both arms, y is `g cos(swing)` on the
/// right arm and `-g cos(swing)` on the left, z is 0. Opening turns the gyroscope's z positive on the right arm and
/// negative on the left.
package struct ArmPose: Hashable, Sendable {
  /// Angle about the trunk's long axis, radians.
  package var swing: Double
  /// Angle out of the plane of the swing toward the head, radians.
  package var elevation: Double
  /// Angle about the arm's own axis, radians.
  package var spin: Double

  /// Makes a pose from angles in degrees.
  package init(swingDegrees: Double, elevationDegrees: Double = 0, spinDegrees: Double = 0) {
    self.init(
      swing: swingDegrees * .pi / 180, elevation: elevationDegrees * .pi / 180, spin: spinDegrees * .pi / 180)
  }

  /// Makes a pose from angles in radians.
  package init(swing: Double, elevation: Double, spin: Double) {
    self.swing = swing
    self.elevation = elevation
    self.spin = spin
  }

  /// The rotation that takes the mount frame of an arm into the trunk frame.
  package func trunkFromMount(side: ArmSide) -> Quaternion {
    let turned = ArmGeometry.openTrunkFromMount(side) * Quaternion(angle: side.sense * swing, axis: Vector3(0, 0, 1))
    let raised = turned * Quaternion(angle: elevation, axis: Vector3(0, 1, 0))
    return raised * Quaternion(angle: spin, axis: Vector3(1, 0, 0))
  }
}

/// The fixed parts of the arm's geometry; see ``ArmPose`` for the frames.
package enum ArmGeometry {
  /// The trunk's long axis toward the feet, in the trunk frame: a right arm opens about it in the positive sense.
  package static let feetward = Vector3(-1, 0, 0)

  /// The rotation from the mount frame into the trunk frame with the elbow straight out to the side.
  ///
  /// Both are third turns about a diagonal; the table of ``ArmPose`` holds their columns.
  package static func openTrunkFromMount(_ side: ArmSide) -> Quaternion {
    switch side {
    // Columns -y, +z, -x.
    case .right: Quaternion(w: 0.5, x: 0.5, y: -0.5, z: -0.5)
    // Columns +y, -z, -x.
    case .left: Quaternion(w: 0.5, x: -0.5, y: -0.5, z: 0.5)
    }
  }

  /// The angle of an arm about the trunk's long axis.
  ///
  /// The rotation from the elbow-out pose to the given one is split into a turn about the long axis and a turn about an
  /// axis across it; the first is the swing angle.
  ///
  /// - Parameters:
  ///   - trunkFromMount: the arm's pose; the trunk frame here has its y axis level, so that the angle is one against gravity.
  ///   - side: the arm.
  ///   - near: an angle within half a turn of the answer, radians; it tells full turns apart.
  /// - Returns: radians.
  package static func swing(trunkFromMount: Quaternion, side: ArmSide, near: Double) -> Double {
    let turn = trunkFromMount * openTrunkFromMount(side).conjugate
    let angle = 2 * atan2(side.sense * turn.vector.dot(feetward), turn.w)
    return angle + 2 * .pi * ((near - angle) / (2 * .pi)).rounded()
  }
}
