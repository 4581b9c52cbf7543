import Glibc
import SpatialMath
import Testing

@testable import RepDetector

@Suite("Evidence of a rep")
struct RepEvidenceTests {
  /// A right arm's rep of 125 degrees in 3.7 s as it should be, half a second of it at the top.
  private static var good: SwingShape {
    var shape = SwingShape()
    shape.axis = Vector3(-1, 0, 0)
    shape.mountAxis = Vector3(0, 0, 1)
    (shape.range, shape.returned, shape.net) = (radians(125), radians(125), radians(125))
    (shape.axisAgreement, shape.openingPurity, shape.closingPurity) = (1, 1, 1)
    shape.bottomAngle = radians(-80)
    shape.setTimes(3, 4.6, 5.1, 6.7)
    return shape
  }

  private static func distance(_ side: Side? = .right, _ change: (inout SwingShape) -> Void) -> Double {
    var shape = good
    change(&shape)
    return RepEvidence.distance(shape, axis: side.map { Vector3(0, 0, $0 == .right ? 1 : -1) })
  }

  @Test("nothing is to be said against a good rep")
  func goodRep() {
    #expect(Self.distance { _ in } < 1e-9)
    #expect(Self.distance(.left) { $0.mountAxis = Vector3(0, 0, -1) } < 1e-9)
  }

