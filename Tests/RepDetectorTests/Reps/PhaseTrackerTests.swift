import Testing

@testable import RepDetector

@Suite("Phases")
struct PhaseTrackerTests {
  /// The phases that a tracker enters on a profile, at 50 Hz, each with its time.
  private static func phases(_ profile: AngleProfile, after seconds: Double = 1) -> [(phase: Phase, time: Double)] {
    var tracker = PhaseTracker()
    var entered: [(phase: Phase, time: Double)] = []
    for i in 0..<Int((profile.duration + seconds) * 50) {
      let time = Double(i) / 50
      let state = profile.state(at: time)
      if tracker.update(time: time, angle: state.angle, rate: state.rate) { entered.append((tracker.phase, time)) }
    }
    return entered
  }

  @Test(
    "a rep goes through opening, top, closing and rest, whatever its tempo",
    arguments: [
      RepPlan(), RepPlan(hold: 0), RepPlan(open: 0.5, hold: 0, close: 0.5), RepPlan(open: 8, hold: 5, close: 8),
      RepPlan(open: 1, hold: 3, close: 4), RepPlan(bottom: -75, top: -40), RepPlan(bottom: -120, top: 100),
    ])
  func rep(plan: RepPlan) {
    #expect(Self.phases(AngleProfile(1, plan)).map(\.phase) == [.opening, .top, .closing, .rest])
    let three = Self.phases(AngleProfile(3, plan)).map(\.phase)
    #expect(three == Array(repeating: [Phase.opening, .top, .closing, .rest], count: 3).flatMap { $0 })
  }

  @Test("reps without a rest between them go from closing to opening")
  func continuous() {
    let phases = Self.phases(AngleProfile(3, RepPlan(hold: 0, rest: 0))).map(\.phase)
    let known: [[Phase]] = [
      [.opening, .top, .closing, .rest, .opening, .top, .closing, .rest, .opening, .top, .closing, .rest],
      [.opening, .top, .closing, .opening, .top, .closing, .opening, .top, .closing, .rest],
    ]
    #expect(known.contains(phases))
  }

  /// Opening and closing begin 8 and 4 degrees past the turn, the top where the speed is under a tenth of its largest:
  /// of 125 degrees in 1.6 s that is after 0.41 s, 1.46 s, and 0.30 s by the minimum-jerk way.
  @Test("each phase begins when the movement shows it")
  func times() {
    let phases = Self.phases(AngleProfile(1))
    let expected = [3 + 0.364, 3 + 1.46, 5.1 + 0.283, 5.1 + 1.46]
    #expect(phases.count == 4)
    for (found, time) in zip(phases, expected) { #expect((found.time - time).magnitude < 0.041) }
  }

  @Test("sway under eight degrees is rest")
  func sway() {
    #expect(Self.phases(AngleProfile(from: -75, [.rock(by: 7, times: 10, period: 2)])).isEmpty)
  }

  @Test("a movement that goes no further for ten seconds is over", arguments: [(8.0, 0), (12, 1)])
  func givenUp(hold: Double, rests: Int) {
    let profile = AngleProfile(from: -75, [.hold(seconds: 1), .move(to: 40, seconds: 1.6), .hold(seconds: hold)])
    let phases = Self.phases(profile, after: 0)
    #expect(phases.map(\.phase) == [.opening, .top] + Array(repeating: .rest, count: rests))
  }

  @Test("a pause on the way up is a top until the opening goes on")
  func pauseOnTheWay() {
    let profile = AngleProfile(
      from: -75,
      [
        .hold(seconds: 1), .move(to: 0, seconds: 1), .hold(seconds: 1), .move(to: 50, seconds: 1), .hold(seconds: 1),
        .move(to: -75, seconds: 2), .hold(seconds: 1),
      ])
    #expect(Self.phases(profile).map(\.phase) == [.opening, .top, .opening, .top, .closing, .rest])
  }

  @Test("a closing that turns round early is an opening again")
  func turnedEarly() {
    let profile = AngleProfile(
      from: -75,
      [
        .hold(seconds: 1), .move(to: 50, seconds: 1.6), .move(to: 0, seconds: 1), .move(to: 50, seconds: 1),
        .move(to: -75, seconds: 2), .hold(seconds: 1),
      ])
    #expect(Self.phases(profile).map(\.phase) == [.opening, .top, .closing, .opening, .top, .closing, .rest])
  }

  @Test("after a reset it is at rest and begins anew")
  func reset() {
    var tracker = PhaseTracker()
    _ = tracker.update(time: 0, angle: 0, rate: 0)
    _ = tracker.update(time: 0.1, angle: 0.3, rate: 2)
    #expect(tracker.phase == .opening)
    tracker.reset()
    #expect(tracker.phase == .rest)
    _ = tracker.update(time: 0.2, angle: 0.5, rate: 2)
    #expect(tracker.phase == .rest)
    _ = tracker.update(time: 0.3, angle: 0.7, rate: 2)
    #expect(tracker.phase == .opening)
  }
}
