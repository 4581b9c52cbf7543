import RepDetector
import Testing

/// A rep of three seconds; times and range by hand.
private func rep(_ side: Side, _ start: Double, rom: Double = 1.5) -> Rep {
  Rep(
    side: side, start: start, top: start + 1, end: start + 3, at: start + 3.25, rangeOfMotion: rom, topAngle: 1,
    bottomAngle: 1 - rom, openDuration: 1, holdDuration: 0.5, closeDuration: 1.5, peakRate: 2, sparc: -1.5, flags: [])
}

/// What is done to a session in a table.
private enum Step: Sendable {
  case rep(Side, Double)
  case time(Double, moving: Bool = false)
  case correct(Side, Int)
  case pause
  case resume
  case start(String)
  case end
}

extension Session {
  /// Does a step and tells in short what the session said.
  fileprivate mutating func say(_ step: Step) -> [String] {
    switch step {
    case .rep(let side, let start): count(RepDetectorTests.rep(side, start)).map(Self.short)
    case .time(let time, let moving):
      advance(to: time, isMoving: moving).map { [Self.short(.setEnded($0))] } ?? []
    case .correct(let side, let number): [correct(side, by: number)].compactMap { $0.map(Self.short) }
    case .pause: [pause()].compactMap { $0.map(Self.short) }
    case .resume: [resume()].compactMap { $0.map(Self.short) }
    case .start(let id): start(id: id).map(Self.short)
    case .end: end().map(Self.short)
    }
  }

  private static func short(_ action: SessionAction) -> String {
    switch action {
    case .started(let id, let counts): "started \(id) \(counts.left)/\(counts.right)"
    case .ended(let id, let counts): "ended \(id) \(counts.left)/\(counts.right)"
    case .paused(let id, let counts): "paused \(id) \(counts.left)/\(counts.right)"
    case .resumed(let id, let counts): "resumed \(id) \(counts.left)/\(counts.right)"
    case .counted(let rep): "\(rep.rep.side) \(rep.count), set \(rep.set) rep \(rep.repInSet)"
    case .setEnded(let set): "set \(set.number) \(set.side) \(set.reps) from \(set.start) to \(set.end)"
    case .corrected(let side, let count): "\(side) is \(count)"
    }
  }
}

@Suite("Session")
struct SessionTests {
  fileprivate static let table: [(name: String, steps: [Step], said: [String])] = [
    (
      "a pause of just 20 s keeps the set",
      [.rep(.left, 0), .rep(.left, 23)],
      ["left 1, set 1 rep 1", "left 2, set 1 rep 2"]
    ),
    (
      "a longer pause ends it",
      [.rep(.left, 0), .rep(.left, 23.01)],
      ["left 1, set 1 rep 1", "set 1 left 1 from 0.0 to 3.0", "left 2, set 2 rep 1"]
    ),
    (
      "time alone ends it, once, after the pause and the allowance",
      [.rep(.left, 0), .time(23.5), .time(24), .time(24.01), .time(60)],
      ["left 1, set 1 rep 1", "set 1 left 1 from 0.0 to 3.0"]
    ),
    (
      "a swing under way keeps it open, and its start decides",
      [.rep(.left, 0), .time(25, moving: true), .rep(.left, 22.9), .time(50), .rep(.left, 60)],
      [
        "left 1, set 1 rep 1", "left 2, set 1 rep 2", "set 1 left 2 from 0.0 to 25.9", "left 3, set 2 rep 1",
      ]
    ),
    (
      "a rep of the other side ends it; sets are numbered over both sides, counts are each side's own",
      [.rep(.left, 0), .rep(.left, 4), .rep(.right, 8), .rep(.left, 12)],
      [
        "left 1, set 1 rep 1", "left 2, set 1 rep 2", "set 1 left 2 from 0.0 to 7.0", "right 1, set 2 rep 1",
        "set 2 right 1 from 8.0 to 11.0", "left 3, set 3 rep 1",
      ]
    ),
    (
      "the end of the session ends it",
      [.rep(.right, 1), .end, .time(100), .end],
      ["right 1, set 1 rep 1", "set 1 right 1 from 1.0 to 4.0", "ended a 0/1"]
    ),
    (
      "outside a session nothing is counted or corrected",
      [.end, .rep(.left, 0), .correct(.left, 1), .pause, .resume, .start("b"), .rep(.left, 9)],
      ["ended a 0/0", "started b 0/0", "left 1, set 1 rep 1"]
    ),
    (
      "a correction changes the count and the open set of that side, never below 0",
      [.rep(.left, 0), .rep(.left, 4), .correct(.left, -1), .rep(.left, 8), .correct(.right, -3), .correct(.left, 4)],
      [
        "left 1, set 1 rep 1", "left 2, set 1 rep 2", "left is 1", "left 2, set 1 rep 2", "right is 0", "left is 6",
      ]
    ),
    (
      "a correction of another side leaves the open set alone",
      [.rep(.left, 0), .correct(.right, 2), .rep(.right, 4)],
      ["left 1, set 1 rep 1", "right is 2", "set 1 left 1 from 0.0 to 3.0", "right 3, set 2 rep 1"]
    ),
    (
      "a set whose reps were all taken back is not told",
      [.rep(.left, 0), .correct(.left, -5), .time(100), .rep(.left, 101)],
      ["left 1, set 1 rep 1", "left is 0", "left 1, set 2 rep 1"]
    ),
    (
      "reps in a pause are not counted; the set goes on where the pause was short",
      [.rep(.left, 0), .pause, .pause, .rep(.left, 4), .resume, .resume, .rep(.left, 8)],
      ["left 1, set 1 rep 1", "paused a 1/0", "resumed a 1/0", "left 2, set 1 rep 2"]
    ),
    (
      "a set is over by time also while counting is paused",
      [.rep(.left, 0), .pause, .time(30)],
      ["left 1, set 1 rep 1", "paused a 1/0", "set 1 left 1 from 0.0 to 3.0"]
    ),
    (
      "starting anew ends what was, and counts and sets begin again",
      [.rep(.left, 0), .pause, .start("b"), .rep(.left, 4)],
      [
        "left 1, set 1 rep 1", "paused a 1/0", "set 1 left 1 from 0.0 to 3.0", "ended a 1/0", "started b 0/0",
        "left 1, set 1 rep 1",
      ]
    ),
  ]

