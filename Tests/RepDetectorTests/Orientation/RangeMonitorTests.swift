import Glibc
import SpatialMath
import Testing

@testable import RepDetector

@Suite("End of range")
struct RangeMonitorTests {
  /// For each value along y whether a monitor with the floor 10 takes it for clipped; its steps are of 0.01.
  private static func clipped(_ values: [Double]) -> [Bool] {
    var monitor = RangeMonitor(floor: 10)
    return ([0, 0.01] + values).map { monitor.isClipped(Vector3(0.5, $0, -1)) }.suffix(values.count)
  }

  @Test(
    "the fifth of five equal values at the maximum is clipped, and every one at the maximum after it",
    arguments: [
      ([0, 7, 20, 20, 20, 20, 20, 20, 7], [6, 7]),
      ([0, -20, -20, -20, -20, -20, 3, -20, 20, 3], [5, 7, 8]),
      ([20, 20, 20, 20, 7, 20, 20, 20, 20, 7], []),
      ([5, 9, 9, 9, 9, 9, 9, 4], []),
      ([20, 20, 20, 20, 20, 26, 20, 31, 31, 31, 31, 31], [4, 11]),
      ([30, 0, 20, 20, 20, 20, 20, 20], []),
    ])
  func runs(values: [Double], clipped: [Int]) {
    #expect(Self.clipped(values).enumerated().filter(\.element).map(\.offset) == clipped)
  }

  @Test(
    "what comes up by little before it stands still is round and not cut off",
    arguments: [
      ([19.98, 19.99, 20, 20, 20, 20, 20, 20], []),
      ([19.95, 19.97, 19.98, 19.99, 19.99, 20, 20, 20, 20, 20, 20, 19.99, 19.98], []),
      ([19.5, 19.6, 19.7, 19.8, 19.9, 20, 20, 20, 20, 20, 20, 19.9], [9, 10]),
    ])
  func roundTops(values: [Double], clipped: [Int]) {
    // Up by the same steps as far as is remembered.
    let slope = values[1] - values[0]
    let rising = (0..<40).map { values[0] - slope * Double(40 - $0) }
    #expect(Self.clipped(rising + values).suffix(values.count).enumerated().filter(\.element).map(\.offset) == clipped)
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
    #expect(found == cut - 4)
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

  @Test("a swing cut off by little is found where its steps are fine enough", arguments: [50.0, 100, 200, 400])
  func cutOffByLittle(hertz: Double) {
    let profile = AngleProfile(1, stillness: 0)
    let rates = (0..<Int(profile.duration * hertz)).map { degrees(profile.state(at: Double($0) / hertz).rate) }
    var monitor = RangeMonitor(floor: degrees(SignalMonitor.smallestGyroRange))
    let found = rates.count { monitor.isClipped(Vector3(0, 0, (min(max($0, -140), 140) / 0.061).rounded() * 0.061)) }
    let cut = rates.count { $0.magnitude > 140 }
    #expect(found >= cut - 10 && found <= cut)
  }

  /// A 16-bit gyroscope of 2000 deg/s has steps of 0.061 deg/s; text with one decimal has 0.1.
  @Test(
    "the round top of a quantised swing is not clipped", arguments: [0.0305, 0.061, 0.1, 1], [50.0, 100, 200, 400])
  func quantised(step: Double, hertz: Double) {
    let profile = AngleProfile(2, stillness: 0)
    let rates = (0..<Int(profile.duration * hertz)).map { degrees(profile.state(at: Double($0) / hertz).rate) }
    var monitor = RangeMonitor(floor: degrees(SignalMonitor.smallestGyroRange))
    let clipped = rates.count { monitor.isClipped(Vector3(0, 0, ($0 / step).rounded() * step)) }
    #expect(clipped == 0)
  }
}
