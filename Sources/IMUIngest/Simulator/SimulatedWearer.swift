import SpatialMath

/// A person with a sensor on the arm who exists only as arithmetic.
///
/// A ``SimulatedScenario`` becomes a plan of movements, a body carries it out under gravity, a sensor reads it, a line
/// loses some of it; the truth is written down beside it.
///
/// ```swift
/// let session = SimulatedWearer(scenario: try .preset("hesitant", seed: 7)).session()
/// session.recording   // [IMUSample]
/// session.truth.json  // what a truth file holds
/// ```
///
/// Cost: 15 to 30 ms for a minute at 100 Hz in an optimised build.
public struct SimulatedWearer: Sendable {
  /// What is played.
  public let scenario: SimulatedScenario

  /// Makes a wearer.
  public init(scenario: SimulatedScenario) {
    self.scenario = scenario
  }

  /// Plays the whole session.
  public func session() -> SimulatedSession {
    let script = BodyScript(scenario: scenario)
    let duration = script.clock
    var generator = SimulationGenerator(seed: scenario.seed, stream: SimulatedScenario.Stream.body)
    let step = Self.gridStep(rate: scenario.sensor.rate)
    let march = BodyMarch(
      plan: script.plan, wearer: scenario.wearer, casingFromSensor: scenario.mount.casingFromSensor,
      start: -4 * step, step: step, using: &generator)
    var window = FrameWindow(march: march)
    var probes = TruthProbes(times: script.swings.flatMap { [$0.start, $0.top] })
    var sensor = SensorModel(
      traits: scenario.sensor,
      generator: SimulationGenerator(seed: scenario.seed, stream: SimulatedScenario.Stream.sensor))
    var schedule = SampleSchedule(
      traits: scenario.sensor,
      generator: SimulationGenerator(seed: scenario.seed, stream: SimulatedScenario.Stream.line))
    var samples: [SimulatedSample] = []
    samples.reserveCapacity(Int(duration * scenario.sensor.rate) + 1)
    var lost = 0
    while true {
      let slot = schedule.next()
      guard slot.measured <= duration else { break }
      let truth = window.frame(at: slot.measured) { probes.pass($0, $1) }
      let reading = sensor.read(
        time: slot.measured, specificForce: truth.specificForce, angularRate: truth.angularRate)
      if slot.copies == 0 { lost += 1 }
      for _ in 0..<slot.copies {
        samples.append(
          SimulatedSample(
            sequence: slot.sequence, measured: slot.measured, deviceTime: slot.deviceTime, arrival: slot.arrival,
            acceleration: reading.acceleration, angularRate: reading.angularRate, orientation: truth.orientation,
            swing: truth.swing))
      }
    }
    let truth = SessionTruth(
      script: script, scenario: scenario, probes: probes, duration: duration, lostSamples: lost)
    return SimulatedSession(scenario: scenario, samples: samples, truth: truth)
  }

  /// Seconds between the body's grid times.
  ///
  /// 2 ms resolves a tremor of 12 Hz; a faster sensor gets a finer grid, so that no sample repeats its neighbour's noise.
  private static func gridStep(rate: Double) -> Double { rate > 250 ? 0.001 : 0.002 }
}
