import SpatialMath
import Testing

@testable import RepDetector

@Suite("The axis that a set has shown")
struct SetAxisTests {
  /// A set, and after a while the same arm's swings with the sensor rolled about the arm, as the upper arm itself rolls
  /// where the hand goes to the mouth.
  private static func motion(
    set: Int, swings: Int, rolled: Double, placement: Matrix3 = .identity, swing: RepPlan = swing
  ) -> Motion {
    var first = Arm().turn(AngleProfile(set))
    first.home = first.home * placement
    var motion = Motion(first)
    var second = Arm().turn(AngleProfile(swings, swing, stillness: 1))
    second.home = second.home * Matrix3(x: rolled, y: 0, z: 0) * placement
    motion.carry(by: [], to: second, seconds: 1.5)
    return motion
  }

  /// A glass to the mouth and down again.
  private static let swing = RepPlan(bottom: -95, top: -15, open: 1.4, hold: 1, close: 1.4, rest: 0.8)
  private static let sensor = Sensor(hertz: 100, forceNoise: 0.03, rateNoise: radians(0.1))
  private static let anyMount = DetectorConfiguration(side: .right, mount: .unknown)

  private static func count(
    _ motion: Motion, _ configuration: DetectorConfiguration = DetectorConfiguration()
  ) -> Int {
    DetectorRun(motion, sensor, configuration: configuration).reps.count
  }

  @Test("within a set a swing about another axis of the sensor's is no rep, though alone it would be one")
  func inSet() {
    #expect(Self.count(Self.motion(set: 0, swings: 1, rolled: 45)) == 1)
    #expect(Self.count(Self.motion(set: 5, swings: 1, rolled: 45)) == 5)
    #expect(Self.count(Self.motion(set: 5, swings: 1, rolled: 10)) == 6)
  }

  @Test("a glass after a set is no rep, wherever the sensor sits", arguments: [(0.0, 0.0, 0.0), (100, -40, 70)])
  func drink(x: Double, y: Double, z: Double) {
    let placement = Matrix3(x: x, y: y, z: z)
    let glass = Self.motion(set: 0, swings: 3, rolled: 90, placement: placement)
    #expect(Self.count(glass, Self.anyMount) == 3)
    #expect(Self.count(Self.motion(set: 6, swings: 3, rolled: 90, placement: placement), Self.anyMount) == 6)
  }

  @Test("a sensor that sits otherwise after a set is believed when its swings go on")
  func movedStrap() {
    let moved = Self.motion(set: 6, swings: 10, rolled: 90, swing: RepPlan())
    let count = Self.count(moved, Self.anyMount)
    #expect(count >= 6 + 5 && count < 16)
  }

  @Test("who says that it is the other arm now may have moved the sensor anyhow")
  func otherSide() {
    let motion = Self.motion(set: 6, swings: 4, rolled: 90, swing: RepPlan())
    let setEnd = Arm().turn(AngleProfile(6)).profile.duration
    var detector = RepDetector(configuration: Self.anyMount)
    var count = 0
    for reading in Self.sensor.readings(of: motion) {
      if reading.time > setEnd, detector.configuration.side == .right { detector.setSide(.left) }
      detector.process(time: reading.time, acceleration: reading.force, angularRate: reading.rate) {
        if case .rep = $0 { count += 1 }
      }
    }
    #expect(count == 10)
  }

  @Test("axes that do not agree have no mean, and newer ones count for more")
  func mean() throws {
    var mean = AxisMean()
    for _ in 0..<3 { mean.add(Vector3(0, 0, 1)) }
    #expect(mean.axis(ofAtLeast: 4) == nil)
    #expect(mean.axis(ofAtLeast: 3) == Vector3(0, 0, 1))
    mean.add(Vector3(0, 1, 0))
    #expect(mean.axis(ofAtLeast: 3) == nil)
    for _ in 0..<9 { mean.add(Vector3(0, 1, 0)) }
    #expect(angleBetween(try #require(mean.axis(ofAtLeast: 3)), Vector3(0, 1, 0)) < 3)
  }
}
