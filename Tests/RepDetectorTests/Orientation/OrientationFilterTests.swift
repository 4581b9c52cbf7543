import SpatialMath
import Testing

@testable import RepDetector

@Suite("Orientation")
struct OrientationFilterTests {
  /// Ways to lie, degrees about x, y and z.
  static let ways: [(Double, Double, Double)] = [
    (0, 0, 0), (90, 0, 0), (180, 0, 0), (0, 90, 0), (0, -90, 0), (30, 60, 120), (-135, 20, 45),
  ]

  /// A sensor like those on cheap boards.
  private static let cheap = Sensor(
    forceNoise: 0.05, rateNoise: radians(0.3), rateOffset: Vector3(radians(1), radians(-1.5), radians(0.8)))

  @Test("the vertical is right from the first sample on, however the sensor lies", arguments: ways)
  func atRest(way: (x: Double, y: Double, z: Double)) {
    let still = Motion(Arm().turn(AngleProfile(from: -75, [.hold(seconds: 2)])))
    let sensor = Sensor(placement: Matrix3(x: way.x, y: way.y, z: way.z))
    #expect(FilterRun(still, sensor).worst() < 1e-6)
  }

  @Test(
    "swings at half a metre leave the vertical within little more than a degree",
    arguments: [
      RepPlan(), RepPlan(open: 3, hold: 1, close: 3), RepPlan(open: 0.6, hold: 0, close: 0.6, rest: 0),
      RepPlan(bottom: -90, top: 90, open: 0.8, close: 0.8), RepPlan(bottom: -110, top: 105, open: 1.5, close: 2),
    ], [0.0, 15])
  func swings(rep: RepPlan, pitch: Double) {
    let motion = Motion(Arm(radius: 0.5, pitch: pitch).turn(AngleProfile(5, rep, stillness: 4)))
    #expect(FilterRun(motion).worst() < 0.8)
    #expect(FilterRun(motion, Self.cheap).worst(from: 4) < 1.2)
  }

  /// A rate that is the mean over its period integrates exactly; one that is that of the instant is half a period early,
  /// which at 147 degrees a second is 3.7 degrees at 20 Hz.
  @Test("any rate of samples gives the same orientation", arguments: [10.0, 20, 25, 40, 50, 100, 200, 400, 1000])
  func rates(hertz: Double) {
    let motion = Motion(Arm().turn(AngleProfile(2)))
    #expect(FilterRun(motion, Sensor(hertz: hertz)).worst() < 0.5)
    let early = 147 * 0.5 / hertz
    #expect(FilterRun(motion, Sensor(hertz: hertz, gyroTiming: .instant)).worst() < 1.1 * early + 0.7)
  }

  /// Cheap boards are off by 7 degrees a second when they are switched on.
  @Test(
    "an offset of 7 degrees a second is found in three seconds of rest",
    arguments: [Vector3(7, 0, 0), Vector3(-4, 4, 4)])
  func startUpOffset(offset: Vector3) {
    let motion = Motion(Arm().turn(AngleProfile(4, stillness: 3)))
    let run = FilterRun(motion, Sensor(hertz: 100, rateNoise: radians(0.1), rateOffset: offset * radians(1)))
    #expect(run.worst(from: 2.5) < 1.5)
    #expect((run.filter.gyroBias - offset * radians(1)).norm < radians(0.3))
  }

  @Test("turns about changing axes add up, coning included", arguments: [20.0, 50, 100])
  func coning(hertz: Double) {
    // About z by α(t) and then about x by β(t), both rocking, a quarter of a period apart, is no fixed axis.
    var filter = OrientationFilter()
    let orientation = { (t: Double) -> Matrix3 in
      let a = AngleProfile(from: 0, [.rock(by: 60, times: 20, period: 1)])
      let b = AngleProfile(from: 0, [.rock(by: 50, times: 20, period: 1.3)])
      return Matrix3(about: Vector3(0, 0, 1), by: a.state(at: t).angle)
        * Matrix3(about: Vector3(1, 0, 0), by: b.state(at: t).angle)
    }
    var worst = 0.0
    for i in 0..<Int(5 * hertz) {
      let t = Double(i) / hertz
      // The mean rate from the rotation since the sample before, by the matrices' own logarithm over fine steps.
      var rate = Vector3.zero
      for k in 0..<8 where i > 0 {
        let here = t - (1 - Double(k) / 8) / hertz
        let step = orientation(here).transposed * orientation(here + 1 / (8 * hertz))
        let (axis, angle) = step.axisAndAngle
        if angle > 1e-9 { rate += axis * (angle * hertz) }
      }
      let force = orientation(t).transposed * Vector3(0, 0, Sensor.gravity)
      filter.update(rate: rate, force: force, period: i == 0 ? 0 : 1 / hertz)
      worst = max(worst, angleBetween(Matrix3(filter.orientation).up, orientation(t).up))
    }
    #expect(worst < 0.5)
  }

