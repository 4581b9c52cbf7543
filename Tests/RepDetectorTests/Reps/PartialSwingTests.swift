import SpatialMath
import Testing

@testable import RepDetector

@Suite("Partial swings")
struct PartialSwingTests {
  /// Three reps of 125 degrees and then something else.
  private static func run(_ legs: [AngleProfile.Leg]) -> DetectorRun {
    var profile = AngleProfile(3)
    for leg in legs { profile.append(leg) }
    return DetectorRun(Motion(Arm().turn(profile)))
  }

  @Test(
    "a swing much smaller than the set's, from where its reps begin, is told once and not counted",
    arguments: [25.0, 55])
  func small(range: Double) throws {
    let run = Self.run([.move(to: -75 + range, seconds: 0.7), .move(to: -75, seconds: 0.7), .hold(seconds: 3)])
    #expect(run.count(.right) == 3)
    let partial = try #require(run.partials.first)
    #expect(run.partials.count == 1)
    #expect(partial.reason == .shortRange)
    #expect((degrees(partial.rangeOfMotion) - range).magnitude < 2)
  }

  @Test("a closing that turns round for good after a third of the way is told")
  func shortReturn() throws {
    let run = Self.run([
      .move(to: 50, seconds: 1.6), .move(to: 8, seconds: 1), .hold(seconds: 0.3), .move(to: 50, seconds: 1),
      .hold(seconds: 3),
    ])
    #expect(run.count(.right) == 3)
    #expect(run.partials.map(\.reason) == [.shortReturn])
  }

  @Test("what an arm does about another axis after a set is no partial swing")
  func otherAxis() {
    let set = Arm().turn(AngleProfile(3))
    var motion = Motion(set)
    motion.append(
      Turn(
        home: motion.state(at: motion.duration).orientation, axis: Vector3(0, 0, 1), lever: .zero,
        profile: AngleProfile(
          from: 0,
          [
            .move(to: 100, seconds: 1.2), .move(to: 55, seconds: 0.8), .move(to: 100, seconds: 0.8),
            .move(to: 0, seconds: 1), .hold(seconds: 2),
          ])))
    let run = DetectorRun(motion)
    #expect(run.count(.right) == 3)
    #expect(run.partials.isEmpty)
  }
}
