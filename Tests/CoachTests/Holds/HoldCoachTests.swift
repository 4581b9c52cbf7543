import Coach
import Testing

@Suite("Coach of holds")
struct HoldCoachTests {
  /// States of the reports among actions.
  private func states(_ actions: [CoachAction]) -> [HoldReport.State] {
    actions.compactMap { if case .hold(let report) = $0 { report.state } else { nil } }
  }

  private func report(_ actions: [CoachAction], _ state: HoldReport.State) -> HoldReport? {
    actions.lazy.compactMap { if case .hold(let report) = $0, report.state == state { report } else { nil } }.first
  }

  /// A coach on whose first spot a level of pain was said at 10 s.
  private func holding(_ level: Int = 6, spots: Int = 2) -> HoldCoach {
    var prescription = HoldPrescription()
    prescription.spots = spots
    var coach = HoldCoach(prescription: prescription)
    _ = coach.begin(at: 0)
    _ = coach.feel(level, at: 10)
    return coach
  }

  @Test("it waits for the first level of pain, then holds")
  func begins() {
    var coach = HoldCoach(prescription: HoldPrescription())
    #expect(states(coach.begin(at: 0)) == [.waiting])
    #expect(coach.advance(to: 500) == [])
    let actions = coach.feel(6, at: 501)
    #expect(actions == [.hold(report(actions, .holding)!)])
    #expect(report(actions, .holding)?.startLevel == 6 && report(actions, .holding)?.heldSeconds == 0)
  }

  @Test("a spot that has come down to 2 is done, with its time and levels")
  func eases() {
    var coach = holding()
    #expect(states(coach.feel(4, at: 30)).contains(.holding))
    let actions = coach.feel(2, at: 50)
    let done = report(actions, .eased)
    #expect(done?.heldSeconds == 40 && done?.startLevel == 6 && done?.level == 2 && done?.spot == 1)
    #expect(actions.compactMap(\.code) == [.nextSpot] && states(actions).last == .waiting)
  }

  @Test("a spot is over after 90 seconds, however it feels")
  func timeLimit() {
    var coach = holding()
    var actions: [CoachAction] = []
    for second in 11...99 { actions += coach.advance(to: Double(second)) }
    #expect(!states(actions).contains(.timeLimit))
    #expect(report(coach.advance(to: 100), .timeLimit)?.heldSeconds == 90)
  }

  @Test("the level is asked for every 20 seconds in which none was said")
  func asks() {
    var coach = holding()
    var asked: [Int] = []
    for second in 11...60 {
      if second == 35 { _ = coach.feel(5, at: 35) }
      if coach.advance(to: Double(second)).contains(where: { $0.code == .sayPain }) { asked.append(second) }
    }
    #expect(asked == [30, 55])
  }

  @Test("above 7 at the start nothing is held", arguments: [8, 9, 10])
  func tooHigh(_ level: Int) {
    var coach = HoldCoach(prescription: HoldPrescription())
    _ = coach.begin(at: 0)
    let actions = coach.feel(level, at: 5)
    #expect(actions.compactMap(\.code) == [.easeOff] && states(actions) == [.waiting])
    #expect(coach.advance(to: 200) == [])
    // Lower, it begins.
    #expect(states(coach.feel(6, at: 201)) == [.holding])
  }

  @Test("a level that rises says to ease off, and above 7 the hold is broken off")
  func rises() {
    var coach = holding(5)
    #expect(coach.feel(6, at: 20).compactMap(\.code) == [.easeOff])
    #expect(coach.feel(6, at: 25).compactMap(\.code) == [])
    let actions = coach.feel(8, at: 30)
    #expect(actions.compactMap(\.code) == [.easeOff] && states(actions).last == .waiting)
    // What was held is kept: the limit is of the spot.
    _ = coach.feel(6, at: 60)
    #expect(report(coach.advance(to: 61), .holding)?.heldSeconds == 21)
  }

  @Test("7 itself may be held")
  func highest() {
    var coach = HoldCoach(prescription: HoldPrescription())
    _ = coach.begin(at: 0)
    #expect(states(coach.feel(7, at: 5)) == [.holding])
  }

  @Test("under the aim it says to lean in, if that is comfortable")
  func leanIn() {
    var coach = HoldCoach(prescription: HoldPrescription())
    _ = coach.begin(at: 0)
    #expect(coach.feel(4, at: 5).compactMap(\.code) == [.leanIn])
  }

  @Test("while the body moves the time stands still, and after 10 seconds of it the spot is left")
  func moves() {
    var coach = holding()
    #expect(states(coach.setStill(false, at: 20)).contains(.moving))
    #expect(coach.advance(to: 25) == [])
    #expect(report(coach.setStill(true, at: 26), .holding)?.heldSeconds == 10)
    #expect(report(coach.setStill(false, at: 30), .moving)?.heldSeconds == 14)
    #expect(states(coach.advance(to: 39.9)) == [])
    let actions = coach.advance(to: 40)
    #expect(report(actions, .left)?.heldSeconds == 14)
    #expect(states(actions).last == .waiting)
  }

  @Test("after the last spot all is done, and levels say nothing any more")
  func allDone() {
    var coach = holding(spots: 1)
    #expect(coach.feel(2, at: 40).compactMap(\.code) == [.allDone])
    #expect(coach.isDone && coach.feel(9, at: 41) == [] && coach.end(at: 50) == [])
  }

  @Test("a session that ends in the middle of a hold tells how long it was")
  func ends() {
    var coach = holding()
    #expect(report(coach.end(at: 25), .ended)?.heldSeconds == 15)
  }
}

@Suite("Stillness")
struct StillnessMeterTests {
  /// Whether a meter is still after so many seconds at 50 Hz.
  private func isStill(
    after seconds: Double, force: (Double) -> (x: Double, y: Double, z: Double) = { _ in (0, 0, 9.8) },
    rate: (Double) -> Double?
  ) -> Bool {
    var meter = StillnessMeter()
    for index in 0...Int(seconds * 50) {
      let time = Double(index) / 50
      _ = meter.update(time: time, force: force(time), rate: rate(time))
    }
    return meter.isStill
  }

  @Test("who lies still is still after a second, not before")
  func rests() {
    #expect(!isStill(after: 0.9) { _ in 0.02 })
    #expect(isStill(after: 1.1) { _ in 0.02 })
  }

  @Test("breath, tremor and a cheap gyroscope's offset are no motion")
  func breath() {
    #expect(isStill(after: 20) { time in 0.05 + (time * 20).truncatingRemainder(dividingBy: 1) * 0.1 })
  }

  @Test("turning at 15 degrees a second is motion, a twitch is not")
  func motion() {
    #expect(!isStill(after: 5) { $0 > 3 ? 0.26 : 0.02 })
    #expect(isStill(after: 5) { 3.0...3.2 ~= $0 ? 2 : 0.02 })
  }

  @Test("without a gyroscope the direction of gravity tells")
  func withoutGyro() {
    #expect(isStill(after: 5) { _ in nil })
    #expect(!isStill(after: 5, force: { $0 < 4 ? (0, 0, 9.8) : (3, 0, 9.3) }, rate: { _ in nil }))
  }

  @Test("a sample that no sensor measures leaves no trace", arguments: [1e300, -.infinity, .nan, 1e4])
  func implausible(value: Double) {
    var meter = StillnessMeter()
    for step in 0..<300 {
      let force = step == 120 ? (x: value, y: 0.0, z: 0.0) : (x: 0.0, y: 0.0, z: 9.80665)
      _ = meter.update(time: Double(step) / 100, force: force, rate: nil)
    }
    #expect(meter.isStill)
  }
}
