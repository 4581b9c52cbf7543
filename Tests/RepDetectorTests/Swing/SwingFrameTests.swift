import Glibc
import SpatialMath
import Testing

@testable import RepDetector

@Suite("Swing frame")
struct SwingFrameTests {
  /// A frame as a right arm in the default mount has it: x to the elbow, z along the swing.
  private static let right = SwingFrame(axis: Vector3(0, 0, 1), elbow: Vector3(1, 0, 0))
  /// The left arm's axis is the opposite one.
  private static let left = SwingFrame(axis: Vector3(0, 0, -1), elbow: Vector3(1, 0, 0))

  /// y points up on an open right arm and down on a left one (interface, "Mount"); x is up when the elbow points to the
  /// ceiling.
  @Test("the elbow level is 0, to the ceiling +90, straight down −90")
  func quarters() {
    let table: [(right: Vector3, left: Vector3, angle: Double)] = [
      (Vector3(0, 1, 0), Vector3(0, -1, 0), 0), (Vector3(1, 0, 0), Vector3(1, 0, 0), 90),
      (Vector3(-1, 0, 0), Vector3(-1, 0, 0), -90),
    ]
    for row in table {
      #expect((degrees(Self.right.angle(up: row.right)) - row.angle).magnitude < 1e-9)
      #expect((degrees(Self.left.angle(up: row.left)) - row.angle).magnitude < 1e-9)
    }
  }

  @Test(
    "the angle is that of the arm, for either arm, any placement and a tilted trunk", arguments: Side.allCases,
    [(0.0, 0.0, 0.0), (40, 0, 0), (-40, 15, -15), (120, -50, 200)])
  func placements(side: Side, way: (x: Double, y: Double, z: Double)) {
    let placement = Matrix3(x: way.x, y: way.y, z: way.z)
    let arm = Arm(side: side, pitch: 20)
    for angle in [-130.0, -90, -75, 0, 50, 90, 120] {
      let turn = arm.turn(AngleProfile(from: angle, []))
      let body = turn.state(at: 0).orientation * placement
      let frame = SwingFrame(axis: body.transposed * turn.axis, elbow: placement.transposed * Vector3(1, 0, 0))
      #expect((degrees(foldedSwingAngle(frame.angle(up: body.up))) - angle).magnitude < 1e-9)
    }
  }

  @Test(
    "turns from place to place add up to the angle, small and large, all the way round", arguments: [0.5, 5, 40, -130])
  func turns(step: Double) {
    func up(_ angle: Double) -> Vector3 { Vector3(0.9 * sine(radians(angle)), 0.9 * cosine(radians(angle)), 0.3) }
    var place = Self.right.place(up: up(0))
    var sum = 0.0
    for i in 1...Int(800 / step.magnitude) {
      let next = Self.right.place(up: up(Double(i) * step))
      sum += place.turn(to: next)
      place = next
      #expect((degrees(sum) - Double(i) * step).magnitude < 1e-9)
      #expect((place.sine - sine(radians(Double(i) * step))).magnitude < 1e-12)
    }
  }

  @Test("the elbow's direction counts only as far as it is at right angles to the axis")
  func obliqueElbow() {
    let frame = SwingFrame(axis: Vector3(0, 0, 1), elbow: Vector3(2, 0, 5))
    #expect((degrees(frame.angle(up: Vector3(1, 0, 0))) - 90).magnitude < 1e-9)
  }

  @Test("without a direction to the elbow there still is an angle", arguments: [Vector3.zero, Vector3(0, 0, 2)])
  func noElbow(elbow: Vector3) {
    let frame = SwingFrame(axis: Vector3(0, 0, 1), elbow: elbow)
    let quarter = frame.angle(up: Vector3(1, 0, 0)) - frame.angle(up: Vector3(0, 1, 0))
    #expect((degrees(wrapped(quarter)).magnitude - 90).magnitude < 1e-9)
  }

  @Test(
    "angles are folded to where arms swing, −210 to 150 degrees",
    arguments: [(0, 0), (149, 149), (151, -209), (-209, -209), (-211, 149), (270, -90), (360, 0)])
  func folding(angle: Double, folded: Double) {
    #expect((degrees(foldedSwingAngle(radians(angle))) - folded).magnitude < 1e-9)
  }
}
