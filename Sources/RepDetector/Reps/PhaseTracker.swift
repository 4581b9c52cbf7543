/// Tells in which phase of a swing the arm is: a pure state machine over the swing angle and its rate.
struct PhaseTracker {
  /// Way from a turning point that starts an opening or a closing, radians: above sway and tremor.
  static let onset = 8 * degree
  /// Share of the phase's peak rate under which the arm counts as held.
  static let heldShare = 0.1
  /// Rate under which the arm counts as held in any case, rad/s.
  static let heldRate = 3 * degree
  /// Seconds at rest on the way after which the movement is over.
  static let givenUp = 10.0

  private(set) var phase = Phase.rest
  private var lowest = Double.infinity
  private var highest = -Double.infinity
  private var bottom = 0.0
  /// Where the arm began to be held.
  private var held = 0.0
  private var peak = 0.0
  private var heldSince: Double?

  /// Takes the next point; true where the phase has changed.
  ///
  /// - Parameters:
  ///   - angle: swing angle of the arm that moves, radians, unwrapped.
  ///   - rate: its rate, rad/s, lightly smoothed.
  mutating func update(time: Double, angle: Double, rate: Double) -> Bool {
    let before = phase
    peak = max(peak, rate.magnitude)
    let isHeld = rate.magnitude < max(Self.heldShare * peak, Self.heldRate)
    heldSince = isHeld ? heldSince ?? time : nil
    switch phase {
    case .rest:
      lowest = min(lowest, angle)
      if angle > lowest + Self.onset, !isHeld, rate > 0 { enter(.opening, angle) }
    case .opening:
      highest = max(highest, angle)
      if angle < highest - Self.onset { enter(.closing, angle) } else if isHeld { enter(.top, angle) }
    case .top:
      highest = max(highest, angle)
      // The last slow degrees of an opening are no second one.
      if !isHeld, angle > held + Self.onset / 2 { enter(.opening, angle) }
      if !isHeld, rate < 0, angle < highest - Self.onset / 2 { enter(.closing, angle) }
    case .closing:
      lowest = min(lowest, angle)
      let isNearlyBack = highest - angle > RepJudge.smallestReturn * (highest - bottom)
      if isHeld, isNearlyBack { enter(.rest, angle) } else if angle > lowest + Self.onset { enter(.opening, angle) }
    }
    if phase != .rest, let heldSince, time - heldSince > Self.givenUp { enter(.rest, angle) }
    return phase != before
  }

  /// Starts afresh at rest.
  mutating func reset() {
    self = PhaseTracker()
  }

  private mutating func enter(_ next: Phase, _ angle: Double) {
    switch next {
    case .rest:
      lowest = angle
    case .opening:
      bottom = phase == .rest || phase == .closing ? lowest : bottom
      highest = angle
    case .top:
      held = angle
    case .closing:
      lowest = angle
    }
    phase = next
    peak = 0
    heldSince = nil
  }
}
