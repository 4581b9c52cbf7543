import AllocationCounter
import SpatialMath
import Testing

@testable import RepDetector

@Suite("Allocation", .enabled(if: allocations_are_counted()))
struct AllocationTests {
  /// Reps of both kinds of speed, swings that are none, and jolts, so that every part of the detector works.
  private static let readings: [Reading] = {
    let arm = Arm()
    let jolts = [Bounce(amplitude: Vector3(0, 0, 0.02), hertz: 2)]
    var motion = Motion(arm.turn(AngleProfile(6)))
    motion.append(arm.turn(AngleProfile(from: -75, [.rock(by: 22, times: 12, period: 0.9), .hold(seconds: 2)])))
    motion.append(arm.turn(AngleProfile(6, RepPlan(open: 0.6, hold: 0, close: 0.6, rest: 0)), bounces: jolts))
    motion.append(arm.turn(AngleProfile(from: -75, [.rock(by: 60, times: 20, period: 1.1)]), bounces: jolts))
    return Sensor(hertz: 200, rateNoise: radians(0.2), rateRange: radians(250)).readings(of: motion)
  }()

  /// Share of samples without an event that may allocate.
  ///
  /// Nothing does in an optimised build. Without optimisation a look at a swing puts what its inner functions share on the
  /// heap. At 200 Hz every fourth sample makes an entry of the track: work for every entry shows.
  private static let share: Double = {
    #if DEBUG
      0.2
    #else
      0
    #endif
  }()

  @Test("a sample that makes no event allocates nothing, whatever the arm does")
  func silentSamples() {
    var detector = RepDetector()
    var allocating = 0
    var silent = 0
    var reps = 0
    for reading in Self.readings {
      var events = 0
      let before = allocation_count()
      detector.process(time: reading.time, acceleration: reading.force, angularRate: reading.rate) { event in
        events += 1
        if case .rep = event { reps += 1 }
      }
      guard events == 0 else { continue }
      silent += 1
      if allocation_count() != before { allocating += 1 }
    }
    #expect(reps >= 6)
    #expect(silent > 10_000)
    #expect(Double(allocating) <= Self.share * Double(silent))
  }

  @Test("the counter sees an array that is made")
  func counter() {
    let before = allocation_count()
    let array = [Int](repeating: 1, count: Int.random(in: 100...200))
    #expect(allocation_count() > before)
    #expect(array.count >= 100)
  }
}
