import SpatialMath

/// Turns the steps of a session into a plan of movements, one after another on a clock.
///
/// Facets: ``BodyScript`` holds the state and the basic moves; `+Posture` gets up and down, `+Strap` handles the sensor,
/// `+Set` does reps, `+Activities` all else.
package struct BodyScript {
  /// How the trunk is held.
  package enum Posture: Hashable, Sendable {
    /// On hands and knees.
    case fours
    /// On hands and knees, seat on the heels, arms ahead.
    case heels
    /// On the knees, trunk upright.
    case kneeling
    /// On the feet.
    case standing
    /// On the back.
    case lying
  }

  /// The plan so far.
  package internal(set) var plan: BodyPlan
  /// Swings done so far, in order.
  package internal(set) var swings: [PlannedSwing] = []
  /// All else that was done, in order.
  package internal(set) var activities: [SimulatedActivity] = []
  /// The end of what is planned so far, seconds.
  package internal(set) var clock = 0.0

  let scenario: SimulatedScenario
  var generator: SimulationGenerator
  var posture: Posture
  /// Direction of the head about the earth's z, radians.
  var heading: Double
  /// Where the wearer is on the floor, earth frame, metres.
  var place = Vector3.zero
  /// The arm that wears the sensor; nil while it is in a hand or on the table.
  var worn: ArmSide?
  /// How the sensor sits on the arm since it was strapped on; the last one while it is on none.
  var placement: Quaternion
  var setsDone = 0

  /// Makes a script and plays all steps of a scenario.
  package init(scenario: SimulatedScenario) {
    self.scenario = scenario
    generator = SimulationGenerator(seed: scenario.seed, stream: SimulatedScenario.Stream.script)
    heading = generator.uniform(-.pi, .pi)
    let steps = scenario.steps
    let firstSide = steps.compactMap { if case .set(let side, _) = $0 { side } else { nil } }.first ?? .right
    let placement = scenario.placement.draw(using: &generator)
    self.placement = placement
    let carrier: BodyPlan.Carrier
    if case .table = steps.first {
      posture = .standing
      worn = nil
      carrier = .hand
    } else {
      posture = scenario.startsOnFours ? .fours : .standing
      worn = firstSide
      carrier = .arm(firstSide, placement: placement)
    }
    plan = BodyPlan(
      trunkOrientation: .identity, trunkPosition: .zero, arm: Self.idleArm(posture), carrier: carrier)
    let trunk = trunkPose(posture)
    plan.trunkOrientation = MotionTrack(trunk.orientation)
    plan.trunkPosition = MotionTrack(trunk.position)
    if worn == nil { startOnTable() }
    for step in steps { perform(step) }
  }

  private mutating func perform(_ step: SessionStep) {
    let start = clock
    switch step {
    case .table(let seconds): lieOnTable(seconds)
    case .rest(let seconds): wait(seconds)
    case .kneel: go(to: .kneeling)
    case .stand: go(to: .standing)
    case .allFours: go(to: .fours)
    case .set(let side, let reps): performSet(side, reps: reps)
    case .walk(let seconds): walk(seconds)
    case .drink: drink()
    case .scratch: scratch()
    case .fidget(let seconds): fidget(seconds)
    case .shakeOut: shakeOut()
    case .rollOver: rollOver()
    case .stretch: stretch()
    case .crawl(let seconds): crawl(seconds)
    case .restrap: strap(on: worn ?? generator.pick([.left, .right]))
    }
    if let kind = step.activity { note(kind, from: start) }
  }

  /// Writes down that something went on from a time until now.
  mutating func note(_ kind: String, from start: Double) {
    if clock > start { activities.append(SimulatedActivity(kind: kind, start: start, end: clock)) }
  }

  /// Lets time pass.
  mutating func wait(_ seconds: Double) {
    clock += seconds
  }

  /// Lets some time of a range pass.
  mutating func wait(_ seconds: ClosedRange<Double>) {
    clock += draw(seconds)
  }

  /// A number of a range.
  mutating func draw(_ range: ClosedRange<Double>) -> Double {
    generator.uniform(range.lowerBound, range.upperBound)
  }

  /// A bell that is a little early or late.
  mutating func naturalProfile() -> MotionProfile {
    .minimumJerk(skew: generator.uniform(-0.25, 0.25))
  }

  /// Moves the arm to a pose, beginning now; the clock stays.
  ///
  /// - Parameters:
  ///   - pose: where to.
  ///   - duration: seconds.
  ///   - profile: how the way spreads over the time; one for all angles, so that the path in space is what the angles say.
  ///   - detour: what is added to elevation and spin on the way, radians.
  ///   - followed: the share of the swing that the shoulder girdle follows; 0 brings it back to rest.
  mutating func moveArm(
    to pose: ArmPose, duration: Double, profile: MotionProfile, detour: (elevation: Double, spin: Double) = (0, 0),
    followed: Double = 0
  ) {
    plan.swing.move(to: pose.swing, start: clock, duration: duration, profile: profile)
    plan.elevation.move(
      to: pose.elevation, start: clock, duration: duration, profile: profile, detour: detour.elevation)
    plan.spin.move(to: pose.spin, start: clock, duration: duration, profile: profile, detour: detour.spin)
    // The girdle is at rest where the arm hangs to the floor.
    let twist = followed * (pose.swing + .pi / 2)
    plan.twist.move(to: twist, start: clock, duration: duration, profile: profile)
  }

  /// Where the arm comes to rest.
  var arm: ArmPose {
    ArmPose(swing: plan.swing.last, elevation: plan.elevation.last, spin: plan.spin.last)
  }
}
