import SpatialMath
import Testing

@testable import RepDetector

@Suite("What stands in the way of a rep")
struct RepJudgeTests {
  @Test("an arm that sank a little before its first rep and stops higher after it has done it all the same")
  func sunkBefore() throws {
    let run = DetectorRun(
      Motion(
        Arm().turn(
          AngleProfile(
            from: -86.5,
            [
              .hold(seconds: 1), .move(to: -79, seconds: 3), .hold(seconds: 1), .move(to: 0, seconds: 4),
              .move(to: -72, seconds: 4), .hold(seconds: 4),
            ]))))
    #expect(run.count(.right) == 1)
    #expect(run.reps.count == 1)
    // The closing ends at 13 s, the stream at 17.
    #expect(try #require(run.reps.first).at < 14)
  }

  @Test("an arm that stops on its way down, where it had stopped on its way up, does one rep")
  func stopsOnTheWay() throws {
    let run = DetectorRun(
      Motion(
        Arm().turn(
          AngleProfile(
            from: -85,
            [
              .hold(seconds: 2), .move(to: -45, seconds: 1.2), .hold(seconds: 0.6), .move(to: 40, seconds: 1.6),
              .move(to: -40, seconds: 1.6), .hold(seconds: 0.8), .move(to: -85, seconds: 1.2), .hold(seconds: 3),
            ]))))
    #expect(run.reps.count == 1)
    #expect(degrees(try #require(run.reps.first).rangeOfMotion) > 115)
  }

  /// What is true of an arm's rep at a distance from the ideal.
  private static func other(_ distance: Double, isAlone: Bool) -> Bool {
    var judge = RepJudge(sense: 1, mountSide: .right)
    var shape = SwingShape()
    shape.end = 100
    judge.noteOtherArm(shape, distance: distance, isAlone: isAlone)
    return judge.otherArmWasBusy(at: 103, 0.5)
  }

  @Test("the other arm's rep of just now stands in the way, unless it was a single one that was far less like a rep")
  func otherArm() {
    #expect(Self.other(0.4, isAlone: true))
    #expect(Self.other(1.4, isAlone: true))
    #expect(!Self.other(1.6, isAlone: true))
    #expect(Self.other(1.6, isAlone: false))
    let judge = RepJudge(sense: 1, mountSide: .right)
    #expect(!judge.otherArmWasBusy(at: 3, 0.5))
  }
}
