import Glibc
import IMUIngest
import SpatialMath
import Testing

/// Checks of the simulated motion that use mechanics written out here, and none of the generator's formulas.
@Suite("Physics of the simulated body")
struct BodyPhysicsTests {
  private static let gravity = 9.80665
  private static let step = 0.002

  /// A body that holds still but for what is planned: no sway, no breath, no tremor, firm flesh.
  private static func stillWearer(reach: Double) -> Wearer {
    var wearer = Wearer()
    wearer.shoulderBreadth = 0
    wearer.shoulderDepth = 0
    wearer.sensorReach = reach
    wearer.sensorStandoff = 0
    wearer.tremorRate = 0
    wearer.swayAngle = 0
    wearer.swayDistance = 0
    wearer.breathingDepth = 0
    wearer.tissueFrequency = 200
    wearer.tissueDamping = 1
    wearer.tissueRocking = 0
    return wearer
  }

  private static func frames(_ plan: BodyPlan, _ wearer: Wearer, seconds: Double) -> [BodyFrame] {
    var generator = SimulationGenerator(seed: 1)
    var march = BodyMarch(
      plan: plan, wearer: wearer, casingFromSensor: .identity, start: 0, step: step, using: &generator)
    return (0..<Int(seconds / step)).map { _ in march.next() }
  }

  private static func plan(_ side: ArmSide, from: Double) -> BodyPlan {
    BodyPlan(
      trunkOrientation: .identity, trunkPosition: Vector3(0, 0, 0.5), arm: ArmPose(swingDegrees: from),
      carrier: .arm(side, placement: .identity))
  }

  @Test("a fast swing at 0.6 m shows gravity, centripetal and tangential acceleration", arguments: ArmSide.allCases)
  func rotation(side: ArmSide) {
    var plan = Self.plan(side, from: -100)
    let (from, way, start, duration) = (-100 * Double.pi / 180, 140 * Double.pi / 180, 0.5, 0.5)
    plan.swing.move(to: from + way, start: start, duration: duration)
    let radius = 0.6
    let sense = side == .right ? 1.0 : -1.0
    var largest = 0.0
    for frame in Self.frames(plan, Self.stillWearer(reach: radius), seconds: 1.5) {
      // Minimum jerk: x = 10 u³ - 15 u⁴ + 6 u⁵ and its two derivatives.
      let u = min(1, max(0, (frame.time - start) / duration))
      let angle = from + way * (10 * u * u * u - 15 * u * u * u * u + 6 * u * u * u * u * u)
      let speed = way / duration * (30 * u * u - 60 * u * u * u + 30 * u * u * u * u)
      let acceleration = way / (duration * duration) * (60 * u - 180 * u * u + 120 * u * u * u)
      // Along the arm: gravity's part less what pulls the sensor round the axis. Across: gravity's part and the push.
      let along = Self.gravity * sin(angle) - radius * speed * speed
      let across = sense * (Self.gravity * cos(angle) + radius * acceleration)
      #expect((frame.specificForce - Vector3(along, across, 0)).norm < 0.35)
      #expect((frame.angularRate - Vector3(0, 0, sense * speed)).norm < 0.01)
      largest = max(largest, radius * speed * speed)
    }
    // 525 degrees/second at the peak: 5 g of centripetal acceleration.
    #expect(largest > 50)
  }

  @Test("between two rests the forces add up to no velocity and to the way between", arguments: [1 as UInt64, 2, 3])
  func momentum(seed: UInt64) {
    var generator = SimulationGenerator(seed: seed)
    var plan = Self.plan(.right, from: -110)
    plan.swing.move(to: 0.3, start: 0.5, duration: 0.8, profile: .minimumJerk(skew: 0.2))
    plan.elevation.move(to: 0.4, start: 0.5, duration: 0.8, detour: 0.5)
    plan.twist.move(to: 0.6, start: 0.6, duration: 0.7)
    plan.trunkOrientation.move(to: generator.orientation(), start: 0.5, duration: 1)
    plan.trunkPosition.move(to: Vector3(0.2, -0.4, 0.9), start: 0.7, duration: 0.9)
    var wearer = Self.stillWearer(reach: 0.3)
    wearer.shoulderBreadth = 0.2
    wearer.tissueFrequency = 10
    wearer.tissueDamping = 0.5
    wearer.tissueRocking = 5
    let frames = Self.frames(plan, wearer, seconds: 4)
    var velocity = Vector3.zero
    var largest = 0.0
    for frame in frames {
      velocity +=
        (frame.orientation.rotate(frame.specificForce) - Vector3(0, 0, Self.gravity)) * Self.step
      largest = max(largest, velocity.norm)
    }
    #expect(largest > 0.5)
    #expect(velocity.norm < 0.002)
  }

