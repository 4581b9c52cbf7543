import IMUIngest
import Testing

@Suite("Sample clock")
struct SampleClockTests {
  /// How a sensor's samples reach the host.
  struct Line: CustomTestStringConvertible {
    var name: String
    /// Samples a second by the sensor's own crystal.
    var rate = 100.0
    /// How much slower the crystal is than the host's, parts per million.
    var drift = 0.0
    /// Lumps in which a bridge delivers, seconds; 0 for none.
    var lump = 0.0
    /// Delay that varies from read to read, at most, seconds.
    var jitter = 0.001
    /// Share of samples that are lost.
    var loss = 0.0
    /// Whether the sensor tells its own time.
    var tellsTime = false
    /// What the standard deviation of the times against the truth may be, seconds.
    var limit: Double

    var testDescription: String { name }
  }

  /// Times against the truth over two minutes, the first ten seconds left out: error without its mean, and its steps.
  private static func errors(_ line: Line) -> (deviation: Double, largestStep: Double, jumps: UInt64) {
    var generator = SeededGenerator(7)
    var clock = SampleClock()
    var errors: [Double] = []
    var lastArrival = 0.0
    for number in 0..<Int(120 * line.rate) {
      let truth = Double(number) / line.rate * (1 + line.drift * 1e-6)
      if Double.random(in: 0..<1, using: &generator) < line.loss { continue }
      let delivered = line.lump > 0 ? (truth / line.lump).rounded(.up) * line.lump : truth
      // Bytes come in order.
      lastArrival = max(lastArrival, delivered + 0.002 + Double.random(in: 0...line.jitter, using: &generator))
      let device = line.tellsTime ? Double(number) / line.rate : nil
      let time = clock.time(arrival: lastArrival, deviceTime: device, sequence: nil)
      if truth > 10 { errors.append(time - truth) }
    }
    let mean = errors.reduce(0, +) / Double(errors.count)
    let variance = errors.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(errors.count)
    let largestStep = zip(errors, errors.dropFirst()).map { ($1 - $0).magnitude }.max() ?? 0
    return (variance.squareRoot(), largestStep, clock.jumps)
  }

  @Test(
    "times are even against the truth, whatever the line does to the arrivals",
    arguments: [50, 100, 200].flatMap { rate in
      [
        Line(name: "even", rate: rate, limit: 0.0004),
        Line(name: "lumps of 16 ms", rate: rate, lump: 0.016, limit: 0.0003),
        Line(name: "lumps of 16 ms, 200 ppm", rate: rate, drift: 200, lump: 0.016, limit: 0.0015),
        Line(name: "lumps of 16 ms, -200 ppm", rate: rate, drift: -200, lump: 0.016, limit: 0.0015),
        // A lump hides that a sample is missing: times are a part of a period off until the clock has followed.
        Line(
          name: "lumps of 16 ms, 200 ppm, 1 % lost", rate: rate, drift: 200, lump: 0.016, loss: 0.01, limit: 0.8 / rate),
        Line(name: "device time", rate: rate, drift: 200, lump: 0.016, loss: 0.01, tellsTime: true, limit: 0.001),
      ]
    })
  func even(line: Line) {
    let errors = Self.errors(line)
    #expect(errors.deviation < line.limit)
    #expect(errors.jumps == 0)
  }

  @Test("a gyroscope is integrated over even steps: none strays by a fifth of a period where nothing is lost")
  func steps() {
    for drift in [-200.0, 0, 200] {
      let errors = Self.errors(Line(name: "", drift: drift, lump: 0.016, limit: 0))
      #expect(errors.largestStep < 0.2 / 100)
    }
  }

  @Test("a device's clock that jumps is noticed, and time goes on", arguments: [-50.0, 50])
  func jump(by seconds: Double) {
    var clock = SampleClock()
    var last = -Double.infinity
    for number in 0..<400 {
      let truth = Double(number) / 100
      let time = clock.time(arrival: truth, deviceTime: 1000 + truth + (number < 200 ? 0 : seconds), sequence: nil)
      #expect(time >= last)
      last = time
    }
    #expect(clock.jumps == 1)
    #expect((last - 3.99).magnitude < 0.05)
  }

  @Test("a pause of the sensor is a pause in its times")
  func pause() {
    var clock = SampleClock()
    var times: [Double] = []
    for number in 0..<800 {
      let truth = Double(number) / 100 + (number < 400 ? 0 : 3)
      times.append(clock.time(arrival: (truth / 0.016).rounded(.up) * 0.016, deviceTime: nil, sequence: nil))
    }
    #expect((times[400] - times[399] - 3.01).magnitude < 0.02)
  }
}
