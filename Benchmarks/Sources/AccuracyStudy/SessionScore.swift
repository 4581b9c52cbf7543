import BenchmarkSupport
import IMUIngest
import RepDetector

/// How one session was counted, against what really happened.
struct SessionScore {
  let scenario: SimulatedScenario
  var truthReps = 0
  var missed: [SessionTruth.Rep] = []
  var falseReps: [Rep] = []
  var wrongSide = 0
  var early = 0
  /// Absolute errors of the range of motion of reps without clipping, degrees.
  var rangeErrors: [Double] = []
  /// The same of reps with clipping.
  var clippedRangeErrors: [Double] = []
  /// The same of those without, against the sensor's whole turn from bottom to top, about whatever axis it was, degrees.
  var turnErrors: [Double] = []
  /// Report time minus true end, seconds.
  var delays: [Double] = []
  var duration = 0.0

  var isExact: Bool { missed.isEmpty && falseReps.isEmpty }

  /// What went wrong, with the seed by which it can be looked at.
  var failure: String {
    func times(_ starts: [Double]) -> String { starts.prefix(3).map { fixed($0, 1) }.joined(separator: ", ") }
    return "\(scenario.name) seed \(scenario.seed): \(missed.count) missed [\(times(missed.map(\.start)))], "
      + "\(falseReps.count) false [\(times(falseReps.map(\.start)))], \(wrongSide) wrong side, of \(truthReps)"
  }

  /// Plays a scenario into a clock and a detector and compares.
  ///
  /// An event belongs to the nearest unpaired true rep whose span, widened by 0.3 s, holds the event's top.
  init(_ scenario: SimulatedScenario) throws {
    self.scenario = scenario
    let session = SimulatedWearer(scenario: scenario).session()
    let truth = session.truth
    duration = truth.duration
    var configuration = DetectorConfiguration()
    configuration.side = truth.declaredSide.map { $0 == .left ? .left : .right }
    configuration.mount = try Mount(parsing: truth.mount)
    var detector = RepDetector(configuration: configuration)
    var clock = SampleClock()
    var reps: [Rep] = []
    func take(_ event: DetectorEvent) {
      if case .rep(let rep) = event { reps.append(rep) }
    }
    for sample in session.recording {
      let time = clock.time(arrival: sample.time, deviceTime: nil, sequence: nil)
      detector.process(
        time: time, acceleration: sample.acceleration, angularRate: sample.angularRate, emit: take)
    }
    detector.finish(emit: take)
    compare(reps, truth.reps)
  }

  private mutating func compare(_ reps: [Rep], _ truth: [SessionTruth.Rep]) {
    truthReps = truth.count
    var free = Set(truth.indices)
    for rep in reps {
      let near = free.filter { truth[$0].start - 0.3 <= rep.top && rep.top <= truth[$0].end + 0.3 }
      guard let match = near.min(by: { (truth[$0].top - rep.top).magnitude < (truth[$1].top - rep.top).magnitude })
      else {
        falseReps.append(rep)
        continue
      }
      free.remove(match)
      let real = truth[match]
      if (real.side == .left) != (rep.side == .left) { wrongSide += 1 }
      if rep.at < (real.top + real.end) / 2 { early += 1 }
      delays.append(rep.at - real.end)
      let rangeError = (rep.rangeOfMotion * 180 / .pi - real.romDegrees).magnitude
      if rep.flags.contains(.gyroClipped) {
        clippedRangeErrors.append(rangeError)
      } else {
        rangeErrors.append(rangeError)
        turnErrors.append((rep.rangeOfMotion * 180 / .pi - real.netDegrees).magnitude)
      }
    }
    missed = free.sorted().map { truth[$0] }
  }
}
