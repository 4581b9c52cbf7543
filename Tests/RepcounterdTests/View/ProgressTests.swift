import Testing

@testable import repcounterd

@Suite("Progress")
struct ProgressTests {
  private final class Terminal {
    var time = 100.0
    var text = ""
  }

  private let terminal = Terminal()

  private func progress(isTerminal: Bool = true) -> Progress {
    let terminal = terminal
    return Progress("replaying", now: { terminal.time }, write: isTerminal ? { terminal.text += $0 } : nil)
  }

  @Test("what is done within a second shows nothing")
  func quick() {
    let progress = progress()
    terminal.time += 0.99
    progress.reached(0.5)
    progress.clear()
    #expect(terminal.text.isEmpty)
  }

  @Test("what takes longer shows how far it is, a few times a second, and the line goes at the end")
  func slow() {
    let progress = progress()
    for (time, share) in [(1.0, 0.25), (1.1, 0.5), (1.2, 0.759), (9.0, 1.5)] {
      terminal.time = 100 + time
      progress.reached(share)
    }
    #expect(terminal.text == ["25", "75", "100"].map { "\rreplaying: \($0) %\u{1B}[K" }.joined())
    terminal.text = ""
    progress.clear()
    progress.clear()
    #expect(terminal.text == "\r\u{1B}[K")
  }

  @Test("nothing is shown where there is no terminal")
  func noTerminal() {
    let progress = progress(isTerminal: false)
    terminal.time += 10
    progress.reached(0.5)
    progress.clear()
    #expect(terminal.text.isEmpty)
  }
}
