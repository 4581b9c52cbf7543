import SpatialMath
import Testing

@testable import RepDetector

@Suite("Rotation about a fixed point")
struct RigidRotationFitTests {
  private static func fit(_ turn: Turn, from first: Double, to last: Double) throws -> RigidRotationFit {
    let track = MotionTrack(truthOf: Motion(turn))
    return try #require(
      RigidRotationFit(track: track, first: track.position(at: first), last: track.position(at: last)))
  }

  /// One rep, from its begin to its end.
  private static func fit(_ rep: RepPlan, _ arm: Arm = Arm(), bounces: [Bounce] = []) throws -> RigidRotationFit {
    try fit(arm.turn(AngleProfile(1, rep), bounces: bounces), from: 3, to: 3 + rep.duration)
  }

  @Test(
    "finds how far the sensor is from the axis", arguments: [0.2, 0.4, 0.6],
    [RepPlan(), RepPlan(open: 0.8, hold: 0, close: 0.8), RepPlan(bottom: -110, top: 100, open: 1.2, close: 2)])
  func lever(radius: Double, rep: RepPlan) throws {
    let fit = try Self.fit(rep, Arm(radius: radius))
    #expect((fit.lever - Vector3(radius, 0, 0)).norm < 0.05 * radius)
  }

  @Test("finds the elbow's direction in the frame of a sensor whose mount nobody knows", arguments: Side.allCases)
  func unknownMount(side: Side) throws {
    let placement = Matrix3(x: 100, y: -40, z: 70)
    var turn = Arm(side: side).turn(AngleProfile(1))
    turn.home = turn.home * placement
    let fit = try Self.fit(turn, from: 3, to: 6.7)
    #expect((fit.lever - placement.transposed * Vector3(0.4, 0, 0)).norm < 0.02)
  }

  /// The windows of a tenth of a second blunt fast swings: half a second for 125 degrees leaves a tenth.
  @Test(
    "leaves next to nothing of a pure rotation unexplained",
    arguments: [(0.45, 0.12), (0.8, 0.05), (1.6, 0.03), (3, 0.03)])
  func pureRotation(stroke: Double, share: Double) throws {
    let fit = try Self.fit(RepPlan(open: stroke, hold: 0, close: stroke))
    #expect(fit.acceleration > 0)
    #expect(fit.residual < share * fit.acceleration)
  }

  /// The mean acceleration of 1.6 s strokes, from the closed form at fine steps: |α × ρ + ω × (ω × ρ)| at 0.4 m.
  @Test("tells the size of the acceleration")
  func acceleration() throws {
    let turn = Arm().turn(AngleProfile(1, RepPlan(hold: 0)))
    var sum = 0.0
    for i in 0..<3200 { sum += turn.state(at: 3 + Double(i) / 1000).acceleration.squaredNorm }
    let fit = try Self.fit(RepPlan(hold: 0))
    #expect((fit.acceleration - (sum / 3200).squareRoot()).magnitude < 0.05)
  }

  /// A cosine of 4 cm at 2 Hz has an acceleration of 6.3 m/s² at its peaks, 4.5 as a root of the mean square; the mean
  /// over a tenth of a second leaves sin(0.2π) / 0.2π = 0.935 of it.
  @Test("leaves the bounce of a walking body unexplained", arguments: [0.01, 0.02, 0.04])
  func bounce(amplitude: Double) throws {
    let whole = 0.935 * amplitude * 157.91 / 2.0.squareRoot()
    let fit = try Self.fit(
      RepPlan(), bounces: [Bounce(amplitude: Vector3(0, 0, amplitude), hertz: 2, phase: 0.4)])
    #expect(fit.residual > 0.85 * whole && fit.residual < 1.1 * whole)
  }

  @Test("a constant offset of the accelerometer is no unexplained acceleration")
  func offset() throws {
    var track = MotionTrack()
    let truth = MotionTrack(truthOf: Motion(Arm().turn(AngleProfile(1))))
    for i in 0..<truth.end {
      var entry = truth[i]
      entry.force += entry.orientation.rotate(Vector3(0.2, -0.3, 0.25))
      track.append(entry)
    }
    let fit = try #require(
      RigidRotationFit(track: track, first: track.position(at: 3), last: track.position(at: 6.7)))
    #expect(fit.residual < 0.1)
    #expect((fit.lever - Vector3(0.4, 0, 0)).norm < 0.03)
  }

  @Test("too few entries say nothing")
  func tooFew() {
    let track = MotionTrack(truthOf: Motion(Arm().turn(AngleProfile(1))))
    #expect(RigidRotationFit(track: track, first: 150, last: 158) == nil)
    #expect(RigidRotationFit(track: track, first: 150, last: 170) != nil)
    #expect(RigidRotationFit.none.acceleration == 0)
  }

  @Test("the elbow's direction is learned from every rep by how much acceleration it had")
  func learning() throws {
    var learner = MountLearner()
    #expect(learner.elbow == nil)
    func learn(_ rotation: RigidRotationFit) {
      var shape = SwingShape()
      shape.rotation = rotation
      learner.learn(shape)
    }
    let along = try Self.fit(RepPlan(open: 0.8, hold: 0, close: 0.8))
    var turned = Arm().turn(AngleProfile(1, RepPlan(open: 2.4, hold: 0, close: 2.4)))
    turned.home = turned.home * Matrix3(x: 0, y: 0, z: 20)
    let across = try Self.fit(turned, from: 3, to: 7.8)
    learn(across)
    var direction = try #require(learner.elbow?.normalized)
    #expect(angleBetween(direction, Vector3(1, 0, 0)) > 18)
    // The faster one had nine times the acceleration: the mean of 20 and 0 degrees is near 2.
    learn(along)
    direction = try #require(learner.elbow?.normalized)
    #expect(angleBetween(direction, Vector3(1, 0, 0)) < 3)
  }
}
