import Glibc
import SpatialMath

extension BodyScript {
  /// What the reps of a set have in common, and where it stands.
  struct SetState {
    let side: ArmSide
    let style: ExerciseStyle
    let number: Int
    /// Elevation and spin at the bottom and at the top, radians.
    let bottom: (elevation: Double, spin: Double)
    let top: (elevation: Double, spin: Double)
    /// Ranges of the last reps, degrees, newest last.
    var ranges: [Double] = []

    /// The smallest of the last ranges, degrees: what a detector compares with.
    var reference: Double { ranges.suffix(4).min() ?? style.rangeDegrees }
  }

  /// The share of a swing that the shoulder girdle follows while exercising.
  var followed: Double { scenario.wearer.trunkShare }

  /// The arm's present swing angle against gravity, degrees.
  func level(_ side: ArmSide) -> Double { plan.swing.last * 180 / .pi - side.sense * scenario.leanDegrees }

  /// Kneels down, straps the sensor on if need be, does the reps and puts the hand back to the floor.
  mutating func performSet(_ side: ArmSide, reps: Int) {
    pickUp()
    if worn != side { strap(on: side) }
    go(to: .fours)
    setsDone += 1
    let style = side == .left ? scenario.left : scenario.right
    let tilt = style.elevationDegrees
    let change = style.elevationChangeDegrees / 2
    var state = SetState(
      side: side, style: style, number: setsDone,
      bottom: (Self.radians(tilt - change), 0),
      top: (Self.radians(tilt + change), Self.radians(style.spinChangeDegrees)))
    takePosition(state)
    for rep in 0..<reps {
      let progress = reps > 1 ? Double(rep) / Double(reps - 1) : 0
      if rep > 0, generator.chance(style.restProbability) { restInSet(state) }
      if rep >= 2, generator.chance(style.partialProbability) { partialSwing(state) }
      if rep >= 2, generator.chance(style.longHoldProbability) { longHold(state) }
      let fresh = 1 - style.fatigue * pow(progress, 1.3)
      let isLast = rep == reps - 1
      tire(style.fatigue * progress)
      self.rep(&state, wanted: style.rangeDegrees * fresh, isLast: isLast)
      wait(draw(style.pauseSeconds))
    }
    tire(0)
    wait(0.3...1.0)
    if generator.chance(style.abandonProbability) {
      abandon(state)
    } else {
      handDown()
    }
  }

  static func radians(_ degrees: Double) -> Double { degrees * .pi / 180 }

  /// The arm's swing that stands for a swing angle against gravity, radians: side lean of the trunk adds to it.
  func swing(_ degrees: Double, side: ArmSide) -> Double {
    Self.radians(degrees + side.sense * scenario.leanDegrees)
  }

  /// Rests a moment on the floor, then brings the hand behind the ear and the elbow to the bottom.
  private mutating func takePosition(_ state: SetState) {
    wait(0.5...2.5)
    // The hand leaves the floor and goes to the ear; the elbow hardly moves.
    let lifted = ArmPose(
      swing: arm.swing + generator.uniform(-0.05, 0.15), elevation: arm.elevation + generator.uniform(0, 0.3),
      spin: generator.uniform(-0.15, 0.15))
    var duration = generator.uniform(0.5, 1.1)
    moveArm(to: lifted, duration: duration, profile: naturalProfile(), followed: followed)
    clock += duration
    wait(0.1...0.6)
    duration = generator.uniform(0.8, 1.8)
    half(to: drawBottom(state), state, at: state.bottom, duration: duration, pieces: 1)
    wait(0.3...1.5)
  }

  /// Lets the tremor grow with what fatigue has taken of the range.
  private mutating func tire(_ lost: Double) {
    guard clock > plan.tremor.end - 1e-9 else { return }
    let tremor = 1 + 3 * lost
    if tremor != plan.tremor.last { plan.tremor.move(to: tremor, start: clock, duration: 0.8) }
  }

  private mutating func handDown() {
    let duration = generator.uniform(0.9, 1.8)
    moveArm(to: drawIdleArm(), duration: duration, profile: naturalProfile())
    clock += duration
  }

  private mutating func drawBottom(_ state: SetState) -> Double {
    state.style.bottomDegrees + generator.normal(0, state.style.bottomSpreadDegrees)
  }

  /// One rep from the present bottom.
  private mutating func rep(_ state: inout SetState, wanted: Double, isLast: Bool) {
    let style = state.style
    let from = level(state.side)
    var range = wanted + generator.normal(0, style.rangeSpreadDegrees)
    // A rep stays one by the definition: at least 30 degrees and well over half of those before.
    range = max(range, 33, 0.64 * state.reference)
    let start = clock
    half(to: from + range, state, at: state.top, duration: draw(style.openSeconds), pieces: pieces(style))
    let top = hold(state, range: range)
    var low = drawBottom(state)
    if !isLast, generator.chance(style.shortReturnProbability) {
      low = from + range * (1 - generator.uniform(0.78, 0.93))
      // The next rep begins where this one ends and must still be one.
      if style.rangeDegrees + style.bottomDegrees - low < max(34, 0.66 * state.reference) { low = drawBottom(state) }
    }
    low = min(low, from + 0.22 * range)
    half(to: low, state, at: state.bottom, duration: draw(style.closeSeconds), pieces: pieces(style))
    swings.append(
      PlannedSwing(side: state.side, kind: .rep, set: state.number, start: start, top: top, end: clock))
    state.ranges.append(range)
  }

