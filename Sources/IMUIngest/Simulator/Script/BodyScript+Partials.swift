import SpatialMath

/// Swings that are no reps, and rests.
extension BodyScript {
  /// Opens a little and closes again.
  mutating func partialSwing(_ state: SetState) {
    let from = level(state.side)
    // Either small by itself or clearly under half of what the set's reps are.
    let range =
      generator.chance(0.4)
      ? generator.uniform(8, min(23, 0.42 * state.reference)) : generator.uniform(0.12, 0.42) * state.reference
    let share = max(0.35, range / state.style.rangeDegrees)
    let start = clock
    half(
      to: from + range, state, at: state.bottom, duration: max(0.4, share * draw(state.style.openSeconds)), pieces: 1)
    let top = clock
    wait(0.0...0.6)
    half(to: from, state, at: state.bottom, duration: max(0.4, share * draw(state.style.closeSeconds)), pieces: 1)
    swings.append(
      PlannedSwing(
        side: state.side, kind: .partial(.shortRange), set: state.number, start: start, top: top, end: clock))
    wait(draw(state.style.pauseSeconds))
  }

  /// Opens and stays at the top for longer than a rep may.
  mutating func longHold(_ state: SetState) {
    let from = level(state.side)
    let start = clock
    half(
      to: from + state.style.rangeDegrees * 0.9, state, at: state.top, duration: draw(state.style.openSeconds),
      pieces: 1)
    let top = clock
    wait(11...14)
    half(to: from, state, at: state.bottom, duration: draw(state.style.closeSeconds), pieces: 1)
    swings.append(
      PlannedSwing(side: state.side, kind: .partial(.longHold), set: state.number, start: start, top: top, end: clock))
    wait(draw(state.style.pauseSeconds))
  }

  /// Opens, starts to close, and gets up from there.
  mutating func abandon(_ state: SetState) {
    let from = level(state.side)
    let start = clock
    half(
      to: from + state.style.rangeDegrees * 0.9, state, at: state.top, duration: draw(state.style.openSeconds),
      pieces: 1)
    let top = clock
    wait(0.2...1)
    let back = from + state.style.rangeDegrees * 0.9 * (1 - generator.uniform(0.2, 0.5))
    half(to: back, state, at: state.top, duration: 0.5 * draw(state.style.closeSeconds), pieces: 1)
    swings.append(
      PlannedSwing(
        side: state.side, kind: .partial(.shortReturn), set: state.number, start: start, top: top, end: clock))
    wait(0.2...1)
    go(to: .kneeling)
  }

  /// Leaves the bottom for a rest and comes back.
  mutating func restInSet(_ state: SetState) {
    let start = clock
    let from = level(state.side)
    let seconds = draw(state.style.restSeconds)
    if generator.chance(0.25) {
      // Seat back on the heels.
      let end = clock + seconds
      go(to: .heels)
      clock = max(clock, end)
      go(to: .fours)
    } else {
      // The hand comes down to the floor; not so far that it could pass for a rep.
      var pose = drawIdleArm()
      let floor = min(-75, from + 0.4 * state.reference)
      pose.swing = min(pose.swing, swing(floor, side: state.side))
      let duration = generator.uniform(0.7, 1.5)
      moveArm(to: pose, duration: duration, profile: naturalProfile(), followed: followed)
      clock += duration
      wait(seconds)
    }
    note("rest_in_set", from: start)
    half(to: from, state, at: state.bottom, duration: generator.uniform(0.8, 1.6), pieces: 1)
    wait(0.2...1.0)
  }
}
