import SpatialMath
import Testing

@testable import RepDetector

/// Where the arm is said to be, while it moves and afterwards.
@Suite("Swing angles")
struct SwingAnglesTests {
  private static let reps = [110.0, 125, 118].map { RepPlan(bottom: -105, top: $0 - 105, open: 2, close: 2) }

  /// A set of an arm, its sensor at 100 Hz, with what the detector says of each sample: the truth, the angle and the side.
  private static func follow(
    _ side: Side, _ configuration: DetectorConfiguration = DetectorConfiguration()
  ) -> (run: DetectorRun, seen: [(time: Double, truth: Double, angle: Double, side: Side?)]) {
    let profile = AngleProfile(reps)
    let sensor = Sensor(hertz: 100, forceNoise: 0.03, rateNoise: radians(0.1))
    var run = DetectorRun([], configuration: configuration, finish: false)
    var seen: [(Double, Double, Double, Side?)] = []
    for reading in sensor.readings(of: Motion(Arm(side: side).turn(profile))) {
      run.feed(reading)
      let truth = profile.state(at: reading.time).angle
      seen.append((reading.time, truth, run.detector.angle ?? .nan, run.detector.side))
    }
    return (run, seen)
  }

  @Test(
    "of an arm's first rep they are right before it is counted, once the elbow nears the level",
    arguments: Side.allCases)
  func firstRep(side: Side) throws {
    let (run, seen) = Self.follow(side)
    #expect(run.reps.count == 3 && run.count(side) == 3)
    let level = try #require(seen.firstIndex { $0.truth > radians(-40) })
    for instant in seen[level...] {
      #expect(instant.side == side)
      #expect((instant.angle - instant.truth).magnitude < radians(4), "at \(instant.time)")
    }
    let top = try #require(run.reps.first).top
    #expect(run.phases.contains { $0.side == side && $0.phase == .opening && $0.at < top })
    #expect(!run.phases.contains { $0.side == side.other })
  }

  @Test("afterwards they are right from the bottom on, at even steps", arguments: Side.allCases)
  func afterwards(side: Side) throws {
    let (run, _) = Self.follow(side)
    let profile = AngleProfile(Self.reps)
    let last = try #require(run.reps.last)
    let angles = run.detector.swingAngles(of: side, from: 0.25, to: last.end, step: 0.1)
    #expect(angles.count == Int(last.end * 10) - 2)
    for (index, angle) in angles.enumerated() {
      let time = 0.3 + 0.1 * Double(index)
      #expect((angle - profile.state(at: time).angle).magnitude < radians(4), "at \(time)")
    }
    let first = try #require(run.reps.first)
    let rep = run.detector.swingAngles(of: side, from: first.start, to: first.end, step: 0.02)
    let (low, high) = (try #require(rep.min()), try #require(rep.max()))
    #expect((high - first.topAngle).magnitude < radians(2) && (low - first.bottomAngle).magnitude < radians(2))
  }

  @Test("with an unknown mount they have the range and the sense of its reps", arguments: Side.allCases)
  func unknownMount(side: Side) throws {
    let (run, _) = Self.follow(side, DetectorConfiguration(side: side, mount: .unknown))
    #expect(run.count(side) == 3)
    for rep in run.reps {
      let angles = run.detector.swingAngles(of: side, from: rep.start, to: rep.end, step: 0.05)
      let (low, high) = (try #require(angles.min()), try #require(angles.max()))
      #expect((high - low - rep.rangeOfMotion).magnitude < radians(5))
      let top = try #require(angles.firstIndex(of: high))
      #expect((rep.start + 0.05 * Double(top) - rep.top).magnitude < 0.6)
    }
  }

  @Test("what is not known is no number")
  func unknownTimes() {
    let (run, _) = Self.follow(.left)
    func angles(_ detector: RepDetector, _ start: Double, _ end: Double) -> [Double] {
      detector.swingAngles(of: .left, from: start, to: end, step: 0.1)
    }
    for (start, end) in [(-3.0, -1.0), (500, 501), (2, 1)] {
      let found = angles(run.detector, start, end)
      #expect(!found.isEmpty && (start > end || found.allSatisfy(\.isNaN)))
    }
    #expect(angles(run.detector, 0, 1e300).isEmpty && angles(run.detector, .nan, 1).isEmpty)
    #expect(angles(RepDetector(), 0, 1).allSatisfy { $0.isNaN })
  }

  @Test("a second without samples is no part of a curve")
  func gap() throws {
    let sensor = Sensor(hertz: 100)
    let readings = sensor.readings(of: Motion(Arm().turn(AngleProfile(Self.reps)))).filter { !(3..<4 ~= $0.time) }
    let angles = DetectorRun(readings).detector.swingAngles(of: .right, from: 2, to: 5, step: 0.1)
    #expect(angles.count == 31)
    // The detector looks at every second sample, so that the ends themselves are on either side.
    for (index, angle) in angles.enumerated() where index != 10 && index != 20 {
      #expect(angle.isNaN == (10..<20 ~= index), "at \(2 + 0.1 * Double(index))")
    }
  }
}
