import SpatialMath
import Testing

@testable import RepDetector

@Suite("Signal faults")
struct SignalMonitorTests {
  /// What a monitor says of steps in time.
  private struct Heard {
    var monitor = SignalMonitor()
    var warnings: [DetectorWarning] = []
    var gaps = 0

    mutating func feed(steps: [Double], rate: Vector3? = .zero) {
      for step in steps {
        let faults = monitor.inspect(
          acceleration: Vector3(0, 0, Sensor.gravity), angularRate: rate, period: step, warn: { warnings.append($0) })
        if faults.contains(.gap) { gaps += 1 }
      }
    }
  }

  private static func steps(_ hertz: Double, seconds: Double) -> [Double] {
    Array(repeating: 1 / hertz, count: Int(seconds * hertz))
  }

  @Test(
    "a rate that is too low for fast reps is told once, one that is high enough is not",
    arguments: [(10, 1), (20, 1), (23.5, 1), (25, 0), (50, 0), (400, 0)])
  func lowRate(hertz: Double, warnings: Int) {
    var heard = Heard()
    heard.feed(steps: Self.steps(hertz, seconds: 30))
    #expect(heard.warnings == Array(repeating: .rateLow, count: warnings))
  }

  @Test("a rate that sways about the lowest one is not told", arguments: [0, 0.02, 0.035])
  func lowestRate(sway: Double) {
    var heard = Heard()
    for i in 0..<40 { heard.feed(steps: Self.steps(i % 2 == 0 ? 25 * (1 - sway) : 25 * (1 + sway), seconds: 4)) }
    #expect(heard.warnings.isEmpty)
  }

  @Test("a low rate that sways, but not up to the lowest one, is told once")
  func swayingLowRate() {
    var heard = Heard()
    for i in 0..<20 { heard.feed(steps: Self.steps(i % 2 == 0 ? 23 : 24.5, seconds: 4)) }
    #expect(heard.warnings == [.rateLow])
  }

  @Test("a rate that has fallen again is told again")
  func lowRateAgain() {
    var heard = Heard()
    for hertz in [20.0, 50, 20] { heard.feed(steps: Self.steps(hertz, seconds: 10)) }
    #expect(heard.warnings == [.rateLow, .rateLow])
  }

  @Test("single lost samples neither make a gap nor a low rate")
  func lossyLine() {
    var heard = Heard()
    for _ in 0..<200 { heard.feed(steps: [0.02, 0.02, 0.02, 0.04]) }
    #expect(heard.gaps == 0)
    #expect(heard.warnings.isEmpty)
  }

  @Test(
    "from two and a half periods on, the time between two samples is a gap",
    arguments: [(0.024, 0), (0.026, 1), (0.9, 1), (5, 1)])
  func gaps(step: Double, gaps: Int) {
    var heard = Heard()
    heard.feed(steps: Self.steps(100, seconds: 2) + [step] + Self.steps(100, seconds: 2))
    #expect(heard.gaps == gaps)
  }

  @Test("time that jumps is told each time, a pause is not", arguments: [(19, 0), (21, 2), (86_400, 2)])
  func jumps(step: Double, warnings: Int) {
    var heard = Heard()
    let even = Self.steps(100, seconds: 1)
    heard.feed(steps: even + [step] + even + [step] + even)
    #expect(heard.warnings == Array(repeating: .clockJump, count: warnings))
  }

  @Test("a missing gyroscope is told once")
  func noGyro() {
    var heard = Heard()
    heard.feed(steps: Self.steps(100, seconds: 10), rate: nil)
    #expect(heard.warnings == [.noGyro])
  }

  @Test("the usual period is learned and stands up to gaps")
  func period() throws {
    var heard = Heard()
    heard.feed(steps: Self.steps(100, seconds: 5) + [0.7] + Self.steps(100, seconds: 1))
    let period = try #require(heard.monitor.period)
    #expect((period - 0.01).magnitude < 1e-4)
  }

  @Test(
    "what no sensor measures is left out and told once: the reps around it are counted as ever",
    arguments: [
      (Vector3(1e300, 0, 0), Vector3.zero), (Vector3(0, .infinity, 0), .zero), (Vector3(0, 0, .nan), .zero),
      (Vector3(0, 0, 9.8), Vector3(0, -1e150, 0)), (Vector3(0, 0, 9.8), Vector3(.nan, 0, 0)),
    ])
  func implausible(force: Vector3, rate: Vector3) {
    let readings = Sensor(hertz: 100).readings(
      of: Motion(Arm().turn(AngleProfile([RepPlan(), RepPlan(), RepPlan()]))))
    let clean = DetectorRun(readings)
    #expect(clean.reps.count == 3)
    var disturbed = readings
    for index in stride(from: 150, to: readings.count, by: 97) {
      disturbed[index].force = force
      disturbed[index].rate = rate
    }
    let run = DetectorRun(disturbed)
    #expect(run.warnings == clean.warnings + [.implausibleSample])
    #expect(run.reps.count == 3 && run.detector.angle?.isFinite == true)
    for (rep, other) in zip(run.reps, clean.reps) {
      #expect((rep.rangeOfMotion - other.rangeOfMotion).magnitude < radians(1))
    }
  }
}
