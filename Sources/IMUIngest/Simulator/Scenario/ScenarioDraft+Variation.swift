import SpatialMath

extension ScenarioDraft {
  /// Swaps the sensor for a cheap one.
  mutating func useCheapSensor() {
    var sensor = scenario.sensor
    sensor.clockErrorPPM = generator.uniform(-200, 200)
    sensor.jitter = generator.uniform(0, 0.1) / sensor.rate
    sensor.gyroNoise = generator.uniform(0.02, 0.06)
    sensor.gyroBias = generator.direction() * generator.uniform(1, 7)
    sensor.gyroDrift = generator.uniform(0.005, 0.03)
    sensor.gyroWarmUp = generator.gaussianVector(0.5)
    sensor.gyroAxes = .drawn(scale: 0.015, cross: 0.01, using: &generator)
    sensor.gyroPerG = generator.uniform(0, 0.1)
    sensor.accelNoise = generator.uniform(0.0003, 0.0008)
    sensor.accelBias = generator.gaussianVector(0.03)
    sensor.accelDrift = 0.0002
    sensor.accelAxes = .drawn(scale: 0.015, cross: 0.008, using: &generator)
    sensor.gyroStep = 2000 / 32_768
    sensor.accelStep = generator.pick([2, 4, 16]) / 4096
    scenario.sensor = sensor
  }

  /// Draws everything far and independently.
  mutating func vary() {
    varyBody()
    varyExercise()
    varySession()
    varySensor()
  }

  private mutating func varyBody() {
    scenario.wearer.shoulderBreadth = generator.uniform(0.13, 0.23)
    scenario.wearer.sensorReach = generator.uniform(0.2, 0.36)
    scenario.wearer.trunkShare = generator.uniform(0.2, 0.7)
    scenario.wearer.tremorFrequency = generator.uniform(5.2, 10.8)
    scenario.wearer.tremorRate = generator.logUniform(0.005, 0.1)
    scenario.wearer.swayAngle = generator.logUniform(0.002, 0.025)
    scenario.wearer.tissueFrequency = generator.uniform(4.5, 15)
    scenario.wearer.tissueDamping = generator.uniform(0.15, 0.7)
    scenario.wearer.tissueRocking = generator.uniform(0, 11)
    scenario.tiltDegrees = generator.uniform(-28, 28) * generator.unit()
    scenario.leanDegrees = generator.uniform(-15, 15) * generator.unit()
    let spread = generator.unit()
    scenario.placement = PlacementSpread(aboutArmDegrees: 40 * spread, otherwiseDegrees: 15 * spread)
  }

  private mutating func varyExercise() {
    let pace = generator.logUniform(0.3, 6)
    styles { style, generator in
      style.rangeDegrees = generator.uniform(36, 205)
      // The bottom is within what a shoulder reaches under the body. The middle is clearly out to the side: a swing even
      // about the vertical would be the same for the other arm with opening and closing swapped, and no sensor could tell
      // them apart.
      let range = style.rangeDegrees
      let top = generator.uniform(max(0.5 * range - 72, range - 150), min(105, range - 72))
      style.bottomDegrees = top - style.rangeDegrees
      style.rangeSpreadDegrees = style.rangeDegrees * generator.uniform(0.01, 0.07)
      style.bottomSpreadDegrees = generator.uniform(0.5, 6)
      // A half swing of minimum jerk peaks at 1.875 times its mean speed; 700 degrees/second is as fast as people go.
      let least = max(0.43, style.rangeDegrees * 1.875 / 700)
      let open = min(8, max(least, pace * generator.uniform(0.8, 1.3)))
      let close = min(8, max(least, pace * generator.uniform(0.8, 1.4)))
      style.openSeconds = open...open * generator.uniform(1.05, 1.5)
      style.closeSeconds = close...close * generator.uniform(1.05, 1.5)
      style.holdSeconds = generator.chance(0.3) ? 0...0 : 0...generator.logUniform(0.1, 4)
      style.pauseSeconds = generator.chance(0.3) ? 0...0 : 0...generator.logUniform(0.1, 3)
      style.steadyProbability = generator.unit()
      style.hesitationProbability = generator.chance(0.5) ? 0 : generator.uniform(0, 0.6)
      style.hesitationSeconds = 0.1...generator.uniform(0.3, 2)
      style.reversalShare = generator.uniform(0, 0.17)
      let fatigue = generator.chance(0.5) ? generator.uniform(0, 0.1) : generator.uniform(0, 0.45)
      // The last swings too must be out to the side.
      style.fatigue = min(fatigue, max(0, 1 + 2 * (80 + style.bottomDegrees) / range))
      style.partialProbability = generator.chance(0.6) ? 0 : generator.uniform(0, 0.4)
      style.restProbability = generator.chance(0.5) ? 0 : generator.uniform(0, 0.15)
      style.restSeconds = 2...generator.uniform(4, 15)
      style.shortReturnProbability = generator.chance(0.7) ? 0 : generator.uniform(0, 0.3)
      style.abandonProbability = generator.chance(0.8) ? 0 : 0.5
      style.longHoldProbability = generator.chance(0.85) ? 0 : 0.08
      style.elevationDegrees = generator.normal(0, 12)
      style.elevationChangeDegrees = generator.normal(0, 14)
      style.elevationSpreadDegrees = generator.uniform(0, 8)
      style.spinChangeDegrees = generator.normal(0, 10)
      style.spinSpreadDegrees = generator.uniform(0, 5)
      style.weightShift = generator.uniform(0, 0.05)
      style.strapSlipDegrees = generator.logUniform(0.1, 8)
    }
  }

