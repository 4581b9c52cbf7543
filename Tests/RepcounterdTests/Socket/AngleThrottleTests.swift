import Testing

@testable import repcounterd

@Suite("Angle throttle")
struct AngleThrottleTests {
  /// Deterministic jitter between -1 and 1.
  static func jitter(_ number: Int) -> Double { Double((number * 7919) % 201 - 100) / 100 }

  @Test(
    "angles come at the rate that was asked for, jitter or not",
    arguments: [(100.0, 10.0), (100.0, 30.0), (100.0, 60.0), (50.0, 20.0), (1000.0, 60.0), (100.0, 1.0)])
  func rate(samples: Double, asked: Double) {
    var throttle = AngleThrottle(rate: asked)
    let seconds = 20.0
    let passed = (0..<Int(samples * seconds)).count { number in
      throttle.passes((Double(number) + 0.2 * Self.jitter(number)) / samples)
    }
    #expect(abs(Double(passed) - asked * seconds) <= 1, "\(passed)")
  }

  @Test("who asks for the stream's own rate or more gets every sample", arguments: [100.0, 101.0, 2000.0])
  func everySample(asked: Double) {
    var throttle = AngleThrottle(rate: asked)
    let passed = (0..<1000).count { throttle.passes((Double($0) + 0.2 * Self.jitter($0)) / 100) }
    #expect(passed == 1000)
  }

  @Test("after a gap or a jump back the rate is kept and nothing is caught up")
  func jumps() {
    var throttle = AngleThrottle(rate: 10)
    let passed = [0, 5, 5.01, 5.1, 1, 1.05].map { throttle.passes($0) }
    #expect(passed == [true, true, false, true, true, false])
  }
}
