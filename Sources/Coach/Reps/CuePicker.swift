/// Picks what a wearer is told after a rep: one thing at a time, the most useful first, and not after every rep.
///
/// Pure. Whoever is told something after each rep stops listening, so there is a rep of silence after each cue. What was
/// told last steps back behind what else is wrong, so that somebody who does two things wrong hears of both. Praise costs
/// no correction: what goes wrong in the silence after it is told one rep later, unless that one has its own.
struct CuePicker: Hashable, Sendable {
  /// Good reps in a row after which they are praised, at first and again.
  static let praisedStreak = 3

  private var isSilent = false
  private var last: Cue.Code?
  private var streak = 0
  private var owed: Cue?

  /// What to tell after a rep.
  ///
  /// - Parameters:
  ///   - findings: what was wrong with it, the most useful to hear first.
  ///   - praise: what to say where there is nothing against it.
  /// - Returns: one of them, or nothing.
  mutating func pick(_ findings: [Cue], praise: Cue) -> Cue? {
    streak = findings.isEmpty ? streak + 1 : 0
    let due = findings.first { $0.code != last } ?? findings.first
    if isSilent {
      isSilent = false
      if last == .good { owed = due }
      return nil
    }
    let told = due ?? owed ?? (streak >= Self.praisedStreak ? praise : nil)
    owed = nil
    if let told {
      isSilent = true
      last = told.code
      if told.code == .good { streak = 0 }
    }
    return told
  }

  /// A set is over, or something else was told: the next rep may be spoken of.
  mutating func restart() {
    self = CuePicker()
  }
}
