import SpatialMath
import Testing

@testable import RepDetector

@Suite("Spectral arc length")
struct SparcMeterTests {
  /// Ways one after the other (degrees, seconds; 0 for a pause) and their spectral arc length.
  ///
  /// The numbers come from NumPy's FFT over the closed-form speed at 1000 Hz, by the formula of Balasubramanian et al.
  /// 2015 with padding to 16 times the length, up to 10 Hz, threshold 0.05; the paper gives −1.41 for a minimum-jerk way.
  struct Profile: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let ways: [(degrees: Double, seconds: Double)]
    let arcLength: Double

    init(_ name: String, _ ways: [(Double, Double)], _ arcLength: Double) {
      testDescription = name
      self.ways = ways
      self.arcLength = arcLength
    }
  }

  static let profiles = [
    Profile("one way of 1 s", [(100, 1)], -1.396), Profile("one way of 5 s", [(100, 5)], -1.396),
    Profile("out and back", [(125, 1.5), (-125, 1.5)], -2.302),
    Profile("out, a pause, and back", [(125, 1.5), (0, 0.5), (-125, 1.5)], -2.949),
    Profile("one hesitation", [(60, 1), (0, 0.3), (65, 1)], -2.780),
    Profile("two hesitations", [(40, 0.8), (0, 0.3), (40, 0.8), (0, 0.3), (45, 0.8)], -3.625),
    Profile(
      "three hesitations", [(30, 0.6), (0, 0.3), (30, 0.6), (0, 0.3), (30, 0.6), (0, 0.3), (35, 0.6)], -4.387),
  ]

  /// The arc length of the ways, which begin after a second of stillness.
  private static func arcLength(_ ways: [(degrees: Double, seconds: Double)], scale: Double = 1, slower: Double = 1)
    -> Double?
  {
    var profile = AngleProfile(from: 0, [.hold(seconds: 1)])
    var angle = 0.0
    for way in ways {
      angle += way.degrees * scale
      profile.append(
        way.degrees == 0 ? .hold(seconds: way.seconds * slower) : .move(to: angle, seconds: way.seconds * slower))
    }
    let end = profile.duration
    profile.append(.hold(seconds: 1))
    let track = MotionTrack(truthOf: Motion(Arm().turn(profile)))
    var meter = SparcMeter()
    return meter.arcLength(of: track, first: track.position(at: 1), last: track.position(at: end))
  }

  @Test("is that of an independent computation", arguments: profiles)
  func reference(profile: Profile) throws {
    let found = try #require(Self.arcLength(profile.ways))
    #expect((found - profile.arcLength).magnitude < 0.05)
  }

  @Test("does not depend on size and hardly on duration", arguments: profiles)
  func independence(profile: Profile) throws {
    let larger = try #require(Self.arcLength(profile.ways, scale: 1.3))
    let slower = try #require(Self.arcLength(profile.ways, slower: 3))
    #expect((larger - profile.arcLength).magnitude < 0.05)
    #expect((slower - profile.arcLength).magnitude < 0.08)
  }

  @Test("grows more negative with each hesitation")
  func hesitations() throws {
    let lengths = try (0..<4).map { count in
      let part = (degrees: 120 / Double(count + 1), seconds: 2.4 / Double(count + 1))
      return try #require(Self.arcLength([part] + (0..<count).flatMap { _ in [(0, 0.3), part] }))
    }
    for (fewer, more) in zip(lengths, lengths.dropFirst()) { #expect(more < fewer - 0.3) }
  }

  @Test("of a rep at any sampling rate of the track is the same", arguments: [0.02, 0.01, 0.005])
  func rates(period: Double) throws {
    let profile = AngleProfile(from: 0, [.move(to: 125, seconds: 1.5), .move(to: 0, seconds: 1.5)])
    var track = MotionTrack()
    for i in 0...Int(3 / period) {
      let rate = profile.state(at: (Double(i) - 0.5) * period).rate
      track.append(MotionTrack.Entry(time: Double(i) * period, rate: Vector3(0, 0, rate)))
    }
    var meter = SparcMeter()
    let found = meter.arcLength(of: track, first: 0, last: track.end - 1)
    #expect((try #require(found) + 2.302).magnitude < 0.05)
  }

  @Test("a long rep is measured too, in groups")
  func longRep() throws {
    let found = try #require(Self.arcLength([(125, 25), (-125, 25)]))
    #expect((found + 2.302).magnitude < 0.08)
  }

  @Test("stillness and a handful of values have none")
  func none() {
    let track = MotionTrack(truthOf: Motion(Arm().turn(AngleProfile(1))))
    var meter = SparcMeter()
    let (still, few, outside) = (
      meter.arcLength(of: track, first: 10, last: 100), meter.arcLength(of: track, first: 160, last: 166),
      meter.arcLength(of: track, first: 160, last: track.end)
    )
    #expect(still == nil)
    #expect(few == nil)
    #expect(outside == nil)
  }
}
