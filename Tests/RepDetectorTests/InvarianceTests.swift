import SpatialMath
import Testing

@testable import RepDetector

/// What must not change a count, or must change it in a known way, whatever the wearer does.
@Suite("Invariance")
struct InvarianceTests {
  /// Somebody with a set of their own.
  struct Wearer: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let arm: Arm
    let reps: [RepPlan]

    /// The set, slower by a factor.
    func motion(slower: Double = 1) -> Motion {
      Motion(
        arm.turn(
          AngleProfile(
            reps.map {
              RepPlan(
                bottom: $0.bottom, top: $0.top, open: $0.open * slower, hold: $0.hold * slower,
                close: $0.close * slower, rest: $0.rest * slower)
            })))
    }
  }

  static let wearers = [
    Wearer(
      testDescription: "a usual one", arm: Arm(),
      reps: [110.0, 125, 118, 130].map { RepPlan(bottom: -75, top: $0 - 75) }),
    Wearer(
      testDescription: "a quick one with a raised trunk", arm: Arm(radius: 0.5, pitch: 20),
      reps: [80.0, 86, 84, 78].map { RepPlan(bottom: -85, top: $0 - 85, open: 0.8, hold: 0.1, close: 0.9, rest: 0.2) }),
    Wearer(
      testDescription: "a slow one who reaches far", arm: Arm(radius: 0.35, pitch: -10),
      reps: [170.0, 182, 176].map { RepPlan(bottom: -105, top: $0 - 105, open: 4, hold: 2, close: 4, rest: 1) }),
  ]

  private static let sensor = Sensor(
    hertz: 100, forceNoise: 0.03, rateNoise: radians(0.1),
    rateOffset: Vector3(radians(0.5), radians(-0.4), radians(0.3)))

  /// Expects the wearer's reps of one side, each with its range within a degree or so many.
  private func expect(
    _ readings: [Reading], toHold reps: ArraySlice<RepPlan>, of side: Side, within bound: Double = 1,
    _ location: SourceLocation = #_sourceLocation
  ) {
    let found = DetectorRun(readings).reps
    #expect(found.count == reps.count, sourceLocation: location)
    for (rep, plan) in zip(found, reps) {
      #expect(rep.side == side, sourceLocation: location)
      #expect((degrees(rep.rangeOfMotion) - (plan.top - plan.bottom)).magnitude < bound, sourceLocation: location)
    }
  }

  /// Degrees about the arm, across it and about the skin's normal.
  static let placements: [(Double, Double, Double)] = [
    (0, 0, 0), (40, 0, 0), (-40, 0, 0), (0, 15, 0), (0, -15, 0), (0, 0, 15), (0, 0, -15), (30, 10, -10),
  ]

  @Test("a sensor that sits otherwise within the tolerance", arguments: wearers, placements)
  func placement(wearer: Wearer, placement: (x: Double, y: Double, z: Double)) {
    var sensor = Self.sensor
    sensor.placement = Matrix3(x: placement.x, y: placement.y, z: placement.z)
    expect(sensor.readings(of: wearer.motion()), toHold: wearer.reps[...], of: .right)
  }

  @Test("a stream that begins in the midst of a rep, and one that ends in it", arguments: wearers)
  func cuts(wearer: Wearer) {
    let readings = Self.sensor.readings(of: wearer.motion())
    var start = 3.0
    for (index, rep) in wearer.reps.enumerated() {
      // Into the closing: nothing of this rep can be counted by who comes now, all of the later ones can.
      let cut = start + rep.open + rep.hold + 0.3 * rep.close
      // A swing turns the force away from the vertical, which takes some seconds to find.
      expect(readings.filter { $0.time > cut }, toHold: wearer.reps[(index + 1)...], of: .right, within: 3.5)
      expect(readings.filter { $0.time < cut }, toHold: wearer.reps[..<index], of: .right)
      start += rep.duration + rep.rest
    }
  }

  @Test("other rates of samples", arguments: wearers, [50.0, 200, 400])
  func rates(wearer: Wearer, hertz: Double) {
    var sensor = Self.sensor
    sensor.hertz = hertz
    expect(sensor.readings(of: wearer.motion()), toHold: wearer.reps[...], of: .right)
  }

  @Test("a wearer who is slower or faster by a fifth", arguments: wearers, [0.8, 1.2])
  func tempo(wearer: Wearer, slower: Double) {
    expect(Self.sensor.readings(of: wearer.motion(slower: slower)), toHold: wearer.reps[...], of: .right)
  }

  @Test("a mirror image is the other arm's", arguments: wearers)
  func mirror(wearer: Wearer) {
    let mirrored = Self.sensor.readings(of: wearer.motion()).map { reading in
      // Seen in a mirror a force turns its y round, and an axis of rotation everything but its y.
      let (f, w) = (reading.force, reading.rate ?? .zero)
      return Reading(time: reading.time, force: Vector3(f.x, -f.y, f.z), rate: Vector3(-w.x, w.y, -w.z))
    }
    expect(mirrored, toHold: wearer.reps[...], of: .left)
  }

  @Test("time that runs backwards gives as many reps, in the opposite order", arguments: wearers)
  func reversal(wearer: Wearer) {
    let readings = Self.sensor.readings(of: wearer.motion())
    let end = readings.last?.time ?? 0
    let reversed = readings.reversed().map { Reading(time: end - $0.time, force: $0.force, rate: $0.rate.map { -$0 }) }
    // A rate stands for the time since the sample before; backwards it belongs to a time that is over.
    expect(reversed, toHold: ArraySlice(wearer.reps.reversed()), of: .right, within: 1.5)
  }

  @Test(
    "a gyroscope whose range ends at half of what the arm reaches: gravity makes up for it, and the reps are flagged")
  func clippedGyroscope() {
    let reps = [110.0, 120, 115, 125].map {
      RepPlan(bottom: -75, top: $0 - 75, open: 0.9, hold: 0.15, close: 0.9, rest: 0.3)
    }
    var sensor = Self.sensor
    sensor.rateRange = radians(125)
    let readings = sensor.readings(of: Motion(Arm().turn(AngleProfile(reps))))
    expect(readings, toHold: reps[...], of: .right, within: 6)
    #expect(DetectorRun(readings).reps.allSatisfy { $0.flags.contains(.gyroClipped) })
  }

  @Test(
    "a sensor nearer to the axis than is taken for granted, or further from it: a held arm sets the vertical right",
    arguments: [0.36, 0.4, 0.54])
  func clippedAtOtherDistances(radius: Double) {
    let rep = RepPlan(bottom: -75, top: 45, open: 0.6, hold: 0.5, close: 0.6, rest: 0.5)
    let motion = Motion(Arm(radius: radius).turn(AngleProfile(6, rep)))
    var sensor = Self.sensor
    sensor.rateRange = radians(250)
    var detector = RepDetector()
    var worst = 0.0
    var holds = 0
    var clipped = 0
    var stillSince = Double.infinity
    for reading in sensor.readings(of: motion) {
      detector.process(time: reading.time, acceleration: reading.force, angularRate: reading.rate) { _ in }
      let rate = reading.rate?.maximumMagnitude ?? 0
      if rate >= sensor.rateRange { clipped += 1 }
      stillSince = rate < 0.1 ? min(stillSince, reading.time) : .infinity
      guard clipped > 60, reading.time - stillSince > 0.4 else { continue }
      stillSince = .infinity
      holds += 1
      let truth = motion.state(at: reading.time).orientation.up
      worst = max(worst, angleBetween(Matrix3(detector.orientation).up, truth))
    }
    #expect(holds >= 6)
    // Of a tenth of the stroke, 12 degrees, a quarter at most is left.
    #expect(worst < 3)
  }

  @Test("a stroke half as fast again as the gyroscope's range turns the vertical as it should, within a tenth")
  func clippedStroke() {
    let rep = RepPlan(bottom: -75, top: 45, open: 0.6, hold: 0.5, close: 0.6, rest: 0.5)
    let motion = Motion(Arm().turn(AngleProfile(4, rep)))
    var sensor = Self.sensor
    sensor.rateRange = radians(250)
    var detector = RepDetector()
    var worst = 0.0
    var clipped = 0
    for reading in sensor.readings(of: motion) {
      detector.process(time: reading.time, acceleration: reading.force, angularRate: reading.rate) { _ in }
      // The range is known from the first stroke that it cuts off.
      guard clipped > 60 else {
        if (reading.rate?.maximumMagnitude ?? 0) >= sensor.rateRange { clipped += 1 }
        continue
      }
      let truth = motion.state(at: reading.time).orientation.up
      worst = max(worst, angleBetween(Matrix3(detector.orientation).up, truth))
    }
    #expect(clipped > 60)
    #expect(worst < 0.1 * (rep.top - rep.bottom))
  }
}
