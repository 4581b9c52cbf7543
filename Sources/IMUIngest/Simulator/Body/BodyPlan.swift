package import SpatialMath

/// Everything that the wearer means to do, as tracks over time; what the body adds by itself is not in it.
///
/// Frames are those of ``ArmPose``.
package struct BodyPlan: Sendable {
  /// What carries the sensor.
  package enum Carrier: Hashable, Sendable {
    /// It is strapped to an arm; `placement` turns the sensor's frame into the mount frame.
    case arm(ArmSide, placement: Quaternion)
    /// It is in a hand or on a table; the held tracks say where.
    case hand
  }

  /// A change of what carries the sensor.
  package struct Handover: Hashable, Sendable {
    /// When, seconds.
    package var start: Double
    /// What carries it from then on.
    package var carrier: Carrier
  }

  /// From the trunk frame into the earth frame.
  package var trunkOrientation: MotionTrack<Quaternion>
  /// The point of the spine between the shoulders, earth frame, metres.
  package var trunkPosition: MotionTrack<Vector3>
  /// Rotation of the shoulder girdle about the spine, in the sense of opening, radians.
  package var twist = MotionTrack(0.0)
  /// The arm's ``ArmPose/swing``.
  package var swing: MotionTrack<Double>
  /// The arm's ``ArmPose/elevation``.
  package var elevation: MotionTrack<Double>
  /// The arm's ``ArmPose/spin``.
  package var spin: MotionTrack<Double>
  /// Rotation of the strap about the arm since it was put on, radians.
  package var slip = MotionTrack(0.0)
  /// From the casing's frame into the trunk frame while the sensor is in a hand.
  package var heldOrientation = MotionTrack(Quaternion.identity)
  /// Where the sensor is while in a hand, trunk frame, metres.
  package var heldPosition = MotionTrack(Vector3.zero)
  /// The point about which the holding arm trembles, trunk frame, metres.
  package var heldPivot = MotionTrack(Vector3.zero)
  /// 1 while a body carries the sensor, 0 while it lies on something that does not move.
  package var life = MotionTrack(1.0)
  /// The tremor as a multiple of the wearer's usual one.
  package var tremor = MotionTrack(1.0)
  /// Movements that repeat, in order of time, no two at once.
  package var rhythms: [Rhythm] = []
  /// What carries the sensor when, in order of time; the first one from the beginning.
  package var handovers: [Handover]

  /// Makes a plan in which nothing moves.
  package init(trunkOrientation: Quaternion, trunkPosition: Vector3, arm: ArmPose, carrier: Carrier) {
    self.trunkOrientation = MotionTrack(trunkOrientation)
    self.trunkPosition = MotionTrack(trunkPosition)
    swing = MotionTrack(arm.swing)
    elevation = MotionTrack(arm.elevation)
    spin = MotionTrack(arm.spin)
    handovers = [Handover(start: -.infinity, carrier: carrier)]
  }
}