  @Test("the gyroscope adds up to the change of orientation")
  func gyroscope() throws {
    let scenario = try SimulatedScenario.preset("busy", seed: 5, left: 2, right: 0, rate: 250)
    var clean = scenario
    clean.sensor = SensorTraits()
    clean.sensor.rate = 250
    let samples = SimulatedWearer(scenario: clean).session().samples
    var orientation = samples[0].orientation
    for (a, b) in zip(samples, samples.dropFirst()) {
      let rate = try #require(a.angularRate) + (try #require(b.angularRate))
      orientation = (orientation * Self.turn(rate * 0.5, (b.measured - a.measured))).normalized
    }
    let last = try #require(samples.last)
    // Over a minute or more of walking, strapping and exercising.
    #expect(last.measured > 40)
    #expect((orientation.conjugate * last.orientation).angle < 0.01)
  }

  /// The rotation by a constant rate, from the sine and cosine of half the angle.
  private static func turn(_ rate: Vector3, _ seconds: Double) -> Quaternion {
    let angle = rate.norm * seconds
    guard angle > 0 else { return .identity }
    let s = sin(0.5 * angle) / rate.norm
    return Quaternion(w: cos(0.5 * angle), x: rate.x * s, y: rate.y * s, z: rate.z * s)
  }

  @Test("a sensor at rest on a table reads 1 g along the vertical, and no rate")
  func rest() {
    var scenario = SimulatedScenario(name: "table", seed: 3)
    scenario.steps = [.table(seconds: 3)]
    let samples = SimulatedWearer(scenario: scenario).session().samples
    #expect(samples.count > 290)
    for sample in samples {
      #expect((sample.acceleration.norm - Self.gravity).magnitude < 1e-6)
      let upward = sample.orientation.conjugate.rotate(Vector3(0, 0, 1))
      #expect((sample.acceleration - upward * Self.gravity).norm < 1e-6)
      #expect((sample.angularRate ?? Vector3(1, 1, 1)).norm < 1e-9)
    }
  }

  @Test("nothing jumps: force changes by less than 15 m/s² in 2 ms", arguments: ["idle", "strap-change", "partials"])
  func smoothness(name: String) throws {
    var scenario = try SimulatedScenario.preset(
      name, seed: 2, left: name == "idle" ? nil : 3, right: name == "idle" ? nil : 3)
    scenario.sensor = SensorTraits()
    scenario.sensor.rate = 500
    let samples = SimulatedWearer(scenario: scenario).session().samples
    // A jump of a millimetre would show as 250 m/s² at this step.
    let steps = zip(samples, samples.dropFirst()).map { ($1.acceleration - $0.acceleration).norm }
    #expect((steps.max() ?? .infinity) < 15)
  }

  @Test("soft flesh rings at its own frequency after a blow and comes to rest where gravity pulls it")
  func flesh() {
    var plan = Self.plan(.right, from: -90)
    // The trunk is jerked sideways by 3 cm within 60 ms.
    plan.trunkPosition.move(to: Vector3(0, 0.03, 0.5), start: 1, duration: 0.06)
    var wearer = Self.stillWearer(reach: 0.3)
    wearer.tissueFrequency = 6
    wearer.tissueDamping = 0.1
    let frames = Self.frames(plan, wearer, seconds: 4)
    let ringing = frames.filter { $0.time > 1.1 && $0.time < 2.1 }.map(\.specificForce.y)
    let crossings = zip(ringing, ringing.dropFirst()).count { $0 * $1 < 0 }
    // Two crossings a cycle; damping of 0.1 lowers the frequency by half a percent.
    #expect((10...14).contains(crossings))
    #expect((frames[400].specificForce - frames[frames.count - 1].specificForce).norm < 0.01)
  }
}
