package import SpatialMath

extension BodyPlan {
  /// Where in each track the last look-up was.
  package struct Cursor: Sendable {
    fileprivate var trunkOrientation = 0
    fileprivate var trunkPosition = 0
    fileprivate var twist = 0
    fileprivate var swing = 0
    fileprivate var elevation = 0
    fileprivate var spin = 0
    fileprivate var slip = 0
    fileprivate var heldOrientation = 0
    fileprivate var heldPosition = 0
    fileprivate var heldPivot = 0
    fileprivate var life = 0
    fileprivate var tremor = 0
    fileprivate var rhythm = 0
    fileprivate var handover = 0

    /// Makes a cursor for look-ups from the beginning on.
    package init() {}
  }

  /// What the body does by itself at one instant: already scaled, frames as in ``ArmPose``.
  package struct Involuntary {
    /// Tremor of the limb about the shoulder, rotation vector in the trunk frame, radians.
    package var tremor = Vector3.zero
    /// Sway and breath of the trunk, rotation vector in the trunk frame, radians.
    package var trunk = Vector3.zero
    /// Sway and breath of the trunk, earth frame, metres.
    package var position = Vector3.zero

    /// Makes one of a body that does nothing by itself.
    package init() {}
  }

  /// Where bone and casing are at one instant.
  package struct Pose {
    /// From the casing's frame into the earth frame, on a body without flesh.
    package var casing: Quaternion
    /// Where the casing is, earth frame, metres.
    package var position: Vector3
    /// Swing angle against gravity without the tremor, radians; nil while the sensor is on no arm or the trunk stands.
    package var swing: Double?
  }

  /// The pose at a time.
  ///
  /// - Parameters:
  ///   - time: seconds, not decreasing from call to call with one cursor.
  ///   - involuntary: what the body adds.
  ///   - wearer: the dimensions.
  ///   - cursor: where the last look-up was.
  package func pose(
    at time: Double, adding involuntary: Involuntary, wearer: Wearer, cursor: inout Cursor
  ) -> Pose {
    var rhythm = Rhythm.Contribution()
    while cursor.rhythm < rhythms.count, rhythms[cursor.rhythm].end <= time { cursor.rhythm += 1 }
    if cursor.rhythm < rhythms.count { rhythm = rhythms[cursor.rhythm].contribution(at: time) }
    let alive = life.value(at: time, cursor: &cursor.life)
    let trembling = alive * tremor.value(at: time, cursor: &cursor.tremor)

    let planned = trunkOrientation.value(at: time, cursor: &cursor.trunkOrientation)
    let trunk = planned * Quaternion(rotationVector: involuntary.trunk * alive + rhythm.trunk)
    let origin =
      trunkPosition.value(at: time, cursor: &cursor.trunkPosition) + involuntary.position * alive + rhythm.position
    let limbTurn = Quaternion(rotationVector: involuntary.tremor * trembling + rhythm.limb)

    while cursor.handover + 1 < handovers.count, handovers[cursor.handover + 1].start <= time { cursor.handover += 1 }
    switch handovers[cursor.handover].carrier {
    case .arm(let side, let placement):
      let arm = ArmPose(
        swing: swing.value(at: time, cursor: &cursor.swing),
        elevation: elevation.value(at: time, cursor: &cursor.elevation),
        spin: spin.value(at: time, cursor: &cursor.spin))
      let twisted = twist.value(at: time, cursor: &cursor.twist)
      let slipped = slip.value(at: time, cursor: &cursor.slip)
      let seat = Self.seat(arm: arm, twist: twisted, slip: slipped, side: side, placement: placement, wearer: wearer)
      let position = seat.pivot + limbTurn.rotate(seat.position - seat.pivot)
      return Pose(
        casing: trunk * (limbTurn * seat.casing), position: origin + trunk.rotate(position),
        swing: Self.swing(earthFromTrunk: trunk, planned: planned, arm: arm, side: side))
    case .hand:
      let held = heldOrientation.value(at: time, cursor: &cursor.heldOrientation)
      let pivot = heldPivot.value(at: time, cursor: &cursor.heldPivot)
      let place = heldPosition.value(at: time, cursor: &cursor.heldPosition)
      let position = pivot + limbTurn.rotate(place - pivot)
      return Pose(casing: trunk * (limbTurn * held), position: origin + trunk.rotate(position), swing: nil)
    }
  }

  /// Where an arm puts the sensor, trunk frame.
  package struct Seat {
    /// From the casing's frame into the trunk frame.
    package var casing: Quaternion
    /// Where the casing is, metres.
    package var position: Vector3
    /// The shoulder joint, metres.
    package var pivot: Vector3
  }

  /// The seat of a sensor that is strapped to an arm.
  package static func seat(
    arm: ArmPose, twist: Double, slip: Double, side: ArmSide, placement: Quaternion, wearer: Wearer
  ) -> Seat {
    let trunkFromMount = arm.trunkFromMount(side: side)
    let neutral = Vector3(0, -side.sense * wearer.shoulderBreadth, -wearer.shoulderDepth)
    let shoulder = Quaternion(angle: side.sense * twist, axis: ArmGeometry.feetward).rotate(neutral)
    let strap = Quaternion(angle: slip, axis: Vector3(1, 0, 0)) * placement
    let reach = Vector3(wearer.sensorReach, 0, wearer.sensorStandoff)
    return Seat(
      casing: trunkFromMount * strap, position: shoulder + trunkFromMount.rotate(reach), pivot: shoulder)
  }

  /// Beyond this sine of the spine's slope there is no level axis across the trunk to count the swing angle from.
  private static let steepestSpine = 0.8

  private static func swing(
    earthFromTrunk: Quaternion, planned: Quaternion, arm: ArmPose, side: ArmSide
  ) -> Double? {
    let spine = planned.rotate(Vector3(1, 0, 0))
    guard spine.z.magnitude < steepestSpine, let level = Vector3(-spine.y, spine.x, 0).normalized else { return nil }
    // The frame with the planned spine as x and a level y.
    let back = spine.cross(level)
    let levelFromEarth = Quaternion(columns: spine, level, back).conjugate
    return ArmGeometry.swing(
      trunkFromMount: levelFromEarth * earthFromTrunk * arm.trunkFromMount(side: side), side: side, near: arm.swing)
  }
}

extension Quaternion {
  /// The rotation that takes the axes x, y, z to three orthogonal unit vectors that form a right-handed frame.
  ///
  /// Source: S. W. Shepperd, J. Guidance and Control 1(3), 1978: the largest component is taken first.
  package init(columns a: Vector3, _ b: Vector3, _ c: Vector3) {
    let trace = a.x + b.y + c.z
    let q: Quaternion
    if trace > max(a.x, b.y, c.z) {
      q = Quaternion(w: 1 + trace, x: b.z - c.y, y: c.x - a.z, z: a.y - b.x)
    } else if a.x >= b.y, a.x >= c.z {
      q = Quaternion(w: b.z - c.y, x: 1 + 2 * a.x - trace, y: b.x + a.y, z: c.x + a.z)
    } else if b.y >= c.z {
      q = Quaternion(w: c.x - a.z, x: b.x + a.y, y: 1 + 2 * b.y - trace, z: c.y + b.z)
    } else {
      q = Quaternion(w: a.y - b.x, x: c.x + a.z, y: c.y + b.z, z: 1 + 2 * c.z - trace)
    }
    self = q.normalized
  }
}
