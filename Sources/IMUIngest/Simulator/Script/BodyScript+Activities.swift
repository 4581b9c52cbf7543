import Glibc
import SpatialMath

extension BodyScript {
  /// Makes sure that the sensor is on an arm; returns that arm.
  @discardableResult
  mutating func wear() -> ArmSide {
    if let worn { return worn }
    pickUp()
    let side = scenario.steps.compactMap { if case .set(let side, _) = $0 { side } else { nil } }.first ?? .right
    strap(on: side)
    return side
  }

  /// Gets the trunk upright, kneeling unless it stands.
  private mutating func upright() {
    wear()
    if posture != .standing { go(to: .kneeling) }
  }

  /// Brings the arm to a pose and lets the time pass.
  private mutating func reach(_ pose: ArmPose, _ seconds: ClosedRange<Double>, unrest: Double = 0.1) {
    let duration = draw(seconds) * scenario.haste
    let detour = (elevation: generator.normal(0, unrest), spin: generator.normal(0, unrest))
    moveArm(to: pose, duration: duration, profile: naturalProfile(), detour: detour)
    clock += duration
  }

  /// The angle by which an arm that swings about the shoulder accelerates the sensor by so much at the turning points.
  ///
  /// - Parameters:
  ///   - acceleration: m/s²; muscles can give that much whatever the frequency.
  ///   - frequency: Hz.
  private func amplitude(of acceleration: Double, at frequency: Double) -> Double {
    let angular = 2 * .pi * frequency
    return acceleration / (angular * angular * scenario.wearer.sensorReach)
  }

  /// Walks with swinging arms and now and then a turn.
  mutating func walk(_ seconds: Double) {
    wear()
    go(to: .standing)
    reach(drawIdleArm(), 0.4...0.8)
    var gait = Rhythm(
      start: clock, end: clock + seconds, ramp: min(1.0, 0.4 * seconds), frequency: generator.uniform(0.7, 1.05))
    gait.limb = Vector3(generator.normal(0, 0.04), generator.uniform(0.12, 0.5), generator.normal(0, 0.04))
    gait.trunk = Vector3(generator.uniform(0.03, 0.1), generator.normal(0, 0.01), generator.normal(0, 0.02))
    gait.shift = Quaternion(angle: heading, axis: Vector3(0, 0, 1)).rotate(Vector3(0, generator.uniform(0.01, 0.03), 0))
    gait.bob = generator.uniform(0.01, 0.03)
    gait.jolt = generator.uniform(0.0004, 0.002)
    plan.rhythms.append(gait)
    let end = clock + seconds
    while clock + 0.8 < end {
      let duration = min(end - clock, generator.uniform(1.2, 3.5))
      if generator.chance(0.35) { heading += generator.sign() * generator.uniform(0.4, 2.8) }
      // Ordinary walking covers about 1.2 m a second.
      place += Vector3(cos(heading), sin(heading), 0) * (1.2 * duration)
      shiftTrunk(duration: duration, unrest: 0.03)
      clock += duration
    }
    clock = max(clock, end)
  }

  /// Lifts a bottle to the mouth, some sips, and down.
  mutating func drink() {
    upright()
    for _ in 0..<generator.integer(1, 3) {
      let low = generator.uniform(-45, -15)
      let spin = generator.uniform(-10, 40)
      let swing = generator.uniform(-100, -60)
      reach(ArmPose(swingDegrees: swing, elevationDegrees: low, spinDegrees: spin), 0.7...1.5)
      wait(0.1...0.6)
      reach(
        ArmPose(
          swingDegrees: swing + generator.uniform(-8, 12), elevationDegrees: low + generator.uniform(8, 35),
          spinDegrees: spin + generator.uniform(-10, 10)), 0.4...1.0)
      wait(0.6...2.5)
      reach(drawIdleArm(), 0.7...1.5)
      wait(0.2...1.2)
    }
  }

