import IMUIngest
import SpatialMath
import Testing

@Suite("Angular rate from orientations")
struct OrientationRateTests {
  private static let upright = Quaternion(angle: 1, axis: Vector3(0.6, 0, 0.8))
  private static let speed = Vector3(0.5, -2, 1)

  /// The orientation of a body that turns evenly about an axis of its own.
  private static func turning(_ time: Double) -> Quaternion {
    upright * Quaternion(rotationVector: speed * time)
  }

  @Test("an even turn gives its rate in the sensor's frame, with frames missing too")
  func evenTurn() throws {
    var rate = OrientationRate()
    let first = rate.rate(Self.turning(0), time: 0)
    #expect(first == .zero)
    for step in [1, 2, 3, 6, 7, 8, 20, 21] {
      let time = 0.01 * Double(step)
      // A quaternion and its opposite are one orientation.
      let q = Self.turning(time)
      let sign = step % 2 == 0 ? -1.0 : 1
      let seen = rate.rate(Quaternion(w: sign * q.w, x: sign * q.x, y: sign * q.y, z: sign * q.z), time: time)
      #expect((try #require(seen) - Self.speed).norm < 1e-9)
    }
  }

  @Test("a heading that the sensor puts right is no turn", arguments: [5.0, -40, 170])
  func headingJump(degrees: Double) throws {
    var rate = OrientationRate()
    for step in 0..<100 {
      let heading = Quaternion(angle: (step < 50 ? 0 : degrees) * degree, axis: Vector3(0, 0, 1))
      let time = 0.01 * Double(step)
      let seen = rate.rate(heading * Self.turning(time), time: time)
      if step > 0 { #expect((try #require(seen) - Self.speed).norm < 1e-9) }
    }
  }

  @Test("a rate that goes on is believed, however suddenly it came")
  func suddenTurn() {
    var rate = OrientationRate()
    let spin = Vector3(0, 0, 15)
    var last: Vector3?
    for step in 0..<20 {
      let turned = Quaternion(rotationVector: spin * (0.01 * Double(max(0, step - 10))))
      last = rate.rate(Self.upright * turned, time: 0.01 * Double(step))
    }
    #expect(((last ?? .zero) - spin).norm < 1e-9)
  }

  @Test("without an orientation there is no rate, and after it none from before")
  func noOrientation() {
    var rate = OrientationRate()
    _ = rate.rate(Self.turning(0), time: 0)
    let without = rate.rate(nil, time: 0.01)
    let again = rate.rate(Self.turning(1), time: 0.02)
    #expect(without == nil)
    #expect(again == .zero)
  }

  @Test("two samples of one instant have one rate")
  func sameInstant() {
    var rate = OrientationRate()
    _ = rate.rate(Self.turning(0), time: 0)
    let first = rate.rate(Self.turning(0.01), time: 0.01)
    let second = rate.rate(Self.turning(0.01), time: 0.01)
    #expect(first == second)
  }
}
