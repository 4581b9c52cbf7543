/// Picks what a wearer is told after a rep: one thing at a time, the most useful first, and not after every rep.
///
/// Pure. Whoever is told something after each rep stops listening, so there is a rep of silence after each cue. What was
/// told last steps back behind what else is wrong, so that somebody who does two things wrong hears of both.
struct CuePicker: Hashable, Sendable {
  /// Good reps in a row after which they are praised, at first and again.
  static let praisedStreak = 3

  private var isSilent = false
  private var last: Cue.Code?
  private var streak = 0

  /// What to tell after a rep.
  ///
  /// - Parameter findings: what was wrong with it, the most useful to hear first.
  /// - Returns: one of them, praise, or nothing.
  mutating func pick(_ findings: [Cue]) -> Cue.Code? {
    streak = findings.isEmpty ? streak + 1 : 0
    if isSilent {
      isSilent = false
      return nil
    }
    let code = (findings.first { $0.code != last } ?? findings.first)?.code ?? praise
    if let code {
      isSilent = true
      last = code
      if code == .good { streak = 0 }
    }
    return code
  }

  /// A set is over, or something else was told: the next rep may be spoken of.
  mutating func restart() {
    self = CuePicker()
  }

  private var praise: Cue.Code? { streak >= Self.praisedStreak ? .good : nil }
}