  /// Each by hand: the distance from the ideal or outside the span over its unit, squared.
  @Test("each oddity costs the square of its distance from what reps do")
  func oddities() {
    let table: [(what: String, cost: Double, found: Double)] = [
      ("21 degrees off the axis", 1, Self.distance { $0.offAxis = radians(21) }),
      ("28 degrees between the axes", 4, Self.distance { $0.axisAgreement = cos(radians(28)) }),
      (
        "28 degrees between the axes of a small swing",
        pow(28, 2) / (pow(14, 2) + pow(17 / radians(35) - 17 / radians(75), 2)),
        Self.distance { ($0.axisAgreement, $0.net) = (cos(radians(28)), radians(35)) }
      ),
      ("back by 70 %", pow(log(0.7) / 0.18, 2), Self.distance { $0.returned = 0.7 * $0.range }),
      ("back by 130 %", pow(log(1.3) / 0.18, 2), Self.distance { $0.returned = 1.3 * $0.range }),
      ("an axis that is vertical by 0.5", 1, Self.distance { $0.axis = Vector3(0.866, 0, -0.5) }),
      ("an opening that wanders", 1, Self.distance { $0.openingPurity = 0.1 }),
      ("a closing that wanders", 1, Self.distance { $0.closingPurity = 0.65 }),
      ("a slow opening", pow(log(5.0) / 1.75, 2), Self.distance { $0.setTimes(3, 13, 13, 15) }),
      ("0.85 s", 1, Self.distance { $0.setTimes(3, 3.425, 3.425, 3.85) }),
      ("12 degrees aside at the end", 1, Self.distance { $0.lateAside = radians(12) }),
      ("40 degrees", 1, Self.distance { ($0.range, $0.returned) = (radians(40), radians(40)) }),
      ("7 s at the top", 1, Self.distance { $0.setTimes(3, 4.6, 11.6, 13.2) }),
      (
        "50 degrees in 1.2 s", 1.25,
        Self.distance {
          ($0.range, $0.returned) = (radians(50), radians(50))
          $0.setTimes(3, 3.6, 3.6, 4.2)
        }
      ),
      ("50 degrees in 3.7 s", 0.25, Self.distance { ($0.range, $0.returned) = (radians(50), radians(50)) }),
      ("a sensor far off the arm", 4, Self.distance { $0.mountAxis.z = 0.6 }),
      ("a sensor unknown", 0, Self.distance(nil) { $0.mountAxis.z = -1 }),
    ]
    for row in table { #expect((row.found - row.cost).magnitude < 1e-9, "\(row.what)") }
  }

  @Test("what a set has shown to be its own is not held against its swings")
  func own() {
    var odd = Self.good
    (odd.range, odd.returned) = (radians(40), radians(40))
    (odd.axisAgreement, odd.closingPurity, odd.lateAside) = (cos(radians(20)), 0.6, radians(16))
    odd.mountAxis.z = 0.75
    #expect(RepEvidence.distance(odd, axis: Vector3(0, 0, 1)) > RepEvidence.limit)
    #expect(RepEvidence.distance(odd, axis: Vector3(0, 0, 1), own: odd) < 0.1)
    // The change counts, and never for more than the oddity itself.
    var straight = odd
    straight.closingPurity = 1
    #expect(RepEvidence.distance(straight, axis: Vector3(0, 0, 1), own: odd) < 0.1)
    var odder = odd
    odder.closingPurity = 0.25
    let change =
      RepEvidence.distance(odder, axis: Vector3(0, 0, 1), own: odd)
      - RepEvidence.distance(odd, axis: Vector3(0, 0, 1), own: odd)
    #expect((change - 1).magnitude < 1e-9)
  }

  @Test("a set of clean reps takes fewer oddities than one of odd reps")
  func limitInSet() {
    #expect(RepEvidence.limit(inSetOf: 0) == 3.5)
    #expect(RepEvidence.limit(inSetOf: 0.5) == 5)
    #expect(RepEvidence.limit(inSetOf: 3) == 6)
  }

  @Test("a swing that is small beside the set's may be short as well")
  func shortPartial() {
    var small = Self.good
    (small.range, small.returned) = (radians(30), radians(30))
    small.setTimes(3, 3.4, 3.4, 3.8)
    #expect(RepEvidence.distance(small, axis: Vector3(0, 0, 1)) > RepEvidence.limit)
    #expect(RepEvidence.distance(small, axis: Vector3(0, 0, 1), own: Self.good) < RepJudge.partialLimit)
  }

  @Test("what neither opens nor comes back is no rep at all")
  func nothing() {
    #expect(Self.distance { $0.range = 0 } == .infinity)
    #expect(Self.distance { $0.returned = -0.1 } == .infinity)
  }

  @Test("the other arm's closing is far from a rep")
  func otherArm() {
    #expect(Self.distance(.left) { _ in } > RepEvidence.limit)
    // Upside down: from the top of −60 to the bottom of −180 degrees.
    #expect(Self.distance(nil) { $0.bottomAngle = radians(-230) } > RepEvidence.limit)
  }

  private static func acceleration(_ motion: Turn, faults: SignalFaults = []) throws -> Double {
    let track = MotionTrack(truthOf: Motion(motion))
    var shape = good
    shape.faults = faults
    let (first, last) = (track.position(at: 3), track.position(at: track.lastTime - 0.8))
    shape.rotation = try #require(RigidRotationFit(track: track, first: first, last: last))
    return RepEvidence.accelerationDistance(shape)
  }

  @Test(
    "a rotation that explains all its acceleration costs nothing, however fast it is",
    arguments: [0.35, 0.45, 0.8, 1.6, 4])
  func pureRotation(stroke: Double) throws {
    let rep = RepPlan(open: stroke, hold: 0, close: stroke)
    #expect(try Self.acceleration(Arm(radius: 0.5).turn(AngleProfile(1, rep))) == 0)
  }

  /// The two amplitudes are the smallest and the usual rise and fall of a walking trunk, m.
  @Test("the bounce of steps costs a rep", arguments: [(0.02, 0.1), (0.04, 1.9)])
  func bounce(amplitude: Double, cost: Double) throws {
    let walking = Arm().turn(
      AngleProfile(1), bounces: [Bounce(amplitude: Vector3(0, 0, amplitude), hertz: 2, phase: 0.4)])
    #expect(try Self.acceleration(walking) > cost)
    #expect(try Self.acceleration(walking, faults: .gyroClipped) == 0)
    #expect(try Self.acceleration(walking, faults: .gap) == 0)
    #expect(try Self.acceleration(walking, faults: .accelerometerClipped) > cost)
  }
}

extension SwingShape {
  /// Start, begin and end of the hold, and end, seconds.
  fileprivate mutating func setTimes(_ start: Double, _ holdStart: Double, _ holdEnd: Double, _ end: Double) {
    (self.start, self.holdStart, self.holdEnd, self.end) = (start, holdStart, holdEnd, end)
  }
}
