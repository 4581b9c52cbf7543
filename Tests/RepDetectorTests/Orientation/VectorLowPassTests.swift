import Glibc
import SpatialMath
import Testing

@testable import RepDetector

@Suite("Low-pass")
struct VectorLowPassTests {
  private static let timeConstant = 2.0

  /// The filter's answer to a step from 0 to 1 after it has settled at 0, so many time constants after the step.
  private static func stepResponse(after constants: Double, period: Double) -> Double {
    let c = VectorLowPass.Coefficients(timeConstant: timeConstant, period: period)
    var filter = VectorLowPass()
    for _ in 0..<Int(timeConstant / period) + 2 { _ = filter.update(.zero, c) }
    // A step lies half a period before its first sample.
    for _ in 0..<Int((constants * timeConstant / period).rounded()) { _ = filter.update(Vector3(1, -2, 0.5), c) }
    return filter.value.x
  }

  /// The step response of a second-order Butterworth low-pass is 1 − e^(−u) (cos u + sin u), u the time constants passed:
  /// both poles lie at (−1 ± i) / τ.
  @Test(
    "a step is answered as by a second-order Butterworth filter",
    arguments: [
      (0.5, 0.1769), (1, 0.4917), (2, 0.9333), (3, 1.0423), (.pi, 1.0432), (5, 1.0046), (8, 0.9997),
    ], [0.005, 0.02, 0.1])
  func stepResponse(point: (constants: Double, value: Double), period: Double) {
    let found = Self.stepResponse(after: point.constants, period: period)
    #expect((found - point.value).magnitude < 0.002 + 0.3 * period / Self.timeConstant)
  }

  @Test("while it is young it gives the mean of what it was fed")
  func warmUp() {
    let c = VectorLowPass.Coefficients(timeConstant: 1, period: 0.25)
    var filter = VectorLowPass()
    #expect(filter.update(Vector3(8, 0, 0), c) == Vector3(8, 0, 0))
    #expect(filter.update(Vector3(0, 4, 0), c) == Vector3(4, 2, 0))
    #expect(filter.update(Vector3(1, 2, 3), c) == Vector3(3, 2, 1))
    #expect(filter.update(Vector3(3, 2, 1), c) == Vector3(3, 2, 1))
  }

  @Test("it goes on from the mean without a step", arguments: [0.5, 0.02, 1e-3])
  func handOver(period: Double) {
    let c = VectorLowPass.Coefficients(timeConstant: 1, period: period)
    var filter = VectorLowPass()
    let value = Vector3(1, -2, 3)
    for _ in 0..<Int(5 / period) { #expect((filter.update(value, c) - value).norm < 1e-9) }
  }

  @Test("values slower than the filter's time pass nearly at once")
  func slowValues() {
    let c = VectorLowPass.Coefficients(timeConstant: 0.1, period: 1)
    var filter = VectorLowPass()
    for _ in 0..<4 { _ = filter.update(.zero, c) }
    for _ in 0..<3 { _ = filter.update(Vector3(1, 0, 0), c) }
    #expect((filter.value.x - 1).magnitude < 0.1)
  }

  @Test("after a reset it is as new")
  func reset() {
    let c = VectorLowPass.Coefficients(timeConstant: 1, period: 0.25)
    var filter = VectorLowPass()
    for _ in 0..<20 { _ = filter.update(Vector3(5, 5, 5), c) }
    filter.reset()
    #expect(filter.update(Vector3(1, 2, 3), c) == Vector3(1, 2, 3))
  }
}
