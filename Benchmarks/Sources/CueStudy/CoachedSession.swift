import Coach
import IMUIngest
import RepDetector

/// A simulated session, counted and coached as the program does it.
struct CoachedSession {
  /// The cues of each set, in the order of the sets; those about both sides belong to the last.
  private(set) var sets: [[Cue]] = []
  /// Reps that were counted, by set.
  private(set) var counts: [Int] = []
  /// Reps that were counted.
  private(set) var reps = 0
  /// Reps in a row that were spoken of, technique and praise alone; must stay 0.
  private(set) var breathless = 0

  /// The smallest share of an opening that a closing gave back, in truth, by set.
  private(set) var returns: [Double] = []

  /// Plays a scenario.
  init(_ scenario: SimulatedScenario) throws {
    let simulated = SimulatedWearer(scenario: scenario).session()
    var configuration = DetectorConfiguration()
    configuration.mount = try Mount(parsing: simulated.truth.mount)
    var detector = RepDetector(configuration: configuration)
    var clock = SampleClock()
    var session = Session()
    // More than are done, so that the target's own words do not stand in for a cue.
    var coach = RepCoach(prescription: RepPrescription(), chosen: 1000)
    _ = session.start(id: "study")
    func count(_ event: DetectorEvent) {
      guard case .rep(let rep) = event else { return }
      for action in session.count(rep) { take(action, &coach) }
    }
    for sample in simulated.recording {
      let time = clock.time(arrival: sample.time, deviceTime: nil, sequence: nil)
      detector.process(time: time, acceleration: sample.acceleration, angularRate: sample.angularRate, emit: count)
      hear(coach.advance(to: time, side: detector.side, angle: detector.angle.map { $0 * 180 / .pi }))
      if let set = session.advance(to: time, isMoving: detector.phase != .rest) { take(.setEnded(set), &coach) }
    }
    detector.finish(emit: count)
    for action in session.end() { take(action, &coach) }
    for rep in simulated.truth.reps {
      while returns.count < rep.set { returns.append(1) }
      // The true swing angle when the closing was over.
      guard let last = simulated.samples.last(where: { $0.measured <= rep.end }), let end = last.swing else { continue }
      let share = (rep.topDegrees - end * 180 / .pi) / (rep.topDegrees - rep.bottomDegrees)
      returns[rep.set - 1] = min(returns[rep.set - 1], share)
    }
  }

  private var spokenOf = -2

  private mutating func take(_ action: SessionAction, _ coach: inout RepCoach) {
    switch action {
    case .counted(let counted):
      while sets.count < counted.set {
        sets.append([])
        counts.append(0)
      }
      counts[counted.set - 1] += 1
      reps += 1
      hear(coach.count(RepMeasures(counted)))
    case .setEnded(let set):
      sets[set.number - 1] += cues(coach.endSet(of: set.side, at: set.end))
      spokenOf = -2
    default: break
    }
  }

  /// Takes what is said of the last rep.
  private mutating func hear(_ actions: [CoachAction]) {
    let cues = cues(actions)
    guard !cues.isEmpty, !sets.isEmpty else { return }
    sets[sets.count - 1] += cues
    if reps - spokenOf < 2 { breathless += 1 }
    spokenOf = reps
  }

  private func cues(_ actions: [CoachAction]) -> [Cue] {
    actions.compactMap { if case .cue(let cue) = $0 { cue } else { nil } }
  }
}

extension RepMeasures {
  /// What a coach needs of a counted rep.
  init(_ counted: CountedRep) {
    let rep = counted.rep
    self.init(
      side: rep.side, count: counted.count, set: counted.set, at: rep.at, rangeDegrees: rep.rangeOfMotion * 180 / .pi,
      openSeconds: rep.openDuration, closeSeconds: rep.closeDuration, sparc: rep.sparc,
      isShortReturn: rep.flags.contains(.shortReturn), topDegrees: rep.topAngle * 180 / .pi)
  }
}
