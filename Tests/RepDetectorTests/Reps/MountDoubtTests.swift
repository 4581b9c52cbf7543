import SpatialMath
import Testing

@testable import RepDetector

@Suite("Doubt about the mount")
struct MountDoubtTests {
  /// A set of a usual wearer, the sensor turned on the arm by degrees about its axes.
  private static func run(_ reps: [RepPlan], turned: Matrix3) -> DetectorRun {
    var sensor = Sensor(hertz: 100, forceNoise: 0.03, rateNoise: radians(0.1))
    sensor.placement = turned
    return DetectorRun(sensor.readings(of: Motion(Arm().turn(AngleProfile(reps)))))
  }

  private static let set = [110.0, 125, 118, 130, 121].map { RepPlan(bottom: -75, top: $0 - 75) }

  @Test(
    "a set that is none because the sensor sits otherwise is told once",
    arguments: [(90.0, 0.0, 0.0), (-90, 0, 0), (0, 90, 0)])
  func wrongMount(x: Double, y: Double, z: Double) {
    let run = Self.run(Self.set, turned: Matrix3(x: x, y: y, z: z))
    #expect(run.reps.isEmpty)
    #expect(run.warnings == [.mountUnlikely])
  }

  @Test("a sensor within the tolerance is not doubted", arguments: [(0.0, 0.0), (40, 10), (-40, -10)])
  func rightMount(x: Double, y: Double) {
    let run = Self.run(Self.set, turned: Matrix3(x: x, y: y, z: 0))
    #expect(run.reps.count == 5)
    #expect(run.warnings.isEmpty)
  }

  @Test("small or quick swings about another axis, as in walking, say nothing")
  func gait() {
    let swings = (0..<12).map { _ in RepPlan(bottom: -110, top: -65, open: 0.5, hold: 0, close: 0.5, rest: 0) }
    #expect(Self.run(swings, turned: Matrix3(x: 90, y: 0, z: 0)).warnings.isEmpty)
  }
}
