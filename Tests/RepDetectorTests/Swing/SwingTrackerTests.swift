import SpatialMath
import Testing

@testable import RepDetector

@Suite("Swing tracker")
struct SwingTrackerTests {
  /// A tracker that has seen a motion as it was, and the largest error of its angle from a time on, degrees.
  private static func run(
    _ side: Side = .right, rep: RepPlan = RepPlan(), pitch: Double = 0, placement: Matrix3 = .identity,
    knowsMount: Bool = true, from start: Double = 0
  ) -> (tracker: SwingTracker, worst: Double) {
    var turn = Arm(side: side, pitch: pitch).turn(AngleProfile(4, rep))
    turn.home = turn.home * placement
    let truth = MotionTrack(truthOf: Motion(turn))
    var tracker = SwingTracker(knowsMount: knowsMount)
    var worst = 0.0
    for i in 0..<truth.end {
      tracker.append(truth[i])
      let angle = degrees(turn.profile.state(at: truth[i].time).angle)
      // The frame's angle is a right arm's; a left arm's is 180 degrees less, turned round.
      let found = degrees(side == .right ? tracker.angle : .pi - tracker.angle)
      let error = degrees(wrapped(radians(found - angle))).magnitude
      if truth[i].time >= start { worst = max(worst, error) }
    }
    return (tracker, worst)
  }

  @Test("the angle is the arm's from the begin, for both arms", arguments: Side.allCases, [0.0, 20])
  func angle(side: Side, pitch: Double) {
    #expect(Self.run(side, pitch: pitch).worst < 0.5)
  }

  @Test(
    "a sensor that sits 40 degrees off about the arm is followed after a rep", arguments: Side.allCases, [40.0, -40])
  func placement(side: Side, off: Double) {
    let run = Self.run(side, placement: Matrix3(x: off, y: 0, z: 0), from: 8)
    #expect(run.worst < 3)
    // With a known mount the axis keeps to the side of z: its sign tells the arms apart.
    #expect(run.tracker.frame.axis.z > 0.7)
  }

  @Test("the angle is unwrapped where swings pass half a turn")
  func unwrapped() {
    let run = Self.run(rep: RepPlan(bottom: -120, top: 110, open: 2, close: 2))
    #expect(run.worst < 0.5)
  }

  @Test("the rate is the angle's")
  func rate() {
    let turn = Arm().turn(AngleProfile(1))
    let truth = MotionTrack(truthOf: Motion(turn))
    var tracker = SwingTracker(knowsMount: true)
    var fastest = 0.0
    for i in 0..<truth.end {
      tracker.append(truth[i])
      fastest = max(fastest, degrees(tracker.rate))
    }
    // A minimum-jerk way has 15/8 of its mean speed at its middle: 125 degrees in 1.6 s.
    #expect((fastest - 15.0 / 8 * 125 / 1.6).magnitude < 3)
  }

  @Test("without a known mount the axis is that of the movement, whatever way the sensor sits")
  func unknownMount() {
    let placement = Matrix3(x: 75, y: 30, z: -110)
    let run = Self.run(placement: placement, knowsMount: false)
    let axis = placement.transposed * Vector3(0, 0, 1)
    #expect(run.tracker.frame.axis.dot(axis).magnitude > 0.995)
  }

  @Test("a turn that the gyroscope saw is the rate, whatever the vertical is put right by")
  func seenTurn() {
    var tracker = SwingTracker(knowsMount: true)
    for i in 0..<10 {
      // The orientation jumps by 5 degrees about the swing's axis; the gyroscope saw 1.
      let jump = i < 5 ? 0.0 : radians(5)
      let orientation = Quaternion(angle: radians(Double(i)) + jump, axis: Vector3(0, 0, 1))
      tracker.append(
        MotionTrack.Entry(time: 0.03 * Double(i), orientation: orientation), turn: Vector3(0, 0, radians(1)))
      if i > 0 { #expect((degrees(tracker.track.last.rate.z) - 1 / 0.03).magnitude < 1e-9) }
    }
    #expect((degrees(tracker.track.turn(after: 0, through: 9).sum.z) - 9).magnitude < 1e-9)
  }

  @Test("flesh that rocks about the arm does not turn the axis of movement")
  func flesh() {
    let truth = MotionTrack(truthOf: Motion(Arm().turn(AngleProfile(4))))
    var tracker = SwingTracker(knowsMount: true)
    var worst = 1.0
    for i in 0..<truth.end {
      var entry = truth[i]
      // At 9 Hz, and twice as fast as the arm turns.
      let rocking = 2 * entry.rate.norm / (2 * .pi * 9) * sine(2 * .pi * 9 * entry.time)
      entry.orientation = entry.orientation * Quaternion(angle: rocking, axis: Vector3(1, 0, 0))
      tracker.append(entry)
      worst = min(worst, tracker.frame.axis.z)
    }
    #expect(worst > 0.9)
  }
}
