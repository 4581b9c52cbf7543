import SpatialMath
import Testing

@testable import RepDetector

@Suite("Swing shape")
struct SwingAnalyzerTests {
  private static let elbow = Vector3(1, 0, 0)

  private static func look(
    at swing: TurningPoints.Swing, in track: MotionTrack, elbow: Vector3? = elbow
  ) -> SwingShape? {
    var analyzer = SwingAnalyzer()
    return analyzer.shape(of: swing, in: track, elbow: elbow)
  }

  /// The shape of the only rep of a motion of `stillness` and that rep.
  private static func shape(
    _ side: Side = .right, _ rep: RepPlan, pitch: Double = 0, stillness: Double = 1
  ) throws -> SwingShape {
    let track = MotionTrack(
      truthOf: Motion(Arm(side: side, pitch: pitch).turn(AngleProfile(1, rep, stillness: stillness))))
    let top = stillness + rep.open + rep.hold / 2
    return try #require(look(at: track.swing(stillness, top, stillness + rep.duration), in: track))
  }

  @Test(
    "range, bottom and top are the arm's within a third of a degree", arguments: Side.allCases,
    [(-75.0, 50.0), (-60, -30), (-120, 95), (-90, 90), (-100, 0)])
  func range(side: Side, span: (bottom: Double, top: Double)) throws {
    for pitch in [0.0, 20] {
      for stroke in [0.45, 0.8, 1.6, 6] {
        let rep = RepPlan(bottom: span.bottom, top: span.top, open: stroke, close: stroke)
        let shape = try Self.shape(side, rep, pitch: pitch)
        #expect((degrees(shape.range) - span.top + span.bottom).magnitude < 0.34)
        #expect((degrees(shape.bottomAngle) - span.bottom).magnitude < 0.34)
        #expect((degrees(shape.topAngle) - span.top).magnitude < 0.34)
        #expect((degrees(shape.returned) - span.top + span.bottom).magnitude < 0.34)
      }
    }
  }

  @Test("a swing out and back on one path is pure, in agreement and has nothing off its axis")
  func onePath() throws {
    for side in Side.allCases {
      let shape = try Self.shape(side, RepPlan(), pitch: 15)
      #expect(shape.axisAgreement > 0.999_99)
      #expect(shape.openingPurity > 0.999_99)
      #expect(shape.closingPurity > 0.999_99)
      #expect(degrees(shape.offAxis) < 0.1)
      #expect((shape.mountAxis.z - (side == .right ? 1 : -1)).magnitude < 1e-4)
      // The trunk's axis is tilted by 15 degrees; a right arm opens about the tailward end of it.
      #expect((shape.axis.z - (side == .right ? -0.258_8 : 0.258_8)).magnitude < 1e-3)
    }
  }

  /// A minimum-jerk way is fastest halfway, at 15/8 of its mean rate.
  @Test("the peak rate is the arm's, about the swing's axis")
  func peakRate() throws {
    for side in Side.allCases {
      let rep = RepPlan()
      let track = MotionTrack(truthOf: Motion(Arm(side: side, pitch: 15).turn(AngleProfile(1, rep, stillness: 1))))
      let swing = track.swing(1, 1 + rep.open + rep.hold / 2, 1 + rep.duration)
      let shape = try #require(Self.look(at: swing, in: track))
      #expect((degrees(shape.peakRate(in: track)) - 15.0 / 8 * 125 / 1.6).magnitude < 1)
    }
  }

  /// The begin is where 2 % of the way are done, the hold is what is within 5 % of the top: at 0.1353 and 0.1893 of a
  /// minimum-jerk way, by halving 10u³ − 15u⁴ + 6u⁵ = 0.02 and 0.05.
  @Test("tempo is read off the way that is done", arguments: [(0.6, 0.0, 0.6), (1.6, 0.5, 1.6), (2, 3, 1), (6, 1, 8)])
  func tempo(open: Double, hold: Double, close: Double) throws {
    let shape = try Self.shape(.right, RepPlan(open: open, hold: hold, close: close))
    #expect((shape.start - (1 + 0.1353 * open)).magnitude < 0.021)
    #expect((shape.holdStart - (1 + 0.8107 * open)).magnitude < 0.041)
    #expect((shape.holdEnd - (1 + open + hold + 0.1893 * close)).magnitude < 0.041)
    #expect((shape.end - (1 + open + hold + close)).magnitude < 0.021)
    #expect(shape.top > shape.holdStart && shape.top < shape.holdEnd)
    #expect((shape.duration - (open + hold + close - 0.1353 * open)).magnitude < 0.041)
  }

