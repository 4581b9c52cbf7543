import SpatialMath

/// A scenario in the making: what presets change before the steps are laid out.
struct ScenarioDraft {
  var scenario: SimulatedScenario
  var generator: SimulationGenerator
  /// Reps of each arm.
  var left: Int
  var right: Int
  /// Most reps in one set; more are spread over sets of equal length.
  var repsPerSet = 14
  /// Things to do between two sets of one arm, how many.
  var pastimes = 0...0
  /// Whether the session begins with the sensor on the table, and ends there.
  var table = false
  /// Whether the wearer strides about before and after.
  var wanders = false
  /// Only one arm is exercised.
  var oneSided = false

  /// Draws an ordinary wearer with an ordinary sensor.
  init(name: String, seed: UInt64) {
    scenario = SimulatedScenario(name: name, seed: seed)
    generator = SimulationGenerator(seed: seed, stream: SimulatedScenario.Stream.scenario)
    left = generator.integer(6, 10)
    right = generator.integer(6, 10)
    scenario.wearer = Self.person(using: &generator)
    scenario.left = Self.style(using: &generator)
    scenario.right = Self.style(using: &generator)
    scenario.tiltDegrees = generator.normal(0, 3)
    scenario.leanDegrees = generator.normal(0, 2)
    scenario.haste = generator.uniform(0.8, 1.3)
    scenario.startsOnFours = generator.chance(0.6)
    scenario.sensor = Self.goodSensor(using: &generator)
  }

  private static func person(using generator: inout SimulationGenerator) -> Wearer {
    var wearer = Wearer()
    // People's arms and shoulders grow together.
    let size = generator.uniform(0.85, 1.15)
    wearer.shoulderBreadth = 0.18 * size * generator.uniform(0.9, 1.1)
    wearer.shoulderDepth = generator.uniform(0, 0.06)
    wearer.sensorReach = 0.27 * size * generator.uniform(0.92, 1.08)
    wearer.sensorStandoff = generator.uniform(0.035, 0.06)
    wearer.trunkShare = generator.uniform(0.3, 0.6)
    wearer.tremorFrequency = generator.uniform(5.5, 11)
    wearer.tremorRate = generator.uniform(0.008, 0.028)
    wearer.swayAngle = generator.uniform(0.003, 0.012)
    wearer.swayDistance = generator.uniform(0.002, 0.008)
    wearer.breathingFrequency = generator.uniform(0.18, 0.4)
    wearer.breathingDepth = generator.uniform(0.002, 0.007)
    wearer.tissueFrequency = generator.uniform(6.5, 13)
    wearer.tissueDamping = generator.uniform(0.2, 0.6)
    wearer.tissueRocking = generator.uniform(1, 6)
    return wearer
  }

  private static func style(using generator: inout SimulationGenerator) -> ExerciseStyle {
    var style = ExerciseStyle()
    style.rangeDegrees = generator.normal(130, 12)
    // The middle of the swing stays out to the side, where the two arms can be told apart.
    style.bottomDegrees = max(generator.normal(-118, 7), -72 - 0.5 * style.rangeDegrees)
    style.rangeSpreadDegrees = generator.uniform(2, 6)
    style.bottomSpreadDegrees = generator.uniform(1.5, 5)
    style.elevationDegrees = generator.normal(0, 8)
    style.elevationChangeDegrees = generator.normal(0, 9)
    style.elevationSpreadDegrees = generator.uniform(1, 5)
    style.spinChangeDegrees = generator.normal(0, 5)
    style.weightShift = generator.uniform(0, 0.03)
    return style
  }

  private static func goodSensor(using generator: inout SimulationGenerator) -> SensorTraits {
    var sensor = SensorTraits()
    sensor.clockErrorPPM = generator.normal(0, 20)
    sensor.gyroNoise = generator.uniform(0.004, 0.015)
    sensor.gyroBias = generator.gaussianVector(0.4)
    sensor.gyroDrift = 0.003
    sensor.gyroAxes = .drawn(scale: 0.003, cross: 0.003, using: &generator)
    sensor.gyroStep = 2000 / 32_768
    sensor.accelNoise = generator.uniform(0.0001, 0.0003)
    sensor.accelBias = generator.gaussianVector(0.01)
    sensor.accelAxes = .drawn(scale: 0.004, cross: 0.003, using: &generator)
    sensor.accelStep = 16 / 32_768
    sensor.latencyJitter = 0.001
    return sensor
  }

  /// Changes both arms' styles alike.
  mutating func styles(_ change: (inout ExerciseStyle, inout SimulationGenerator) -> Void) {
    change(&scenario.left, &generator)
    change(&scenario.right, &generator)
  }

  /// Divides all times of the exercise by a factor drawn from a range.
  mutating func tempo(_ factor: ClosedRange<Double>) {
    styles { style, generator in
      let by = 1 / generator.uniform(factor.lowerBound, factor.upperBound)
      style.openSeconds = style.openSeconds.scaled(by)
      style.closeSeconds = style.closeSeconds.scaled(by)
    }
  }

  // MARK: Laying out the steps

  /// Lays out the steps of the session and gives the finished scenario.
  mutating func finished() -> SimulatedScenario {
    var steps: [SessionStep] = []
    if table { steps.append(.table(seconds: generator.uniform(2, 6))) }
    if wanders { steps += someSteps(1...2) }
    steps.append(.rest(seconds: generator.uniform(1, 4)))
    var sides: [(ArmSide, Int)] =
      generator.chance(0.5) ? [(.left, left), (.right, right)] : [(.right, right), (.left, left)]
    sides.removeAll { $0.1 <= 0 }
    if oneSided { sides = Array(sides.prefix(1)) }
    for (side, reps) in sides {
      let sets = (reps + repsPerSet - 1) / repsPerSet
      for set in 0..<sets {
        // Sets of one arm share its reps as evenly as whole numbers go.
        let count = reps * (set + 1) / sets - reps * set / sets
        steps.append(.set(side, reps: count))
        steps.append(.rest(seconds: generator.uniform(1, 5)))
        steps += someSteps(pastimes)
      }
    }
    if table {
      steps.append(.table(seconds: generator.uniform(2, 5)))
    } else if wanders {
      steps += [.stand, .walk(seconds: generator.uniform(3, 8)), .rest(seconds: 2)]
    } else {
      steps += [generator.chance(0.5) ? .kneel : .stand, .rest(seconds: generator.uniform(1, 3))]
    }
    scenario.steps = steps
    return scenario
  }

  /// Some things that are no exercise.
  mutating func someSteps(_ count: ClosedRange<Int>) -> [SessionStep] {
    (0..<generator.integer(count.lowerBound, count.upperBound)).map { _ in
      switch generator.integer(0, 9) {
      case 0: .walk(seconds: generator.uniform(4, 20))
      case 1: .drink
      case 2: .scratch
      case 3: .fidget(seconds: generator.uniform(4, 15))
      case 4: .shakeOut
      case 5: .rollOver
      case 6: .stretch
      case 7: .crawl(seconds: generator.uniform(3, 8))
      case 8: .restrap
      default: .rest(seconds: generator.uniform(2, 10))
      }
    }
  }
}

extension ClosedRange<Double> {
  /// The range with both bounds multiplied by a positive factor.
  func scaled(_ factor: Double) -> ClosedRange<Double> { lowerBound * factor...upperBound * factor }
}
