import SpatialMath
import Testing

@testable import RepDetector

@Suite("What stands in the way of a rep")
struct RepJudgeTests {
  private static func run(from first: Double, _ legs: [AngleProfile.Leg]) -> DetectorRun {
    DetectorRun(Motion(Arm().turn(AngleProfile(from: first, legs))))
  }

  @Test("an arm that sank a little before its first rep and stops higher after it has done it all the same")
  func sunkBefore() throws {
    let run = Self.run(
      from: -86.5,
      [
        .hold(seconds: 1), .move(to: -79, seconds: 3), .hold(seconds: 1), .move(to: 0, seconds: 4),
        .move(to: -72, seconds: 4), .hold(seconds: 4),
      ])
    let rep = try #require(run.reps.first)
    #expect(run.reps.count == 1 && rep.side == .right)
    // The closing ends at 13 s, the stream at 17.
    #expect(rep.at < 14)
  }

  @Test("an arm that stops on its way down, where it had stopped on its way up, does one rep")
  func stopsOnTheWay() throws {
    let run = Self.run(
      from: -85,
      [
        .hold(seconds: 2), .move(to: -45, seconds: 1.2), .hold(seconds: 0.6), .move(to: 40, seconds: 1.6),
        .move(to: -40, seconds: 1.6), .hold(seconds: 0.8), .move(to: -85, seconds: 1.2), .hold(seconds: 3),
      ])
    #expect(run.reps.count == 1)
    #expect(degrees(try #require(run.reps.first).rangeOfMotion) > 115)
  }

  /// Whether the other arm's rep of three seconds ago, so far from the ideal, stands in the way of a swing that is 0.5 from it.
  private static func stands(_ distance: Double, isAlone: Bool) -> Bool {
    var judge = RepJudge(sense: 1, mountSide: .right)
    var shape = SwingShape()
    shape.end = 100
    judge.noteOtherArm(shape, distance: distance, isAlone: isAlone)
    return judge.otherArmWasBusy(at: 103, distance: 0.5)
  }

  @Test("the other arm's rep of just now stands in the way, unless it was a single one that was far less like a rep")
  func otherArm() {
    #expect(Self.stands(0.4, isAlone: true))
    #expect(Self.stands(1.4, isAlone: true))
    #expect(!Self.stands(1.6, isAlone: true))
    #expect(Self.stands(1.6, isAlone: false))
    let judge = RepJudge(sense: 1, mountSide: .right)
    #expect(!judge.otherArmWasBusy(at: 3, distance: 0.5))
  }
}
