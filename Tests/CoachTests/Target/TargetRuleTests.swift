import Coach
import RepDetector
import Testing

@Suite("Target rule")
struct TargetRuleTests {
  private let rule = TargetRule()

  @Test("without a history it begins with five")
  func first() {
    #expect(rule.target(after: [], on: 0) == TargetProposal(reps: 5, reason: .first))
  }

  @Test("fourteen good sessions lead from five to fifteen, two by two and then one by one")
  func growth() {
    var sessions: [PastSession] = []
    var targets: [Int] = []
    for day in 0..<16 {
      let target = rule.target(after: sessions, on: Double(day)).reps
      targets.append(target)
      sessions.append(Reps.session(day: Double(day), left: target, right: target))
    }
    #expect(targets == [5, 5, 7, 7, 9, 9, 11, 11, 12, 12, 13, 13, 14, 14, 15, 15])
    #expect(rule.target(after: sessions, on: 16) == TargetProposal(reps: 15, reason: .most))
  }

  /// Sessions and what follows from them.
  struct Case: CustomTestStringConvertible {
    let testDescription: String
    let sessions: [PastSession]
    let day: Double
    let proposal: TargetProposal
  }

  static let cases = [
    Case(
      testDescription: "one good session asks for one more like it",
      sessions: [Reps.session(day: 0, left: 5, right: 5)], day: 1, proposal: .init(reps: 5, reason: .onceMore)),
    Case(
      testDescription: "more reps than asked for are as good",
      sessions: [Reps.session(day: 0, left: 9, right: 6), Reps.session(day: 1, left: 5, right: 7)], day: 2,
      proposal: .init(reps: 7, reason: .more)),
    Case(
      testDescription: "two of ten reps that were not whole are chance",
      sessions: [Reps.session(day: 0, left: 5, right: 5), Reps.session(day: 1, left: 5, right: 5, unclean: 2)], day: 2,
      proposal: .init(reps: 7, reason: .more)),
    Case(
      testDescription: "three of ten reps that were not whole keep it",
      sessions: [Reps.session(day: 0, left: 5, right: 5), Reps.session(day: 1, left: 5, right: 5, unclean: 3)], day: 2,
      proposal: .init(reps: 5, reason: .same)),
    Case(
      testDescription: "good sessions with another between them are not in a row",
      sessions: [
        Reps.session(day: 0, left: 5, right: 5), Reps.session(day: 1, left: 4, right: 5),
        Reps.session(day: 2, left: 5, right: 5),
      ], day: 3, proposal: .init(reps: 5, reason: .onceMore)),
    Case(
      testDescription: "half a session takes two back",
      sessions: [0, 1, 2, 3].map { Reps.session(day: $0, left: 9, right: 9) } + [
        Reps.session(day: 4, left: 4, right: 9)
      ],
      day: 5, proposal: .init(reps: 7, reason: .fewer)),
    Case(
      testDescription: "it never falls below the first", sessions: [Reps.session(day: 0, left: 1, right: 1)], day: 1,
      proposal: .init(reps: 5, reason: .fewer)),
    Case(
      testDescription: "mostly unclean reps take two back",
      sessions: [0, 1].map { Reps.session(day: $0, left: 5, right: 5) }
        + [Reps.session(day: 2, left: 14, right: 7, unclean: 14)], day: 3, proposal: .init(reps: 5, reason: .fewer)),
    Case(
      testDescription: "two weeks without leave two thirds",
      sessions: [0, 1, 2, 3].map { Reps.session(day: $0, left: 9, right: 9) }, day: 17,
      proposal: .init(reps: 6, reason: .afterBreak)),
    Case(
      testDescription: "just under two weeks are no break",
      sessions: [0, 1, 2, 3].map { Reps.session(day: $0, left: 9, right: 9) }, day: 16.9,
      proposal: .init(reps: 9, reason: .more)),
    Case(
      testDescription: "six weeks without begin again",
      sessions: [0, 1, 2, 3].map { Reps.session(day: $0, left: 9, right: 9) }, day: 45,
      proposal: .init(reps: 5, reason: .afterBreak)),
    Case(
      testDescription: "a session without reps is none",
      sessions: [
        Reps.session(day: 0, left: 5, right: 5), Reps.session(day: 1, left: 0, right: 0),
        Reps.session(day: 2, left: 5, right: 5),
      ], day: 3, proposal: .init(reps: 7, reason: .more)),
  ]

  @Test("what follows from sessions", arguments: cases)
  func follows(_ row: Case) {
    #expect(rule.target(after: row.sessions, on: row.day) == row.proposal)
  }

  @Test("where one side is asked for in a session, the other is not missed")
  func oneSide() {
    let session = PastSession(day: 0, left: .init(reps: 5, cleanReps: 5), onlySide: .left)
    #expect(rule.quality(of: session, target: 5) == .good)
  }
}
