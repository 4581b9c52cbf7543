import IMUIngest
import SpatialMath
import Testing

/// The words of the interface about the mount, checked against the arm's geometry with axes written out by hand.
@Suite("Arm geometry")
struct ArmGeometryTests {
  // The trunk frame on all fours: x ahead to the head, y to the left, z up out of the back.
  private let up = Vector3(0, 0, 1)
  private let right = Vector3(0, -1, 0)
  private let left = Vector3(0, 1, 0)
  private let feet = Vector3(-1, 0, 0)
  private let head = Vector3(1, 0, 0)

  private func axes(_ pose: ArmPose, _ side: ArmSide) -> (x: Vector3, y: Vector3, z: Vector3) {
    let q = pose.trunkFromMount(side: side)
    return (q.rotate(Vector3(1, 0, 0)), q.rotate(Vector3(0, 1, 0)), q.rotate(Vector3(0, 0, 1)))
  }

  private func expectEqual(_ a: Vector3, _ b: Vector3, _ location: SourceLocation = #_sourceLocation) {
    #expect((a - b).norm < 1e-12, "\(a) is not \(b)", sourceLocation: location)
  }

  @Test("with the elbow out to the side +y is up on the right arm and down on the left, +z to the feet")
  func elbowOut() {
    let rightAxes = axes(ArmPose(swingDegrees: 0), .right)
    expectEqual(rightAxes.x, right)
    expectEqual(rightAxes.y, up)
    expectEqual(rightAxes.z, feet)
    let leftAxes = axes(ArmPose(swingDegrees: 0), .left)
    expectEqual(leftAxes.x, left)
    expectEqual(leftAxes.y, -up)
    expectEqual(leftAxes.z, feet)
  }

  @Test(
    "swing +90 points the elbow to the ceiling, -90 to the floor, beyond that under the body",
    arguments: ArmSide.allCases)
  func swing(side: ArmSide) {
    expectEqual(axes(ArmPose(swingDegrees: 90), side).x, up)
    expectEqual(axes(ArmPose(swingDegrees: -90), side).x, -up)
    let across = side == .right ? left : right
    #expect(axes(ArmPose(swingDegrees: -120), side).x.dot(across) > 0.49)
  }

  @Test("opening turns about mount z, positive on the right arm and negative on the left", arguments: ArmSide.allCases)
  func openingSense(side: ArmSide) {
    let before = ArmPose(swingDegrees: -30).trunkFromMount(side: side)
    let after = ArmPose(swingDegrees: 10).trunkFromMount(side: side)
    let turn = (before.conjugate * after).rotationVector
    expectEqual(turn, Vector3(0, 0, (side == .right ? 1 : -1) * 40 * .pi / 180))
  }

  @Test("elevation leads the elbow to the head; hanging beside a standing body the triceps faces back")
  func elevation() {
    for side in ArmSide.allCases {
      expectEqual(axes(ArmPose(swingDegrees: 0, elevationDegrees: 90), side).x, head)
      let hanging = axes(ArmPose(swingDegrees: -90, elevationDegrees: -90), side)
      expectEqual(hanging.x, feet)
      // The back of a standing body is where the trunk's z points.
      expectEqual(hanging.z, up)
    }
  }

  @Test("the swing angle is read off exactly, out of plane and beyond half a turn", arguments: ArmSide.allCases)
  func readOff(side: ArmSide) {
    for degrees in stride(from: -190.0, through: 130, by: 20) {
      for elevation in [-50.0, 0, 40] {
        let pose = ArmPose(swingDegrees: degrees, elevationDegrees: elevation)
        let read = ArmGeometry.swing(
          trunkFromMount: pose.trunkFromMount(side: side), side: side, near: pose.swing + 0.5)
        #expect((read - pose.swing).magnitude < 1e-9)
      }
    }
  }

  @Test("a quaternion from columns turns the axes into them")
  func columns() {
    var generator = SimulationGenerator(seed: 9)
    for _ in 0..<100 {
      let q = generator.orientation()
      let made = Quaternion(
        columns: q.rotate(Vector3(1, 0, 0)), q.rotate(Vector3(0, 1, 0)), q.rotate(Vector3(0, 0, 1)))
      #expect((q.conjugate * made).angle < 1e-7)
    }
  }
}
