import Glibc
import SpatialMath
import Testing

@testable import RepDetector

@Suite("Gyroscope offset")
struct GyroBiasTests {
  /// An offset that is different about each axis, degrees/s to rad/s.
  private static func offset(_ size: Double) -> Vector3 {
    Vector3(radians(size), radians(-0.5 * size), radians(0.8 * size))
  }

  private static func sensor(_ size: Double) -> Sensor {
    Sensor(forceNoise: 0.03, rateNoise: radians(0.1), rateOffset: offset(size))
  }

  @Test("is known to a twentieth of a degree a second after five seconds of rest", arguments: [0.5, 2, 5, 9])
  func atRest(size: Double) {
    let still = Motion(Arm().turn(AngleProfile(from: -75, [.hold(seconds: 5)])))
    let run = FilterRun(still, Self.sensor(size))
    #expect(run.filter.isAtRest)
    #expect(degrees((run.filter.gyroBias - Self.offset(size)).norm) < 0.05)
  }

  /// Three seconds as before a first rep: three slow waves an axis, out of step, of up to 7 degrees/s together.
  @Test("is half known before the first rep where the limb only sways", arguments: [3.0, 7])
  func swaying(size: Double) {
    let c = VectorLowPass.Coefficients(timeConstant: RestDetector.meanTime, period: 0.02)
    var rest = RestDetector()
    var estimator = GyroBiasEstimator()
    for i in 0..<150 {
      let time = 0.02 * Double(i)
      func wave(_ phase: Double) -> Double {
        4 * sin(2 * .pi * 0.6 * time + phase) + 2 * sin(2 * .pi * 1.3 * time + 2 * phase) + sin(2 * .pi * 2.9 * time)
      }
      let rate = Self.offset(size) + Vector3(wave(0.3), wave(1.9), wave(4)) * radians(1)
      rest.update(
        rate: rate, force: Vector3(0, 0, Sensor.gravity), period: 0.02, coefficients: c, largestOffset: radians(10))
      #expect(!rest.isAtRest)
      if rest.isCalm { estimator.observeCalm(rate: rate, period: 0.02) }
    }
    #expect((estimator.bias - Self.offset(size)).norm < 0.5 * Self.offset(size).norm)
  }

  /// In motion the component about the vertical stays unseen, and which one that is changes with the swing.
  @Test("is found in ten reps without any rest, but for a third", arguments: [2.0, 5])
  func inMotion(size: Double) {
    let motion = Motion(Arm(radius: 0.5).turn(AngleProfile(10, RepPlan(rest: 0.2), stillness: 0)))
    let run = FilterRun(motion, Self.sensor(size))
    let error = run.filter.gyroBias - Self.offset(size)
    #expect(!run.filter.isAtRest)
    #expect(error.norm < 0.35 * Self.offset(size).norm)
    // The axis of the swing is always level, so that nothing of it stays unseen.
    #expect(error.z.magnitude < 0.2 * Self.offset(size).z)
  }

  @Test("does not turn the vertical while it is found in motion")
  func tiltInMotion() {
    let motion = Motion(Arm(radius: 0.5).turn(AngleProfile(8, RepPlan(rest: 0.2), stillness: 2)))
    #expect(FilterRun(motion, Self.sensor(2)).worst(from: 10) < 2.5)
  }

  @Test("is not invented in motion where there is none")
  func nothing() {
    let motion = Motion(Arm(radius: 0.5).turn(AngleProfile(10, RepPlan(rest: 0.2), stillness: 0)))
    #expect(degrees(FilterRun(motion).filter.gyroBias.norm) < 0.3)
  }

  @Test("is believed up to ten degrees a second a component")
  func limit() {
    var estimator = GyroBiasEstimator()
    for _ in 0..<500 { estimator.observeRest(meanRate: Vector3(radians(25), radians(-25), radians(3)), period: 0.02) }
    let bias = estimator.bias
    #expect((bias - Vector3(radians(10), radians(-10), radians(3))).norm < radians(0.05))
  }

  @Test("is the less uncertain the longer the rest")
  func uncertainty() {
    var estimator = GyroBiasEstimator()
    #expect((degrees(estimator.uncertainty) - 2).magnitude < 1e-9)
    var last = estimator.uncertainty
    for _ in 0..<5 {
      for _ in 0..<20 { estimator.observeRest(meanRate: .zero, period: 0.02) }
      #expect(estimator.uncertainty < last)
      last = estimator.uncertainty
    }
    #expect(degrees(last) < 0.2)
  }
}
