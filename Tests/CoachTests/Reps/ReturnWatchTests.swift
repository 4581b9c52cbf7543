import Coach
import RepDetector
import Testing

/// When "all the way back" is said: a rep from -60 to 60 degrees was reported at 10 s, at -30 degrees.
@Suite("Waiting for the way back")
struct ReturnWatchTests {
  private static let short = Reps.rep(.left, 1, range: 120, isShortReturn: true, at: 10, top: 60)

  /// When it is said, if at all, of an arm at some angles, a sample each tenth of a second.
  private static func told(_ angles: [Double?], side: Side? = .left) -> Double? {
    var coach = RepCoach(prescription: RepPrescription())
    _ = coach.begin()
    guard coach.count(short).isEmpty else { return 10 }
    for (index, angle) in angles.enumerated() {
      let time = 10 + 0.1 * Double(index + 1)
      for case .cue(let cue) in coach.advance(to: time, side: side, angle: angle) where cue.code == .notAllTheWayBack {
        #expect(cue.at == time && cue.side == .left)
        return time
      }
    }
    return nil
  }

  @Test("not to an arm that hesitates and goes on to the bottom")
  func goesOn() {
    let hesitation = Array(repeating: Double?(-30), count: 12)
    // Back is -42 degrees: 85 % of the opening.
    #expect(Self.told(hesitation + [-36, -41, -43] + Array(repeating: -60, count: 30)) == nil)
  }

  @Test("as soon as the arm opens again")
  func opens() throws {
    let time = try #require(Self.told([-31, -33, -33, -30, -24, -20, -10, 0]))
    // It has risen by a tenth of the range above -33.
    #expect(abs(time - 10.6) < 1e-9)
  }

  @Test("to an arm that rests there, and where nothing is known of it, after two seconds", arguments: [-30, nil])
  func rests(angle: Double?) throws {
    let time = try #require(Self.told(Array(repeating: angle, count: 40)))
    #expect(abs(time - 12) < 1e-9)
  }

  @Test("what the other arm does says nothing")
  func otherArm() throws {
    let time = try #require(Self.told(Array(repeating: -60, count: 40), side: .right))
    #expect(abs(time - 12) < 1e-9)
  }

  @Test("the next rep and the set's end take it back")
  func overtaken() {
    var coach = RepCoach(prescription: RepPrescription())
    _ = coach.begin()
    #expect(coach.count(Self.short).isEmpty)
    _ = coach.count(Reps.rep(.left, 2, at: 11, top: 60))
    #expect(coach.advance(to: 20, side: .left, angle: nil).isEmpty)
    #expect(coach.count(Reps.rep(.left, 3, isShortReturn: true, at: 21, top: 60)).isEmpty)
    _ = coach.endSet(of: .left, at: 22)
    #expect(coach.advance(to: 40, side: .left, angle: nil).isEmpty)
  }

  @Test("at once where the rep's angles are not known")
  func withoutAngles() {
    var coach = RepCoach(prescription: RepPrescription())
    _ = coach.begin()
    let actions = coach.count(Reps.rep(.left, 1, isShortReturn: true, at: 10))
    #expect(actions.map(\.code) == [.notAllTheWayBack])
  }
}
