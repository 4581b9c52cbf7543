import Glibc
import SpatialMath
import Testing

@testable import RepDetector

@Suite("End of range")
struct RangeMonitorTests {
  /// For each value along y whether a monitor with the floor 10 takes it for clipped.
  private static func clipped(_ values: [Double]) -> [Bool] {
    var monitor = RangeMonitor(floor: 10)
    return values.map { monitor.isClipped(Vector3(0.5, $0, -1)) }
  }

  @Test(
    "the third of three equal values at the maximum is clipped, and every one at the maximum after it",
    arguments: [
      ([0, 7, 20, 20, 20, 20, 7], [4, 5]),
      ([0, -20, -20, -20, 3, -20, 20, 3], [3, 5, 6]),
      ([20, 20, 7, 20, 20, 7], []),
      ([5, 9, 9, 9, 9, 4], []),
      ([20, 20, 20, 26, 20, 31, 31, 31], [2, 7]),
      ([30, 0, 20, 20, 20, 20], []),
    ])
  func runs(values: [Double], clipped: [Int]) {
    #expect(Self.clipped(values).enumerated().filter(\.element).map(\.offset) == clipped)
  }

  @Test("a swing cut off at 250 of 300 is found in every turn, and only where it is cut off")
  func cutOff() {
    var monitor = RangeMonitor(floor: 10)
    var cut = 0
    var found = 0
    for i in 0..<1000 {
      let whole = 300 * sin(2 * .pi * Double(i) / 200)
      let isClipped = monitor.isClipped(Vector3(0, 0, min(max(whole, -250), 250)))
      if whole.magnitude >= 250 { cut += 1 } else { #expect(!isClipped) }
      if isClipped { found += 1 }
    }
    #expect(cut > 300)
    #expect(found == cut - 2)
  }

  @Test("noise is not clipped", arguments: [1, 2] as [UInt64])
  func noise(seed: UInt64) {
    var noise = SeededNoise(seed: seed)
    #expect(Self.clipped((0..<10_000).map { _ in noise.normal * 30 }).allSatisfy { !$0 })
  }

  @Test("a sensor that lies still is not clipped, whatever it reads under its floor")
  func stillness() {
    var monitor = RangeMonitor(floor: SignalMonitor.smallestAccelerometerRange)
    let clipped = (0..<1000).count { _ in monitor.isClipped(Vector3(0, 0, Sensor.gravity)) }
    #expect(clipped == 0)
  }

  /// A 16-bit gyroscope of 2000 deg/s has steps of 0.061 deg/s; text with one decimal has 0.1.
  @Test(
    "the round top of a quantised swing is not clipped", arguments: [0.0305, 0.061, 0.1, 1], [50.0, 100, 200, 400])
  func quantised(step: Double, hertz: Double) {
    let profile = AngleProfile(2, stillness: 0)
    let rates = (0..<Int(profile.duration * hertz)).map { degrees(profile.state(at: Double($0) / hertz).rate) }
    var monitor = RangeMonitor(floor: degrees(SignalMonitor.smallestGyroRange))
    let clipped = rates.count { monitor.isClipped(Vector3(0, 0, ($0 / step).rounded() * step)) }
    withKnownIssue("three equal values at the maximum are taken for the end of the range", isIntermittent: true) {
      #expect(clipped == 0)
    }
  }
}
