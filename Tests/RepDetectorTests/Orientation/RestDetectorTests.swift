import SpatialMath
import Testing

@testable import RepDetector

@Suite("Rest")
struct RestDetectorTests {
  /// A block of the orientation filter, seconds.
  private static let period = 0.02
  private static let up = Vector3(0, 0, Sensor.gravity)

  /// Seconds of stillness after which a detector fed with these values (degrees/s, m/s²) believes in rest; nil for never.
  private static func restAfter(
    seconds: Double, rate: (_ time: Double) -> Vector3, force: (_ time: Double) -> Vector3 = { _ in up }
  ) -> Double? {
    let c = VectorLowPass.Coefficients(timeConstant: RestDetector.meanTime, period: period)
    var detector = RestDetector()
    for i in 1...Int(seconds / period) {
      let time = Double(i) * period
      detector.update(
        rate: rate(time) * radians(1), force: force(time), period: period, coefficients: c, largestOffset: radians(10))
      if detector.isAtRest { return time }
    }
    return nil
  }

  @Test("stillness is believed after a second and a half, not before")
  func patience() throws {
    let after = try #require(Self.restAfter(seconds: 3) { _ in .zero })
    #expect(after > 1.49 && after < 1.53)
  }

  @Test(
    "a steady rate is rest where an offset explains it",
    arguments: [(0, true), (9.9, true), (-9.9, true), (10.2, false)])
  func offsets(rate: Double, isRest: Bool) {
    #expect((Self.restAfter(seconds: 5) { _ in Vector3(0, rate, 0) } != nil) == isRest)
  }

  @Test("a swaying rate is rest only under 2 degrees a second", arguments: [(1.5, true), (3, false)])
  func sway(rate: Double, isRest: Bool) {
    let swaying = { (time: Double) in Vector3(Int(time / 0.1) % 2 == 0 ? rate : -rate, 0, 0) }
    #expect((Self.restAfter(seconds: 5, rate: swaying) != nil) == isRest)
  }

  @Test("a shaken force is rest only under half a metre per second squared", arguments: [(0.4, true), (0.7, false)])
  func shaking(force: Double, isRest: Bool) {
    let shaken = { (time: Double) in Self.up + Vector3(Int(time / 0.1) % 2 == 0 ? force : -force, 0, 0) }
    #expect((Self.restAfter(seconds: 5, rate: { _ in .zero }, force: shaken) != nil) == isRest)
  }

  @Test("the first movement ends the rest, and the mean rate is the offset until then")
  func endOfRest() {
    let c = VectorLowPass.Coefficients(timeConstant: RestDetector.meanTime, period: Self.period)
    var detector = RestDetector()
    let offset = Vector3(radians(1), radians(-2), radians(3))
    func feed(_ rate: Vector3) {
      detector.update(rate: rate, force: Self.up, period: Self.period, coefficients: c, largestOffset: radians(10))
    }
    for _ in 0..<100 { feed(offset) }
    #expect(detector.isAtRest)
    #expect((detector.meanRate - offset).norm < 1e-9)
    feed(offset + Vector3(0, 0, radians(4)))
    #expect(!detector.isAtRest)
  }
}