  /// Lifts the hand to head, neck or back and scratches.
  mutating func scratch() {
    upright()
    let pose = ArmPose(
      swingDegrees: generator.uniform(-80, -10), elevationDegrees: generator.uniform(-40, 35),
      spinDegrees: generator.uniform(-40, 40))
    reach(pose, 0.6...1.3, unrest: 0.25)
    let duration = generator.uniform(0.8, 3)
    var strokes = Rhythm(
      start: clock, end: clock + duration, ramp: 0.25 * duration, frequency: generator.uniform(2.5, 5.5))
    strokes.limb = generator.direction() * amplitude(of: generator.uniform(2, 15), at: strokes.frequency)
    plan.rhythms.append(strokes)
    clock += duration
    reach(drawIdleArm(), 0.6...1.3, unrest: 0.25)
  }

  /// Lets the arm go anywhere that an arm goes while the hands are busy.
  mutating func fidget(_ seconds: Double) {
    upright()
    let end = clock + seconds
    while clock < end {
      let pose = ArmPose(
        swingDegrees: generator.uniform(-140, 20), elevationDegrees: generator.uniform(-85, 45),
        spinDegrees: generator.uniform(-60, 60))
      reach(pose, 0.4...1.6, unrest: 0.35)
      if generator.chance(0.5) {
        shiftTrunk(duration: 0.5, unrest: 0.1)
        wait(0.5...1.2)
      }
    }
    reach(drawIdleArm(), 0.6...1.3)
  }

  /// Lets the arm hang and shakes it.
  mutating func shakeOut() {
    upright()
    reach(drawIdleArm(), 0.3...0.7)
    let duration = generator.uniform(1.5, 4)
    var shaking = Rhythm(
      start: clock, end: clock + duration, ramp: 0.3 * duration, frequency: generator.uniform(2.5, 5))
    shaking.limb = generator.direction() * amplitude(of: generator.uniform(8, 40), at: shaking.frequency)
    shaking.bob = generator.uniform(0, 0.003)
    plan.rhythms.append(shaking)
    clock += duration
  }

  /// Lies down on the back and comes up again.
  mutating func rollOver() {
    wear()
    go(to: .lying)
    wait(1.5...7)
    if generator.chance(0.4) {
      // An arm laid over the head while lying.
      reach(ArmPose(swingDegrees: -20, elevationDegrees: 50, spinDegrees: 15), 1.0...1.8, unrest: 0.2)
      wait(0.5...3)
    }
    go(to: .fours)
  }

  /// Arches and rounds the back, then sits back on the heels.
  mutating func stretch() {
    wear()
    go(to: .fours)
    let level = trunkPose(.fours)
    for _ in 0..<generator.integer(1, 3) {
      for sense in [1.0, -1.0] {
        let duration = generator.uniform(1.2, 2.8)
        let arched = level.orientation * Quaternion(angle: sense * generator.uniform(0.1, 0.4), axis: Vector3(0, 1, 0))
        let risen = level.position + Vector3(0, 0, sense * generator.uniform(0.02, 0.08))
        let profile = naturalProfile()
        plan.trunkOrientation.move(to: arched, start: clock, duration: duration, profile: profile)
        plan.trunkPosition.move(to: risen, start: clock, duration: duration, profile: profile)
        clock += duration
        wait(0.2...1.2)
      }
    }
    go(to: .heels)
    wait(1...5)
    go(to: .fours)
  }

  /// Crawls: the arm steps ahead and takes the weight in turn.
  mutating func crawl(_ seconds: Double) {
    wear()
    go(to: .fours)
    var steps = Rhythm(
      start: clock, end: clock + seconds, ramp: min(0.8, 0.4 * seconds), frequency: generator.uniform(0.5, 1.0))
    steps.limb = Vector3(generator.normal(0, 0.08), generator.uniform(0.2, 0.5), generator.normal(0, 0.08))
    steps.trunk = Vector3(generator.uniform(0.02, 0.1), 0, generator.uniform(0.02, 0.1))
    steps.bob = generator.uniform(0.005, 0.02)
    steps.jolt = generator.uniform(0.0002, 0.0015)
    plan.rhythms.append(steps)
    heading += generator.normal(0, 0.8)
    place += Vector3(cos(heading), sin(heading), 0) * (0.35 * seconds)
    shiftTrunk(duration: seconds, unrest: 0.05)
    clock += seconds
    wait(0.2...0.8)
  }
}
