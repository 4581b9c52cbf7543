import Glibc
import IMUIngest
import Testing

@Suite("Judging a line")
struct LinkStateTests {
  /// One round of poll and read, and what must follow.
  struct Round: Sendable, CustomTestStringConvertible {
    var events: Int32
    var count: Int
    var error: Int32
    var verdict: ReadJudge.Verdict
    var testDescription: String { "events \(events), read \(count), errno \(error): \(verdict)" }
  }

  static let rounds = [
    Round(events: POLLIN, count: 12, error: 0, verdict: .bytes(12)),
    Round(events: POLLIN | POLLHUP, count: 12, error: 0, verdict: .bytes(12)),
    Round(events: POLLIN | POLLHUP, count: 0, error: 0, verdict: .hungUp),
    Round(events: POLLHUP, count: 0, error: 0, verdict: .hungUp),
    Round(events: POLLHUP, count: -1, error: EAGAIN, verdict: .hungUp),
    Round(events: POLLERR, count: -1, error: EIO, verdict: .hungUp),
    Round(events: POLLERR, count: 0, error: 0, verdict: .hungUp),
    Round(events: POLLIN, count: -1, error: EIO, verdict: .hungUp),
    Round(events: POLLIN, count: -1, error: ENXIO, verdict: .hungUp),
    Round(events: POLLIN, count: -1, error: ENODEV, verdict: .hungUp),
    Round(events: POLLIN, count: 0, error: 0, verdict: .wait),
    Round(events: POLLIN, count: -1, error: EAGAIN, verdict: .wait),
    Round(events: POLLIN, count: -1, error: EINTR, verdict: .wait),
    Round(events: POLLIN, count: -1, error: ENOMEM, verdict: .failed(ENOMEM)),
    Round(events: POLLNVAL, count: -1, error: EBADF, verdict: .failed(EBADF)),
  ]

  @Test("each round has its verdict", arguments: rounds)
  func verdict(round: Round) {
    var judge = ReadJudge()
    #expect(judge.judge(events: Int16(round.events), count: round.count, error: round.error) == round.verdict)
  }

  @Test("a line that promises bytes for ever and gives none is given up", arguments: [(0, 0), (-1, EAGAIN)])
  func emptyPromises(count: Int, error: Int32) {
    var judge = ReadJudge()
    for _ in 0..<3 {
      for _ in 0..<15 { #expect(judge.judge(events: Int16(POLLIN), count: count, error: error) == .wait) }
      #expect(judge.judge(events: Int16(POLLIN), count: 1, error: 0) == .bytes(1))
    }
    let verdicts = (0..<16).map { _ in judge.judge(events: Int16(POLLIN), count: count, error: error) }
    #expect(verdicts.last == .hungUp)
  }

  @Test("silences are told in order, once, from the last byte on")
  func silences() {
    var watch = QuietWatch([3, 0.1], now: 10)
    #expect(watch.deadline == 10.1)
    #expect(watch.nextPassed(now: 10.05) == nil)
    #expect(watch.nextPassed(now: 10.1) == 0.1)
    #expect(watch.nextPassed(now: 10.1) == nil)
    #expect(watch.deadline == 13)
    watch.bytesCame(now: 12)
    #expect(watch.deadline == 12.1)
    #expect(watch.nextPassed(now: 20) == 0.1)
    #expect(watch.nextPassed(now: 20) == 3)
    #expect(watch.nextPassed(now: 20) == nil)
    #expect(watch.deadline == nil)
  }
}
