import Glibc
import SpatialMath

extension BodyScript {
  /// The trunk in a posture at the present place and heading.
  func trunkPose(_ posture: Posture) -> (orientation: Quaternion, position: Vector3) {
    let aheadOfKnees: Double
    let height: Double
    let pitch: Double
    var roll = 0.0
    switch posture {
    case .fours:
      (aheadOfKnees, height) = (0.5, 0.55)
      pitch = -scenario.tiltDegrees * .pi / 180
      roll = scenario.leanDegrees * .pi / 180
    case .heels:
      (aheadOfKnees, height, pitch) = (0.2, 0.35, 0.25)
    case .kneeling:
      (aheadOfKnees, height, pitch) = (0.05, 0.95, -1.5)
    case .standing:
      (aheadOfKnees, height, pitch) = (0.0, 1.42, -1.53)
    case .lying:
      (aheadOfKnees, height, pitch) = (0.4, 0.15, 0)
      roll = .pi
    }
    let turn = Quaternion(angle: heading, axis: Vector3(0, 0, 1))
    let orientation =
      turn * Quaternion(angle: pitch, axis: Vector3(0, 1, 0)) * Quaternion(angle: roll, axis: Vector3(1, 0, 0))
    return (orientation, place + turn.rotate(Vector3(aheadOfKnees, 0, 0)) + Vector3(0, 0, height))
  }

  /// Where the arm is when it does nothing.
  static func idleArm(_ posture: Posture) -> ArmPose {
    switch posture {
    case .fours: ArmPose(swingDegrees: -82, elevationDegrees: -4)
    case .heels: ArmPose(swingDegrees: -75, elevationDegrees: 55)
    case .kneeling, .standing: ArmPose(swingDegrees: -88, elevationDegrees: -84)
    case .lying: ArmPose(swingDegrees: -70, elevationDegrees: -50, spinDegrees: 10)
    }
  }

  /// The idle pose of the present posture, never twice the same.
  mutating func drawIdleArm() -> ArmPose {
    var pose = Self.idleArm(posture)
    pose.swing += generator.normal(0, 0.05)
    pose.elevation += generator.normal(0, 0.06)
    pose.spin += generator.normal(0, 0.06)
    return pose
  }

  /// Changes posture over those between, and lets the arm come to its idle pose.
  mutating func go(to target: Posture) {
    while posture != target {
      let next = Self.next(from: posture, to: target)
      let start = clock
      if next == .lying || posture == .lying {
        rollOverSide(to: next)
      } else {
        let duration = generator.uniform(1.0, 2.4) * scenario.haste
        posture = next
        shiftTrunk(duration: duration, unrest: 0.12)
        let idle = drawIdleArm()
        let detour = (elevation: generator.normal(0, 0.2), spin: generator.normal(0, 0.2))
        if worn != nil { moveArm(to: idle, duration: duration, profile: naturalProfile(), detour: detour) }
        clock += duration
      }
      note(Self.name(next), from: start)
      wait(0.1...0.6)
    }
  }

  private static func name(_ posture: Posture) -> String {
    switch posture {
    case .fours: "to_all_fours"
    case .heels: "to_heels"
    case .kneeling: "to_kneeling"
    case .standing: "to_standing"
    case .lying: "to_lying"
    }
  }

  /// The posture that comes next on the way; standing, kneeling, fours and lying form a line, heels hangs on fours.
  private static func next(from: Posture, to: Posture) -> Posture {
    func rank(_ posture: Posture) -> Int {
      switch posture {
      case .standing: 0
      case .kneeling: 1
      case .fours: 2
      case .heels, .lying: 3
      }
    }
    let line: [Posture] = [.standing, .kneeling, .fours]
    if from == .heels || from == .lying { return .fours }
    if rank(to) > rank(from) { return from == .fours ? to : line[rank(from) + 1] }
    return line[rank(from) - 1]
  }

  /// Moves the trunk to its present posture, place and heading, beginning now; the clock stays.
  ///
  /// - Parameter unrest: standard deviation of the wobble on the way, radians.
  mutating func shiftTrunk(duration: Double, unrest: Double) {
    let trunk = trunkPose(posture)
    let profile = naturalProfile()
    plan.trunkOrientation.move(
      to: trunk.orientation, start: clock, duration: duration, profile: profile,
      detour: generator.gaussianVector(unrest))
    plan.trunkPosition.move(
      to: trunk.position, start: clock, duration: duration, profile: profile,
      detour: generator.gaussianVector(unrest * 0.3))
  }

  /// Rolls between all fours and the back over one side; the clock moves on.
  private mutating func rollOverSide(to target: Posture) {
    // On the side is half a roll; which side is free.
    let halfway = generator.sign() * 0.5 * .pi * generator.uniform(0.8, 1.1)
    let turn = Quaternion(angle: heading, axis: Vector3(0, 0, 1))
    let side = turn * Quaternion(angle: halfway, axis: Vector3(1, 0, 0))
    let low = place + turn.rotate(Vector3(0.45, generator.uniform(-0.2, 0.2), 0)) + Vector3(0, 0, 0.25)
    let first = generator.uniform(1.0, 2.0)
    plan.trunkOrientation.move(to: side, start: clock, duration: first, profile: naturalProfile())
    plan.trunkPosition.move(to: low, start: clock, duration: first, profile: naturalProfile())
    if worn != nil {
      let tucked = ArmPose(
        swingDegrees: generator.uniform(-120, -70), elevationDegrees: generator.uniform(-40, 30),
        spinDegrees: generator.uniform(-20, 20))
      moveArm(to: tucked, duration: first, profile: naturalProfile())
    }
    clock += first
    wait(0.0...0.4)
    posture = target
    let second = generator.uniform(1.0, 2.0)
    shiftTrunk(duration: second, unrest: 0.1)
    if worn != nil { moveArm(to: drawIdleArm(), duration: second, profile: naturalProfile()) }
    clock += second
  }
}