  @Test("what it says after each step", arguments: table.indices)
  func says(row: Int) {
    let (name, steps, said) = Self.table[row]
    var session = Session()
    _ = session.start(id: "a")
    #expect(steps.flatMap { session.say($0) } == said, "\(name)")
  }

  @Test("two sensors feed one session, each with a time of its own")
  func twoStreams() {
    var session = Session()
    _ = session.start(id: "a")
    _ = session.count(rep(.left, 1000), stream: 0)
    #expect(session.advance(to: 5000, isMoving: false, stream: 1) == nil)
    // The other sensor's clock reads 2 s: neither earlier nor later than 1000 s, it is simply the other side.
    let actions = session.count(rep(.right, 2), stream: 1)
    #expect(actions.count == 2)
    #expect(session.counts == SideCounts(left: 1, right: 1))
    #expect(session.advance(to: 1100, isMoving: false, stream: 0) == nil)
    #expect(session.advance(to: 30, isMoving: false, stream: 1)?.number == 2)
  }

  @Test("a set tells mean, best and duration of its reps")
  func setStatistics() throws {
    var session = Session()
    _ = session.start(id: "a")
    for (start, range) in [(10.0, 1.0), (14, 2), (18, 1.8)] { _ = session.count(rep(.right, start, rom: range)) }
    guard case .setEnded(let set)? = session.end().first else {
      Issue.record("no set was told")
      return
    }
    #expect(abs(set.meanRangeOfMotion - 1.6) < 1e-12)
    #expect(set.bestRangeOfMotion == 2)
    #expect(set.duration == 11)
  }

  @Test("statistics of a side are those of its measured reps, corrections left out")
  func sideStatistics() throws {
    var session = Session()
    _ = session.start(id: "a")
    for (start, range) in [(0.0, 1.0), (4, 2), (8, 1.8)] { _ = session.count(rep(.right, start, rom: range)) }
    _ = session.correct(.right, by: -2)
    let statistics = session.statistics(of: .right)
    #expect(statistics.reps == 3)
    #expect(statistics.meanDuration == 3)
    // Deviations -0.6, 0.4, 0.2: squares sum to 0.56, over 2 is 0.28.
    #expect(abs(try #require(statistics.rangeOfMotionDeviation) - 0.28.squareRoot()) < 1e-12)
    #expect(session.statistics(of: .left).rangeOfMotionDeviation == nil)
  }

  @Test("a session is taken up again where it was, and targets outlive a session")
  func takenUpAgain() {
    var session = Session()
    session.target = SideCounts(left: 10)
    _ = session.start(id: "a", counts: SideCounts(left: 7, right: 5), sets: 3)
    let actions = session.count(rep(.left, 0))
    #expect(actions == [.counted(CountedRep(rep: rep(.left, 0), count: 8, set: 4, repInSet: 1))])
    _ = session.start(id: "b")
    #expect(session.target == SideCounts(left: 10))
    #expect(session.counts == SideCounts())
  }

  @Test("a correction that would overflow ends at the largest count")
  func overflow() {
    var session = Session()
    _ = session.start(id: "a", counts: SideCounts(left: .max - 1))
    _ = session.count(rep(.left, 0))
    #expect(session.correct(.left, by: .max) == .corrected(side: .left, count: .max))
    #expect(session.count(rep(.left, 4)).count == 1)
  }
}