  private mutating func varySession() {
    func count(_ style: ExerciseStyle) -> Int {
      // About 45 seconds an arm.
      let seconds = style.openSeconds.upperBound + style.closeSeconds.upperBound + style.holdSeconds.upperBound
      return min(generator.integer(4, 16), max(2, Int(45 / seconds)))
    }
    left = count(scenario.left)
    right = count(scenario.right)
    repsPerSet = generator.pick([5, 8, 16])
    pastimes = generator.pick([0...0, 0...1, 0...2])
    table = generator.chance(0.15)
    wanders = generator.chance(0.3)
    scenario.startsOnFours = generator.chance(0.5)
    scenario.haste = generator.uniform(0.6, 1.6)
    let declared = generator.unit()
    if declared < 0.08 {
      oneSided = true
      scenario.declaresSide = true
      if generator.chance(0.6) { scenario.mount = .unknown(using: &generator) }
    } else if declared < 0.16 {
      scenario.mount = .axes(using: &generator)
    }
  }

  private mutating func varySensor() {
    scenario.sensor.rate = generator.pick([20, 25, 50, 50, 100, 100, 100, 100, 125, 200, 200, 400])
    if generator.chance(0.5) { useCheapSensor() }
    if generator.chance(0.15) {
      scenario.sensor.gyroRange = generator.pick([250, 500, 1000])
      scenario.sensor.gyroStep = scenario.sensor.gyroRange / 32_768
    }
    if generator.chance(0.15) {
      scenario.sensor.accelRange = generator.pick([2, 4, 8])
      scenario.sensor.accelStep = scenario.sensor.accelRange / 32_768
    }
    if generator.chance(0.2) {
      scenario.sensor.lossProbability = generator.logUniform(0.001, 0.05)
      scenario.sensor.burstLossesPerMinute = generator.uniform(0, 6)
      scenario.sensor.burstLossSeconds = generator.uniform(0.1, 1)
    }
    if generator.chance(0.1) { scenario.sensor.duplicateProbability = generator.logUniform(0.001, 0.02) }
    if generator.chance(0.25) {
      scenario.sensor.stamp = .arrival
      scenario.sensor.arrivalQuantum = generator.pick([0, 0.002, 0.008, 0.016])
      scenario.sensor.latencyJitter = generator.uniform(0, 0.004)
    }
  }

  /// A session of nothing but other things, of about a minute or two.
  mutating func idleSession() -> SimulatedScenario {
    var steps: [SessionStep] = table ? [.table(seconds: 3)] : []
    steps += someSteps(6...9)
    steps += table ? [.table(seconds: 3)] : [.stand, .rest(seconds: 2)]
    scenario.steps = steps
    return scenario
  }
}