  @Test("tremor does not widen the range")
  func tremor() throws {
    var profile = AngleProfile(from: -75, [.hold(seconds: 1)])
    for leg in RepPlan().legs { profile.append(leg) }
    let turn = Arm().turn(profile)
    var track = MotionTrack()
    let truth = MotionTrack(truthOf: Motion(turn))
    for i in 0..<truth.end {
      var entry = truth[i]
      // One degree to both sides at 8 Hz about the swing's own axis.
      let tremor = radians(1) * sine(2 * .pi * 8 * entry.time)
      entry.orientation = (Matrix3(about: turn.axis, by: tremor) * turn.state(at: entry.time).orientation).quaternion
      track.append(entry)
    }
    let shape = try #require(Self.look(at: track.swing(1, 2.85, 4.7), in: track))
    #expect((degrees(shape.range) - 125).magnitude < 0.7)
  }

  @Test("a way back about another axis disagrees and ends off the axis")
  func otherAxis() throws {
    var motion = Motion(Arm().turn(AngleProfile(from: -60, [.hold(seconds: 1), .move(to: 30, seconds: 1.5)])))
    let here = motion.state(at: motion.duration).orientation
    // Back about an axis 60 degrees away from that of the opening, which was −x.
    let axis = Matrix3(x: 0, y: 0, z: 60) * Vector3(-1, 0, 0)
    motion.append(
      Turn(
        home: here, axis: axis, lever: .zero,
        profile: AngleProfile(from: 0, [.move(to: -90, seconds: 1.5), .hold(seconds: 1)])))
    let track = MotionTrack(truthOf: motion)
    let shape = try #require(Self.look(at: track.swing(1, 2.5, 4), in: track))
    #expect((shape.axisAgreement - 0.5).magnitude < 0.02)
    #expect(degrees(shape.offAxis) > 40)
  }

  @Test("who gets up in the last third of the way back turns aside there")
  func lateAside() throws {
    let straight = try Self.shape(.right, RepPlan())
    #expect(degrees(straight.lateAside) < 0.5)
    // Out by 90 degrees and 66 of the way back; then 30 degrees about an axis at right angles.
    let path = AngleProfile(
      from: -60, [.hold(seconds: 1), .move(to: 30, seconds: 1.5), .move(to: -36, seconds: 1)])
    var motion = Motion(Arm().turn(path))
    let here = motion.state(at: motion.duration).orientation
    motion.append(
      Turn(
        home: here, axis: Vector3(0, 1, 0), lever: .zero,
        profile: AngleProfile(from: 0, [.move(to: 30, seconds: 1), .hold(seconds: 1)])))
    motion.append(
      Turn(
        home: motion.state(at: motion.duration).orientation, axis: Vector3(-1, 0, 0), lever: .zero,
        profile: AngleProfile(from: 0, [.move(to: -24, seconds: 1), .hold(seconds: 1)])))
    let track = MotionTrack(truthOf: motion)
    let shape = try #require(Self.look(at: track.swing(1, 2.5, 6.5), in: track))
    #expect(degrees(shape.lateAside) > 20)
  }

  /// Out by 90 degrees, a third of it back, and on: 90 of 150.
  ///
  /// Of 11 seconds, 8 may add 4.5 degrees of tremor each.
  @Test(
    "a wandering way is less pure, but for what tremor and sway add to a long one",
    arguments: [(1.0, 1.0, 90.0 / 150), (4.0, 3.0, 90.0 / 114)])
  func wandering(out: Double, back: Double, purity: Double) throws {
    let profile = AngleProfile(
      from: -60,
      [
        .hold(seconds: 1), .move(to: 0, seconds: out), .move(to: -30, seconds: back), .move(to: 30, seconds: out),
        .move(to: -60, seconds: 1.5), .hold(seconds: 1),
      ])
    let track = MotionTrack(truthOf: Motion(Arm().turn(profile)))
    let top = 1 + out + back + out
    let shape = try #require(Self.look(at: track.swing(1, top, top + 1.5), in: track))
    #expect((shape.openingPurity - purity).magnitude < 0.01)
    #expect(shape.closingPurity > 0.999)
  }