  private mutating func pieces(_ style: ExerciseStyle) -> Int {
    generator.chance(style.hesitationProbability) ? generator.integer(2, 3) : 1
  }

  /// Holds the top; returns when the top was reached.
  private mutating func hold(_ state: SetState, range: Double) -> Double {
    let reached = clock
    let seconds = draw(state.style.holdSeconds)
    guard seconds > 0 else { return reached }
    if seconds > 0.5, generator.chance(0.4) {
      // The arm sinks a little while it is held.
      let sunk = plan.swing.last - Self.radians(range * generator.uniform(0.005, 0.03))
      var pose = arm
      pose.swing = sunk
      moveArm(to: pose, duration: seconds, profile: naturalProfile(), followed: followed)
    }
    clock += seconds
    return reached
  }

  /// Half a swing, in one go or with hesitations.
  ///
  /// - Parameters:
  ///   - degrees: swing angle at its end, against gravity.
  ///   - target: elevation and spin at its end, radians; they are drawn about it.
  ///   - duration: seconds that it takes in one go; in pieces it takes longer.
  ///   - pieces: 1, or more for hesitations between.
  mutating func half(
    to degrees: Double, _ state: SetState, at target: (elevation: Double, spin: Double), duration: Double, pieces: Int
  ) {
    let style = state.style
    let from = arm
    let elevationSpread = Self.radians(style.elevationSpreadDegrees)
    let spinSpread = Self.radians(style.spinSpreadDegrees)
    let goal = ArmPose(
      swing: swing(degrees, side: state.side), elevation: target.elevation + generator.normal(0, elevationSpread),
      spin: target.spin + generator.normal(0, spinSpread))
    shiftWeight(state, toward: goal, duration: duration)
    slipStrap(style, duration: duration)
    var done = 0.0
    for piece in 0..<pieces {
      let share = piece == pieces - 1 ? 1 : done + generator.uniform(0.2, 0.8) * (1 - done)
      let pose = ArmPose(
        swing: from.swing + (goal.swing - from.swing) * share,
        elevation: from.elevation + (goal.elevation - from.elevation) * share,
        spin: from.spin + (goal.spin - from.spin) * share)
      // With the square root, short pieces are pushed off no harder than a whole swing.
      let time = duration * (share - done).squareRoot()
      let detour = (elevation: generator.normal(0, elevationSpread), spin: generator.normal(0, spinSpread))
      moveArm(to: pose, duration: time, profile: swingProfile(style), detour: detour, followed: followed)
      clock += time
      done = share
      if piece < pieces - 1 { done = hesitate(state, from: from, goal: goal, done: done) }
    }
  }

  private mutating func swingProfile(_ style: ExerciseStyle) -> MotionProfile {
    let skew = generator.uniform(-0.3, 0.3)
    guard generator.chance(style.steadyProbability) else { return .minimumJerk(skew: skew) }
    return .steady(ramp: generator.uniform(0.2, 0.45), skew: 0.5 * skew)
  }

  /// Stops on the way, perhaps going back a little; returns the share of the way that is then done.
  private mutating func hesitate(_ state: SetState, from: ArmPose, goal: ArmPose, done: Double) -> Double {
    let seconds = draw(state.style.hesitationSeconds)
    guard generator.chance(0.6), state.style.reversalShare > 0 else {
      clock += seconds
      return done
    }
    let back = done * (1 - generator.uniform(0.2, 1) * min(state.style.reversalShare, 0.18))
    var pose = arm
    pose.swing = from.swing + (goal.swing - from.swing) * back
    // Who wavers does not fling the arm back: 80 degrees/second on average at most.
    let time = max(0.15, seconds * generator.uniform(0.4, 1), (arm.swing - pose.swing).magnitude / Self.radians(80))
    moveArm(to: pose, duration: time, profile: naturalProfile(), followed: followed)
    clock += max(time, seconds)
    return back
  }

  /// Leans the body over a little as the arm opens; a movement that is still going on is left alone.
  private mutating func shiftWeight(_ state: SetState, toward goal: ArmPose, duration: Double) {
    guard clock > plan.trunkPosition.end - 1e-9 else { return }
    let across = Quaternion(angle: heading, axis: Vector3(0, 0, 1)).rotate(Vector3(0, state.side.sense, 0.2))
    let open = goal.swing + .pi / 2
    let base = trunkPose(.fours).position
    plan.trunkPosition.move(
      to: base + across * (state.style.weightShift * open), start: clock, duration: duration,
      profile: .minimumJerk())
  }

  /// Lets the strap slip a little while the arm moves.
  private mutating func slipStrap(_ style: ExerciseStyle, duration: Double) {
    guard clock > plan.slip.end - 1e-9 else { return }
    // A set has about twenty half swings, whose slips add up like a random walk.
    let slip = plan.slip.last + generator.normal(0, Self.radians(style.strapSlipDegrees) / 20.0.squareRoot())
    plan.slip.move(to: slip, start: clock, duration: duration)
  }
}