  /// From rest into the swing, through its middle and into the hold.
  ///
  /// Taking one end's rate for the whole gap would be wrong by 10 degrees at the first and the last.
  @Test(
    "a gap of 0.3 s in a swing is bridged by the mean of the rates at its ends", arguments: [3.0, 3.3, 3.65, 4.0, 4.3])
  func gap(start: Double) {
    let motion = Motion(Arm().turn(AngleProfile(1)))
    var filter = OrientationFilter()
    var before: Double?
    var worst = 0.0
    for reading in Sensor(hertz: 100).readings(of: motion) where reading.time < start || reading.time > start + 0.295 {
      let period = before.map { reading.time - $0 } ?? 0
      filter.update(
        rate: reading.rate ?? .zero, force: reading.force, period: period, faults: period > 0.025 ? .gap : [])
      before = reading.time
      worst = max(worst, angleBetween(Matrix3(filter.orientation).up, motion.state(at: reading.time).orientation.up))
    }
    #expect(worst < 3)
  }

  @Test("levelling finds the vertical at once after a turn that nobody saw, and keeps the offset")
  func levelling() {
    var filter = FilterRun(
      Motion(Arm().turn(AngleProfile(from: 0, [.hold(seconds: 6)]))), Sensor(rateOffset: Vector3(0, radians(3), 0))
    ).filter
    let turned = Matrix3(x: 70, y: -50, z: 10)
    filter.level(turned.transposed * Vector3(0, 0, Sensor.gravity))
    #expect(angleBetween(Matrix3(filter.orientation).up, turned.up) < 1e-6)
    #expect((filter.gyroBias - Vector3(0, radians(3), 0)).norm < radians(0.05))
  }

  @Test("the heading does not wander while the sensor lies still")
  func heading() {
    let still = Motion(Arm().turn(AngleProfile(from: -75, [.hold(seconds: 40)])))
    let run = FilterRun(still, Self.cheap)
    let early = FilterRun(Motion(Arm().turn(AngleProfile(from: -75, [.hold(seconds: 10)]))), Self.cheap)
    let turn = Matrix3(run.filter.orientation) * Matrix3(early.filter.orientation).transposed
    #expect(degrees(turn.axisAndAngle.angle) < 1)
  }

  @Test("without a gyroscope the vertical follows slow swings", arguments: [(3.0, 16.0), (6, 8), (10, 5)])
  func accelerometerOnly(seconds: Double, bound: Double) {
    let motion = Motion(Arm().turn(AngleProfile(2, RepPlan(open: seconds, close: seconds))))
    let run = FilterRun(motion, Sensor(gyroTiming: .none), parameters: .accelerometerOnly)
    #expect(run.worst() < bound)
  }

  /// The error of the vertical, degrees, of all readings but those in a gap from 3.1 to 3.7 s.
  private static func errorsAroundGap(_ motion: Motion, knock: Vector3 = .zero) -> [(time: Double, error: Double)] {
    var filter = OrientationFilter()
    var before: Double?
    var errors: [(time: Double, error: Double)] = []
    for reading in Sensor(hertz: 100).readings(of: motion) where reading.time < 3.1 || reading.time > 3.7 {
      let period = before.map { reading.time - $0 } ?? 0
      let isAfterGap = period > 0.5
      filter.update(
        rate: reading.rate ?? .zero, force: reading.force + (isAfterGap ? knock : .zero), period: period,
        faults: isAfterGap ? .gap : [])
      before = reading.time
      let truth = motion.state(at: reading.time).orientation.up
      errors.append((reading.time, angleBetween(Matrix3(filter.orientation).up, truth)))
    }
    return errors
  }

  @Test("a turn in a gap that is too long to bridge is made up for as soon as the arm is held")
  func unseenTurn() {
    let motion = Motion(
      Arm().turn(AngleProfile(from: -75, [.hold(seconds: 3.15), .move(to: -25, seconds: 0.5), .hold(seconds: 2)])))
    let errors = Self.errorsAroundGap(motion)
    #expect(errors.contains { $0.time > 3.7 && $0.error > 20 })
    #expect(errors.filter { $0.time > 3.9 }.allSatisfy { $0.error < 3 })
  }

  @Test("a knock on the first sample after such a gap does not stand for the gap")
  func knockAfterGap() {
    let still = Motion(Arm().turn(AngleProfile(from: -75, [.hold(seconds: 6)])))
    let errors = Self.errorsAroundGap(still, knock: Vector3(4, 4, 4))
    #expect(errors.filter { $0.time > 3.7 }.allSatisfy { $0.error < 2 })
  }

  @Test("a swing that the gyroscope saw only in part is forgotten two seconds after it")
  func clipped() {
    let motion = Motion(
      Arm().turn(AngleProfile(from: -75, [.hold(seconds: 3), .move(to: 50, seconds: 1.6), .hold(seconds: 3)])))
    let limit = radians(100)
    var filter = OrientationFilter()
    var before: Double?
    var errors: [Double] = []
    for reading in Sensor(hertz: 100, rateRange: limit).readings(of: motion) {
      let isClipped = (reading.rate?.maximumMagnitude ?? 0) >= limit
      filter.update(
        rate: reading.rate ?? .zero, force: reading.force, period: before.map { reading.time - $0 } ?? 0,
        faults: isClipped ? .gyroClipped : [])
      before = reading.time
      errors.append(angleBetween(Matrix3(filter.orientation).up, motion.state(at: reading.time).orientation.up))
    }
    #expect(errors[370] > 5)
    #expect(errors[660...].max() ?? .infinity < 2)
  }
}
