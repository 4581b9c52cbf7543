/// Decides when a sensor measures, what its clock says, and when and whether the host gets the sample.
package struct SampleSchedule: Sendable {
  /// The fate of one measurement.
  package struct Slot: Sendable {
    /// Running number of the measurement, from 0.
    package var sequence: UInt64
    /// The true instant of measuring, seconds.
    package var measured: Double
    /// The same instant by the sensor's clock, seconds.
    package var deviceTime: Double
    /// When the host has it, seconds.
    package var arrival: Double
    /// How often it arrives: 0 where it is lost.
    package var copies: Int
  }

  private let traits: SensorTraits
  private var generator: SimulationGenerator
  private var sequence: UInt64 = 0
  private var lastMeasured = -Double.infinity
  private var lastArrival = 0.0
  private var lossEnd = -Double.infinity

  /// Makes a schedule that starts at time 0.
  package init(traits: SensorTraits, generator: SimulationGenerator) {
    self.traits = traits
    self.generator = generator
  }

  /// How many seconds the sensor's clock counts in a true second.
  package static func clockRate(_ traits: SensorTraits) -> Double { 1 + traits.clockErrorPPM * 1e-6 }

  /// The next measurement.
  package mutating func next() -> Slot {
    let period = 1 / traits.rate
    // By its own clock the sensor is on time.
    let deviceTime = Double(sequence) * period
    let wander = min(0.4, max(-0.4, generator.gaussian() * traits.jitter / period)) * period
    let measured = max(lastMeasured, max(0, deviceTime / Self.clockRate(traits) + wander))
    lastMeasured = measured
    var arrival = measured + max(0, traits.latency + generator.gaussian() * traits.latencyJitter)
    if traits.arrivalQuantum > 0 {
      arrival = (arrival / traits.arrivalQuantum).rounded(.up) * traits.arrivalQuantum
    }
    arrival = max(arrival, lastArrival)
    lastArrival = arrival
    let copies = copies(at: measured, period: period)
    defer { sequence += 1 }
    return Slot(
      sequence: sequence, measured: measured, deviceTime: deviceTime, arrival: arrival, copies: copies)
  }

  private mutating func copies(at time: Double, period: Double) -> Int {
    let burst = generator.unit()
    let single = generator.unit()
    let double = generator.unit()
    let length = generator.unit()
    if time < lossEnd { return 0 }
    if burst < traits.burstLossesPerMinute / 60 * period {
      lossEnd = time + length * traits.burstLossSeconds
      return 0
    }
    if single < traits.lossProbability { return 0 }
    return double < traits.duplicateProbability ? 2 : 1
  }
}
