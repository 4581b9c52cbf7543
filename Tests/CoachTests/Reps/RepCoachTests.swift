import Coach
import RepDetector
import Testing

@Suite("Coach of reps")
struct RepCoachTests {
  /// Codes that follow a rep and speak of how it was done.
  private static let technique: Set<Cue.Code> = [.tooFast, .notAllTheWayBack, .shortRange, .jerky, .good]

  @Test("the first session asks for five a side and says so once for each")
  func begins() {
    var coach = RepCoach(prescription: RepPrescription())
    #expect(
      coach.begin() == [
        .target(side: .left, reps: 5, reason: .first, best: nil),
        .target(side: .right, reps: 5, reason: .first, best: nil),
      ])
  }

  @Test("the target is announced once, then the rest, then the other side")
  func target() {
    var coach = RepCoach(prescription: RepPrescription())
    for number in 1...4 { #expect(!coach.count(Reps.rep(number)).contains { $0.code == .targetReached }) }
    #expect(
      coach.count(Reps.rep(5)) == [
        .cue(Cue(.targetReached, side: .left, at: 20, value: 5, next: .otherSide, restSeconds: 30))
      ])
    #expect(coach.advance(to: 49.9) == [])
    #expect(coach.advance(to: 50) == [.cue(Cue(.restOver, side: .right, at: 50))])
    #expect(coach.advance(to: 51) == [])
    for number in 1...4 { _ = coach.count(Reps.rep(.right, number, set: 2)) }
    #expect(
      coach.count(Reps.rep(.right, 5, set: 2)) == [
        .cue(Cue(.targetReached, side: .right, at: 20, value: 5, next: .done))
      ])
  }

  @Test("reps beyond the target are counted and told")
  func extra() {
    var coach = RepCoach(prescription: RepPrescription())
    for number in 1...5 { _ = coach.count(Reps.rep(number)) }
    #expect(coach.count(Reps.rep(6)) == [.cue(Cue(.extraRep, side: .left, at: 24, value: 1))])
    #expect(coach.count(Reps.rep(7)) == [.cue(Cue(.extraRep, side: .left, at: 28, value: 2))])
  }

  @Test("who begins before the rest is over is not told to")
  func earlyStart() {
    var coach = RepCoach(prescription: RepPrescription())
    for number in 1...5 { _ = coach.count(Reps.rep(number)) }
    _ = coach.count(Reps.rep(.right, 1, set: 2))
    #expect(coach.advance(to: 100) == [])
  }

  @Test("a second round begins only when the other side has come as far")
  func rounds() {
    var prescription = RepPrescription()
    prescription.rounds = 2
    var coach = RepCoach(prescription: prescription)
    var reached: [(Side, Cue.Next?)] = []
    for (round, side) in [(0, Side.left), (0, .right), (1, .left), (1, .right)] {
      for number in 1...5 {
        let rep = Reps.rep(side, 5 * round + number, set: 2 * round + (side == .left ? 1 : 2))
        for case .cue(let cue) in coach.count(rep) where cue.code == .targetReached { reached.append((side, cue.next)) }
      }
    }
    #expect(reached.map(\.0) == [.left, .right, .left, .right])
    #expect(reached.map(\.1) == [.otherSide, .otherSide, .otherSide, .done])
  }

  @Test("by session, one side is asked for, and the other the next time")
  func bySession() {
    var prescription = RepPrescription()
    prescription.alternation = .session
    var first = RepCoach(prescription: prescription)
    #expect(first.sides == [.left])
    for number in 1...5 { _ = first.count(Reps.rep(number)) }
    let past = PastSession(day: 0, left: .init(reps: 5, cleanReps: 5), onlySide: .left)
    #expect(RepCoach(prescription: prescription, history: [past], day: 1).sides == [.right])
    guard case .proposal(_, let quality)? = first.end().first else {
      Issue.record("no proposal")
      return
    }
    #expect(quality == .good)
  }

  @Test(
    "what was wrong is told, the most useful first",
    arguments: [
      (Reps.rep(1, stroke: 0.6), Cue.Code.tooFast), (Reps.rep(1, isShortReturn: true), .notAllTheWayBack),
      (Reps.rep(1, stroke: 0.6, sparc: -4, isShortReturn: true), .tooFast),
      (Reps.rep(1, sparc: -4, isShortReturn: true), .notAllTheWayBack),
    ])
  func findings(_ rep: RepMeasures, _ code: Cue.Code) {
    var coach = RepCoach(prescription: RepPrescription())
    #expect(coach.count(rep).map(\.code) == [code])
  }

  @Test("one jerky rep is chance, the second of three is told")
  func jerky() {
    var coach = RepCoach(prescription: RepPrescription(), chosen: 12)
    let sparcs = [-4.0, -2, -2, -4, -2, -4]
    let codes = sparcs.enumerated().map { coach.count(Reps.rep($0 + 1, sparc: $1)).first?.code }
    #expect(codes == [nil, nil, .good, nil, nil, .jerky] || codes == [nil, nil, nil, nil, nil, .jerky])
  }

  @Test("a rep after one that was cut short is not held against its range")
  func cutShort() {
    var coach = RepCoach(prescription: RepPrescription(), chosen: 12)
    for number in 1...3 { _ = coach.count(Reps.rep(number)) }
    // Three good ones are praised, and then there is a rep of silence, which costs no correction.
    #expect(coach.count(Reps.rep(4, isShortReturn: true)) == [])
    #expect(coach.count(Reps.rep(5, range: 90)).first?.code == .notAllTheWayBack)
    #expect(coach.count(Reps.rep(6)) == [])
    #expect(coach.count(Reps.rep(7, range: 90)).first?.code == .shortRange)
  }

  @Test("limits themselves are no mistake")
  func limits() {
    #expect(RepPrescription().findings(in: Reps.rep(1, range: 96, stroke: 0.8, sparc: -3.8), best: 120).isEmpty)
  }

  @Test("after a rep that was spoken of comes one in silence, and two mistakes are told in turn")
  func pace() {
    var coach = RepCoach(prescription: RepPrescription(), chosen: 12)
    let codes = (1...8).map { coach.count(Reps.rep($0, stroke: 0.5, sparc: -4)).first?.code }
    #expect(codes == [.tooFast, nil, .jerky, nil, .tooFast, nil, .jerky, nil])
  }

  @Test("three good reps in a row are praised, and again after three more")
  func praise() {
    var coach = RepCoach(prescription: RepPrescription(), chosen: 12)
    let codes = (1...9).map { coach.count(Reps.rep($0)).first?.code }
    #expect(codes == [nil, nil, .good, nil, nil, .good, nil, nil, .good])
  }

  @Test("the range is held against the wearer's own best, of earlier sessions too")
  func ownBest() {
    var digest = SessionDigest(prescription: RepPrescription())
    digest.begin(day: 0)
    for number in 1...5 { _ = digest.count(Reps.rep(number, range: 140)) }
    var coach = RepCoach(prescription: RepPrescription(), digest: digest, day: 1)
    #expect(coach.begin().first == .target(side: .left, reps: 5, reason: .first, best: 140))
    #expect(
      coach.count(Reps.rep(1, range: 100)) == [.cue(Cue(.shortRange, side: .left, at: 4, value: 100, limit: 140))])
    // The other side has no best yet.
    #expect(coach.count(Reps.rep(.right, 1, set: 2, range: 60)) == [])
  }

  @Test("one large rep is no best to be held against")
  func robustBest() {
    var best = OwnBest()
    for range in [180.0, 120, 120] { best.add(range) }
    #expect(best.degrees == 140)
    for _ in 0..<3 {
      best.endSet()
      for range in [100.0, 101, 102] { best.add(range) }
      best.endSet()
    }
    // The sets of long ago are forgotten.
    #expect(best.degrees == 102)
  }

  @Test("sides are compared over a set, from ten degrees on", arguments: [(106.0, true), (111, false)])
  func sides(_ right: Double, _ isTold: Bool) {
    var coach = RepCoach(prescription: RepPrescription())
    for number in 1...5 { _ = coach.count(Reps.rep(number, range: 120)) }
    #expect(coach.endSet(of: .left, at: 30) == [])
    for number in 1...5 { _ = coach.count(Reps.rep(.right, number, set: 2, range: right)) }
    let actions = coach.endSet(of: .right, at: 60)
    #expect(actions == (isTold ? [.cue(Cue(.sidesDiffer, side: .right, at: 60, value: 14, limit: 10))] : []))
  }

  @Test("a correction moves the way to the target")
  func correction() {
    var coach = RepCoach(prescription: RepPrescription())
    for number in 1...4 { _ = coach.count(Reps.rep(number)) }
    coach.correct(.left, to: 3)
    #expect(!coach.count(Reps.rep(4)).contains { $0.code == .targetReached })
    #expect(coach.count(Reps.rep(5)).first?.code == .targetReached)
  }

  @Test("the end proposes the next target")
  func proposal() {
    var coach = RepCoach(prescription: RepPrescription(), history: [Reps.session(day: 0, left: 5, right: 5)], day: 1)
    for side in Side.allCases {
      for number in 1...5 { _ = coach.count(Reps.rep(side, number, set: side == .left ? 1 : 2)) }
    }
    #expect(coach.end() == [.proposal(TargetProposal(reps: 7, reason: .more), quality: .good)])
  }

  @Test("whatever is done, nobody is spoken to about two reps in a row", arguments: 1...20)
  func neverTwice(_ seed: UInt64) {
    var generator = SplitMix(state: seed)
    var coach = RepCoach(prescription: RepPrescription(), chosen: 40)
    var last = -2
    for number in 1...39 {
      let rep = Reps.rep(
        number, range: generator.chance(0.3) ? 60 : 120, stroke: generator.chance(0.3) ? 0.5 : 1.8,
        sparc: generator.chance(0.3) ? -5 : -2, isShortReturn: generator.chance(0.3))
      let codes = coach.count(rep).compactMap(\.code)
      #expect(codes.count <= 1)
      guard let code = codes.first, Self.technique.contains(code) else { continue }
      #expect(number - last >= 2)
      last = number
    }
  }
}

/// A generator for tests (Steele, Lea and Flood 2014).
struct SplitMix {
  var state: UInt64

  mutating func chance(_ probability: Double) -> Bool {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    word ^= word >> 31
    return Double(word >> 11) * 0x1p-53 < probability
  }
}
