import SpatialMath

extension BodyScript {
  /// Takes the sensor into a hand where it is now.
  private mutating func takeInHand() {
    guard let side = worn else { return }
    let seat = BodyPlan.seat(
      arm: arm, twist: plan.twist.last, slip: plan.slip.last, side: side, placement: placement,
      wearer: scenario.wearer)
    plan.heldOrientation.set(seat.casing, at: clock)
    plan.heldPosition.set(seat.position, at: clock)
    plan.heldPivot.set(seat.pivot, at: clock)
    plan.handovers.append(BodyPlan.Handover(start: clock, carrier: .hand))
    worn = nil
  }

  /// Moves what is in the hand, beginning now; the clock moves on.
  private mutating func carry(to orientation: Quaternion, _ position: Vector3, pivot: Vector3, duration: Double) {
    let profile = naturalProfile()
    plan.heldOrientation.move(
      to: orientation, start: clock, duration: duration, profile: profile, detour: generator.gaussianVector(0.15))
    plan.heldPosition.move(
      to: position, start: clock, duration: duration, profile: profile, detour: generator.gaussianVector(0.02))
    plan.heldPivot.move(to: pivot, start: clock, duration: duration, profile: profile)
    clock += duration
  }

  /// Turns the sensor over in front of the chest for some seconds, strap and buckle.
  private mutating func handle(_ seconds: Double) {
    let end = clock + seconds
    while clock < end {
      let turn = Quaternion(rotationVector: generator.direction() * generator.uniform(0.1, 2.2))
      let position = Vector3(
        generator.uniform(-0.35, 0.1), generator.uniform(-0.25, 0.25), -generator.uniform(0.2, 0.45))
      carry(
        to: plan.heldOrientation.last * turn, position, pivot: Vector3(0, 0, -0.05),
        duration: generator.uniform(0.4, 1.3))
      if generator.chance(0.3) { wait(0.1...0.9) }
    }
  }

  /// Straps the sensor on an arm, from the other one, the same one or the hand.
  mutating func strap(on side: ArmSide) {
    let start = clock
    if posture != .standing { go(to: .kneeling) }
    // The arm comes forward, where the other hand reaches it.
    let offered = ArmPose(
      swingDegrees: generator.uniform(-105, -75), elevationDegrees: generator.uniform(-55, -20),
      spinDegrees: generator.uniform(-25, 25))
    if worn != nil {
      let duration = generator.uniform(0.6, 1.4)
      moveArm(to: offered, duration: duration, profile: naturalProfile())
      clock += duration
      wait(0.3...1.5)
    }
    takeInHand()
    handle(generator.uniform(3, 10))
    placement = scenario.placement.draw(using: &generator)
    let receiving = ArmPose(
      swingDegrees: generator.uniform(-105, -75), elevationDegrees: generator.uniform(-55, -20),
      spinDegrees: generator.uniform(-25, 25))
    let seat = BodyPlan.seat(
      arm: receiving, twist: 0, slip: 0, side: side, placement: placement, wearer: scenario.wearer)
    carry(to: seat.casing, seat.position, pivot: seat.pivot, duration: generator.uniform(0.7, 1.6))
    plan.swing.set(receiving.swing, at: clock)
    plan.elevation.set(receiving.elevation, at: clock)
    plan.spin.set(receiving.spin, at: clock)
    plan.twist.set(0, at: clock)
    plan.slip.set(0, at: clock)
    plan.handovers.append(BodyPlan.Handover(start: clock, carrier: .arm(side, placement: placement)))
    worn = side
    tighten()
    let duration = generator.uniform(0.6, 1.4)
    moveArm(to: drawIdleArm(), duration: duration, profile: naturalProfile())
    clock += duration
    note("strap", from: start)
  }

  /// Tugs at the strap of the arm.
  private mutating func tighten() {
    for _ in 0..<generator.integer(1, 3) {
      let duration = generator.uniform(0.6, 1.5)
      var tug = Rhythm(
        start: clock, end: clock + duration, ramp: 0.4 * duration, frequency: generator.uniform(1.5, 4))
      tug.limb = generator.direction() * generator.uniform(0.02, 0.12)
      plan.rhythms.append(tug)
      clock += duration
      wait(0.1...0.5)
    }
  }

  // MARK: Table

  /// Where the sensor lies on a table before a standing wearer, trunk frame.
  private mutating func tablePose() -> (orientation: Quaternion, position: Vector3) {
    let trunk = trunkPose(.standing)
    // It lies on one of its faces, mostly on its back.
    let faces = [
      Quaternion.identity, .identity, .identity,
      Quaternion(angle: .pi, axis: Vector3(1, 0, 0)),
      Quaternion(angle: 0.5 * .pi, axis: Vector3(1, 0, 0)),
      Quaternion(angle: -0.5 * .pi, axis: Vector3(1, 0, 0)),
      Quaternion(angle: 0.5 * .pi, axis: Vector3(0, 1, 0)),
    ]
    let slope = Quaternion(rotationVector: generator.gaussianVector(0.01))
    let lying = slope * Quaternion(angle: generator.uniform(-.pi, .pi), axis: Vector3(0, 0, 1)) * generator.pick(faces)
    let ahead = Quaternion(angle: heading, axis: Vector3(0, 0, 1)).rotate(Vector3(0.45, 0.1, 0))
    let spot = place + ahead + Vector3(0, 0, generator.uniform(0.7, 1.0))
    let back = trunk.orientation.conjugate
    return (back * lying, back.rotate(spot - trunk.position))
  }

  /// Puts the sensor on the table from the beginning.
  mutating func startOnTable() {
    let table = tablePose()
    plan.heldOrientation = MotionTrack(table.orientation)
    plan.heldPosition = MotionTrack(table.position)
    plan.heldPivot = MotionTrack(Vector3(0, 0, -0.05))
    plan.life = MotionTrack(0)
  }

  /// Takes the sensor off if it is worn, lets it lie, and picks it up.
  mutating func lieOnTable(_ seconds: Double) {
    if worn != nil {
      go(to: .standing)
      let start = clock
      takeInHand()
      handle(generator.uniform(1.5, 5))
      let table = tablePose()
      carry(
        to: table.orientation, table.position, pivot: Vector3(0, 0, -0.05), duration: generator.uniform(0.8, 1.6))
      plan.life.move(to: 0, start: clock, duration: 0.3)
      clock += 0.3
      note("take_off", from: start)
    }
    wait(seconds)
  }

  /// Picks the sensor up from the table if it lies there.
  mutating func pickUp() {
    guard worn == nil, plan.life.last == 0 else { return }
    let start = clock
    let duration = generator.uniform(0.6, 1.2)
    plan.life.move(to: 1, start: clock, duration: duration)
    let turn = Quaternion(rotationVector: generator.direction() * generator.uniform(0.3, 2))
    carry(
      to: plan.heldOrientation.last * turn, Vector3(-0.1, 0, -0.35), pivot: Vector3(0, 0, -0.05), duration: duration)
    note("pick_up", from: start)
  }
}
