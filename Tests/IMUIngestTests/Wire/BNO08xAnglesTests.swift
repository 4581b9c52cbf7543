import Glibc
import IMUIngest
import SpatialMath
import Testing

/// The orientation that the angles of a BNO08x are.
@Suite("BNO08x angles")
struct BNO08xAnglesTests {
  /// How the axes of the angles lie against those of the acceleration: turned about z by quarter turns, then upside down.
  struct Way: Sendable, CustomStringConvertible {
    let quarters: Int
    let isOverhead: Bool
    var description: String { "\(quarters) quarter turns\(isOverhead ? ", upside down" : "")" }

    static let all = [false, true].flatMap { over in (0..<4).map { Way(quarters: $0, isOverhead: over) } }

    /// The orientation of the axes of the angles, of a sensor in an orientation (to earth, z up).
    func orientation(_ sensor: Quaternion) -> Quaternion {
      let flip = isOverhead ? Quaternion(angle: .pi, axis: Vector3(1, 0, 0)) : .identity
      let turn = Quaternion(angle: .pi / 2 * Double(quarters), axis: Vector3(0, 0, 1))
      return flip * sensor * flip * turn
    }
  }

  /// A frame of a sensor in an orientation, with some acceleration besides gravity, m/s², sensor frame.
  private static func frame(
    _ index: Int, _ orientation: Quaternion, way: Way, shaken: Vector3 = .zero
  ) -> [UInt8] {
    let q = way.orientation(orientation)
    let yaw = atan2(2 * (q.w * q.z + q.x * q.y), 1 - 2 * (q.y * q.y + q.z * q.z))
    let pitch = asin(max(-1, min(1, 2 * (q.w * q.y - q.z * q.x))))
    let roll = atan2(2 * (q.w * q.x + q.y * q.z), 1 - 2 * (q.x * q.x + q.y * q.y))
    let acceleration = orientation.conjugate.rotate(Vector3(0, 0, gravity)) + shaken
    return BNO08xEncoder.frame(
      index, angles: Vector3(yaw, pitch, roll) / degree, acceleration: acceleration)
  }

  /// An arm that swings about its sensor's z, with the elbow down at the begin, up to `steps` hundredths of a second.
  private static func swing(_ steps: Int) -> [Quaternion] {
    let down = Quaternion(angle: 85 * degree, axis: Vector3(0, 1, 0)) * Quaternion(angle: 0.2, axis: Vector3(1, 0, 0))
    return (0..<steps).map { step in
      let angle = 70 * degree * (1 - cos(2 * .pi * Double(step) / 200))
      return Quaternion(angle: 0.7, axis: Vector3(0, 0, 1)) * down * Quaternion(angle: angle, axis: Vector3(0, 0, 1))
    }
  }

  @Test("gravity tells in which axes the angles are: turns are the sensor's own, up is up", arguments: Way.all)
  func findsAxes(way: Way) throws {
    let truth = Self.swing(600)
    let frames = truth.enumerated().flatMap { step, orientation in
      // Shaken like an arm that is not held still.
      Self.frame(step, orientation, way: way, shaken: Vector3(sin(0.3 * Double(step)), 0, cos(0.2 * Double(step))))
    }
    let found = try decode("bno08x-rvc", frames).map(\.orientation)
    #expect(found.count == truth.count)
    for step in 100..<truth.count {
      let orientation = try #require(found[step])
      let before = try #require(found[step - 1])
      let turn = (before.conjugate * orientation).rotationVector
      let trueTurn = (truth[step - 1].conjugate * truth[step]).rotationVector
      #expect((turn - trueTurn).norm < 0.03 * degree)
      let up = truth[step].conjugate.rotate(Vector3(0, 0, 1))
      #expect(orientation.rotate(up).z > cos(0.05 * degree))
    }
  }

  @Test("the datasheet's example, whose roll is about y against what is said there, points up")
  func datasheetExample() throws {
    let samples = try decode("bno08x-rvc", hex("AA AA DE 01 00 92 FF 25 08 8D FE EC FF D1 03 00 00 00 E7"))
    let sample = try #require(samples.first)
    let up = try #require(sample.orientation).rotate(sample.acceleration) / sample.acceleration.norm
    #expect(up.z > cos(2 * degree))
  }

  @Test("of a level sensor the datasheet is believed")
  func levelSensor() throws {
    let orientation = Quaternion(angle: 0.4, axis: Vector3(0, 0, 1))
    let samples = try decode("bno08x-rvc", Self.frame(0, orientation, way: Way.all[0]))
    let found = try #require(samples.first?.orientation)
    #expect((found.conjugate * orientation).angle < 0.01 * degree)
  }

  @Test("angles that stand still while gravity turns are no orientation")
  func frozenAngles() throws {
    let frames = Self.swing(400).enumerated().flatMap { step, orientation in
      BNO08xEncoder.frame(
        step, angles: .zero, acceleration: orientation.conjugate.rotate(Vector3(0, 0, gravity)))
    }
    let samples = try decode("bno08x-rvc", frames)
    #expect(samples.count == 400)
    #expect(samples.allSatisfy { $0.orientation == nil })
  }

  @Test("a blow that hides gravity changes nothing")
  func blow() throws {
    let orientation = Self.swing(1)[0]
    let frames = (0..<300).flatMap { step in
      Self.frame(
        step, orientation, way: Way.all[0], shaken: step % 100 > 90 ? Vector3(0, 60, -60) : .zero)
    }
    for sample in try decode("bno08x-rvc", frames) {
      #expect((try #require(sample.orientation).conjugate * orientation).angle < 0.02 * degree)
    }
  }
}