  @Test("the faults of all samples on the way are gathered")
  func faults() throws {
    var track = MotionTrack()
    let truth = MotionTrack(truthOf: Motion(Arm().turn(AngleProfile(1, stillness: 1))))
    for i in 0..<truth.end {
      var entry = truth[i]
      entry.faults =
        i == truth.position(at: 2)
        ? .gap
        : i == truth.position(at: 3.6) ? .gyroClipped : i == truth.position(at: 0.6) ? .accelerometerClipped : []
      track.append(entry)
    }
    let shape = try #require(Self.look(at: track.swing(1, 2.85, 4.7), in: track))
    #expect(shape.faults == [.gap, .gyroClipped])
  }

  @Test("without a known elbow the swing's own acceleration tells where it is")
  func unknownElbow() throws {
    let track = MotionTrack(truthOf: Motion(Arm().turn(AngleProfile(1, stillness: 1))))
    let shape = try #require(Self.look(at: track.swing(1, 2.85, 4.7), in: track, elbow: nil))
    #expect((degrees(shape.bottomAngle) + 75).magnitude < 2)
    #expect(shape.rotation.acceleration > 1)
  }

  @Test("a swing that is not in the track has no shape")
  func outside() {
    let track = MotionTrack(truthOf: Motion(Arm().turn(AngleProfile(1, stillness: 1))))
    #expect(Self.look(at: track.swing(1, 2.85, 60), in: track) == nil)
    #expect(Self.look(at: track.swing(2.85, 2.85, 4.7), in: track) == nil)
    var analyzer = SwingAnalyzer()
    let followed = analyzer.followedBack(track.swing(1, 2.85, 60), in: track)
    #expect(followed == nil)
  }

  @Test("followed back from the top, a swing begins where its way back points, whatever went before")
  func followedBack() throws {
    // Something else first: turned away by 100 degrees about the vertical, and into the pose.
    let rep = Arm().turn(AngleProfile(1, stillness: 1))
    var motion = Motion(
      Turn(
        home: Matrix3(x: 0, y: 0, z: 100) * rep.state(at: 0).orientation, axis: Vector3(0, 0, 1), lever: .zero,
        profile: AngleProfile(from: 0, [.hold(seconds: 2)])))
    motion.carry(by: [], to: rep, seconds: 1)
    let track = MotionTrack(truthOf: motion)
    // The rep: still from 3.5 s on, opening at 4.5, top at 6.35, back at 8.2.
    var analyzer = SwingAnalyzer()
    let followed = analyzer.followedBack(track.swing(0.5, 6.35, 8.2), in: track)
    let found = try #require(followed)
    #expect(found.bottom.time >= 3 && found.bottom.time < 4.8)
    let shape = try #require(Self.look(at: found, in: track))
    #expect((degrees(shape.range) - 125).magnitude < 0.5)
    #expect(shape.axisAgreement > 0.99)
  }

  @Test("an opening begins where the arm rested last, not at a lower point before", arguments: [1.2, 4])
  func rest(stroke: Double) throws {
    // Past the bottom by 9 degrees, up to it, a rest of 0.8 s, and then the rep.
    let profile = AngleProfile(
      from: -60,
      [
        .move(to: -84, seconds: 1), .move(to: -75, seconds: 0.8), .hold(seconds: 0.8), .move(to: 50, seconds: stroke),
        .move(to: -75, seconds: stroke), .hold(seconds: 1),
      ])
    let track = MotionTrack(truthOf: Motion(Arm().turn(profile)))
    let top = 2.6 + stroke
    var analyzer = SwingAnalyzer()
    let followed = analyzer.followedBack(track.swing(1, top, top + stroke), in: track)
    let found = try #require(followed)
    #expect(found.bottom.time > 1.7 && found.bottom.time < 2.6 + 0.15 * stroke)
    let shape = try #require(Self.look(at: found, in: track))
    #expect((degrees(shape.range) - 125).magnitude < 1)
  }
}
