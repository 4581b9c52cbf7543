import Coach
import RepDetector

/// Reps made up for tests: good ones unless something is said.
enum Reps {
  /// A rep, every four seconds one.
  static func rep(
    _ side: Side, _ count: Int, set: Int = 1, range: Double = 120, stroke: Double = 1.8, sparc: Double = -2.2,
    isShortReturn: Bool = false, at: Double? = nil, top: Double? = nil
  ) -> RepMeasures {
    RepMeasures(
      side: side, count: count, set: set, at: at ?? Double(count) * 4, rangeDegrees: range, openSeconds: stroke + 0.1,
      closeSeconds: stroke, sparc: sparc, isShortReturn: isShortReturn, topDegrees: top)
  }

  /// A rep of the left arm.
  static func rep(
    _ count: Int, range: Double = 120, stroke: Double = 1.8, sparc: Double = -2.2, isShortReturn: Bool = false
  ) -> RepMeasures {
    rep(.left, count, range: range, stroke: stroke, sparc: sparc, isShortReturn: isShortReturn)
  }

  /// A session with so many reps a side, so many of them clean, all unless said.
  static func session(day: Double, left: Int, right: Int, unclean: Int = 0) -> PastSession {
    PastSession(
      day: day, left: .init(reps: left, cleanReps: left - min(unclean, left)),
      right: .init(reps: right, cleanReps: right))
  }
}

extension CoachAction {
  /// The cue's code; nil for anything else.
  var code: Cue.Code? {
    if case .cue(let cue) = self { cue.code } else { nil }
  }
}
