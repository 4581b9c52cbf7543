package import SpatialMath

/// What is physically so at one instant at the place of the sensor.
package struct BodyFrame: Sendable {
  /// Seconds since the session's begin.
  package var time: Double
  /// Acceleration minus gravitation, sensor frame, m/s².
  package var specificForce: Vector3
  /// Angular rate against the earth, sensor frame, rad/s.
  package var angularRate: Vector3
  /// From the sensor frame into the earth frame.
  package var orientation: Quaternion
  /// Swing angle without the tremor, radians; nil while there is none.
  package var swing: Double?
}

/// Lets a body carry out its plan, step by step on an even grid of times.
///
/// Only poses are modelled; velocities and forces follow from them by central differences, so that rotation, centripetal and
/// tangential acceleration agree by construction. The error of a difference is the square of (angular frequency times step)
/// over 12: 0.2 % for a tremor of 12 Hz at 2 ms, far less for all else.
///
/// The flesh between bone and sensor is a damped spring: it is driven by the specific force at the bone, shifts the casing
/// and tips it.
package struct BodyMarch: Sendable {
  /// Standard gravity, m/s².
  package static let gravity = 9.80665
  /// The flesh is that much stiffer against being pressed in than along the skin.
  private static let pressStiffness = 9.0

  private let plan: BodyPlan
  private let wearer: Wearer
  private let casingFromSensor: Quaternion
  /// Seconds between grid times.
  package let step: Double

  private var cursor = BodyPlan.Cursor()
  private var tremor: OscillatorVector
  private var swayTurn: OscillatorVector
  private var swayShift: OscillatorVector
  private var breath: OscillatorSum

  /// Grid number of the newest pose.
  private var index: Int
  private let firstTime: Double
  private var bones: (BodyPlan.Pose, BodyPlan.Pose, BodyPlan.Pose)
  private var flesh: (Vector3, Vector3)
  private var sensors: (SensorPose, SensorPose, SensorPose)

  private struct SensorPose {
    var orientation: Quaternion
    var position: Vector3
  }

  /// Makes a body at rest at the begin of its plan.
  ///
  /// - Parameters:
  ///   - plan: what it means to do.
  ///   - wearer: whose body it is.
  ///   - casingFromSensor: turns the sensor's axes into those of the casing's default mount.
  ///   - start: the first grid time, seconds.
  ///   - step: seconds between grid times; 0.002 or less.
  ///   - generator: gives the phases of sway and tremor.
  package init(
    plan: BodyPlan, wearer: Wearer, casingFromSensor: Quaternion, start: Double, step: Double,
    using generator: inout SimulationGenerator
  ) {
    self.plan = plan
    self.wearer = wearer
    self.casingFromSensor = casingFromSensor
    self.step = step
    firstTime = start
    let f = wearer.tremorFrequency
    let rate = Vector3(1, 1, 1) * wearer.tremorRate
    tremor = OscillatorVector(
      count: 3, band: f - 1.2...f + 1.2, deviation: rate, ofRate: true, step: step, using: &generator)
    swayTurn = OscillatorVector(
      count: 3, band: 0.05...0.5, deviation: Vector3(1, 1, 1) * wearer.swayAngle, step: step, using: &generator)
    swayShift = OscillatorVector(
      count: 2, band: 0.1...0.6, deviation: Vector3(1, 1, 0.4) * wearer.swayDistance, step: step, using: &generator)
    let breaths = wearer.breathingFrequency
    breath = OscillatorSum(
      count: 2, band: 0.95 * breaths...1.05 * breaths, deviation: wearer.breathingDepth / 2.0.squareRoot(), step: step,
      using: &generator)
    index = 0
    let rest = BodyPlan.Pose(casing: .identity, position: .zero, swing: nil)
    bones = (rest, rest, rest)
    let still = SensorPose(orientation: .identity, position: .zero)
    sensors = (still, still, still)
    flesh = (.zero, .zero)
    bones.1 = nextBone()
    bones.2 = nextBone()
    // The flesh begins where gravity alone has pulled it, so that the first seconds hold no ringing.
    let weight = bones.1.casing.conjugate.rotate(Vector3(0, 0, Self.gravity))
    flesh = (sag(under: weight), sag(under: weight))
    sensors.1 = sensorPose(of: bones.1, flesh: flesh.0)
    sensors.2 = sensorPose(of: bones.2, flesh: flesh.1)
  }

  /// The next frame.
  package mutating func next() -> BodyFrame {
    bones = (bones.1, bones.2, nextBone())
    advanceFlesh()
    sensors = (sensors.1, sensors.2, sensorPose(of: bones.2, flesh: flesh.1))
    let acceleration = Self.secondDifference(
      sensors.0.position, sensors.1.position, sensors.2.position, step: step)
    let turn = (sensors.0.orientation.conjugate * sensors.2.orientation).rotationVector
    let here = sensors.1.orientation
    return BodyFrame(
      time: firstTime + Double(index - 2) * step,
      specificForce: here.conjugate.rotate(acceleration + Vector3(0, 0, Self.gravity)),
      angularRate: turn / (2 * step), orientation: here, swing: bones.1.swing)
  }

  private mutating func nextBone() -> BodyPlan.Pose {
    let time = firstTime + Double(index) * step
    index += 1
    let breathed = breath.next()
    var involuntary = BodyPlan.Involuntary()
    involuntary.tremor = tremor.next()
    // A breath lifts the chest and rocks the trunk a little about its y axis; the lever is about the trunk's length.
    involuntary.trunk = swayTurn.next() + Vector3(0, 2 * breathed, 0)
    involuntary.position = swayShift.next() + Vector3(0, 0, breathed)
    return plan.pose(at: time, adding: involuntary, wearer: wearer, cursor: &cursor)
  }

  private static func secondDifference(_ a: Vector3, _ b: Vector3, _ c: Vector3, step: Double) -> Vector3 {
    (a - b + (c - b)) / (step * step)
  }

  // MARK: Flesh

  private var stiffness: Vector3 {
    let angular = 2 * .pi * wearer.tissueFrequency
    return Vector3(1, 1, Self.pressStiffness) * (angular * angular)
  }

  /// Where the flesh rests under a constant specific force, casing frame, metres.
  private func sag(under force: Vector3) -> Vector3 {
    let k = stiffness
    return Vector3(-force.x / k.x, -force.y / k.y, -force.z / k.z)
  }

  /// One step of the spring: the newest shift from the two before and the force at the bone between.
  ///
  /// The spring's pull is averaged over the three instants, which keeps the step stable however firm the flesh is.
  ///
  /// Source: N. M. Newmark, J. Eng. Mech. Div. ASCE 85(3), 1959 (average acceleration, in its form of two steps).
  private mutating func advanceFlesh() {
    let acceleration = Self.secondDifference(bones.0.position, bones.1.position, bones.2.position, step: step)
    let force = bones.1.casing.conjugate.rotate(acceleration + Vector3(0, 0, Self.gravity))
    let k = stiffness
    let inertia = 1 / (step * step)
    let drag = 2 * wearer.tissueDamping * 2 * .pi * wearer.tissueFrequency / (2 * step)
    func next(_ force: Double, _ now: Double, _ before: Double, _ stiffness: Double) -> Double {
      let pull = 0.25 * stiffness
      return (-force + now * (2 * inertia - 2 * pull) - before * (inertia - drag + pull)) / (inertia + drag + pull)
    }
    let newest = Vector3(
      next(force.x, flesh.1.x, flesh.0.x, k.x), next(force.y, flesh.1.y, flesh.0.y, k.y),
      next(force.z, flesh.1.z, flesh.0.z, k.z))
    flesh = (flesh.1, newest)
  }

  private func sensorPose(of bone: BodyPlan.Pose, flesh shift: Vector3) -> SensorPose {
    // Flesh that shifts along the skin tips what stands on it about the axis across.
    let tipped = Quaternion(rotationVector: Vector3(0, 0, 1).cross(shift) * wearer.tissueRocking)
    return SensorPose(
      orientation: bone.casing * tipped * casingFromSensor,
      position: bone.position + bone.casing.rotate(shift))
  }
}
