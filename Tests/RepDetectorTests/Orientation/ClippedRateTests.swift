import SpatialMath
import Testing

@testable import RepDetector

@Suite("Rate beyond the range")
struct ClippedRateTests {
  private static let elbow = Vector3(1, 0, 0)
  private static let lever = elbow * ElbowLever.length
  private static let up = Vector3(-0.6, 0.64, 0.48)

  /// What a gyroscope of ±250 deg/s reads of a turn, and what is made of it with the force of a sensor at a distance.
  private static func restored(_ rate: Vector3, distance: Double, speedingUp: Vector3 = .zero) -> Vector3 {
    let range = radians(250)
    func cut(_ value: Double) -> Double { min(max(value, -range), range) }
    let lever = elbow * distance
    let force = up * 9.80665 + speedingUp.cross(lever) + rate.cross(rate.cross(lever))
    return ClippedRate.restored(
      Vector3(cut(rate.x), cut(rate.y), cut(rate.z)), force: force, up: up, lever: Self.lever)
  }

  @Test(
    "what was cut off is found again, in either sense, whatever the other components are and however the turn speeds up",
    arguments: [
      Vector3(0, 0, 9), Vector3(0, 0, -9), Vector3(1, -2, 7), Vector3(-3, 4, 12), Vector3(0.5, 10, -2),
      Vector3(0, 4.5, 4.5),
    ], [Vector3.zero, Vector3(5, 20, -60)])
  func found(rate: Vector3, speedingUp: Vector3) {
    #expect((Self.restored(rate, distance: ElbowLever.length, speedingUp: speedingUp) - rate).norm < 1e-9)
  }

  @Test(
    "a trunk that does half of the turn, or all of it, makes a tenth of the rate",
    arguments: [(0.37, -0.1), (0.54, 0.1)])
  func otherDistance(distance: Double, error: Double) {
    let ratio = Self.restored(Vector3(0, 0, 10), distance: distance).z / 10 - 1
    #expect(ratio.magnitude < error.magnitude && ratio.sign == error.sign)
  }

  @Test("a pull that would be that of less than was measured changes nothing", arguments: [0.0, 3, 4.3])
  func slow(pulled: Double) {
    let measured = Vector3(0.2, -0.3, radians(250))
    let force = Self.up * 9.80665 - Self.elbow * (pulled * pulled * ElbowLever.length)
    #expect(ClippedRate.restored(measured, force: force, up: Self.up, lever: Self.lever) == measured)
  }

  @Test("a turn about the line to the axis pulls nothing, so that nothing is made of it")
  func aboutTheArm() {
    let measured = Vector3(radians(250), 0, 0)
    let force = Vector3(-80, 0, 0)
    #expect(ClippedRate.restored(measured, force: force, up: Self.up, lever: Self.lever) == measured)
  }

  @Test("a blow is no turn faster than an arm's")
  func blow() {
    let rate = ClippedRate.restored(
      Vector3(0, 0, radians(250)), force: Vector3(-4000, 0, 0), up: Self.up, lever: Self.lever)
    #expect((rate.norm - ClippedRate.fastest).magnitude < 1e-9)
  }
}
