import RepDetector

/// Whether an arm that was reported back short of the bottom stays short of it.
///
/// A rep is reported when the elbow is back or rests near the bottom, at once, and whoever only hesitated there sinks on a
/// moment later. So "all the way back" waits until the arm has gone on, has begun the next opening, or has rested.
struct ReturnWatch: Hashable, Sendable {
  /// What became of it.
  enum Verdict: Hashable {
    case waiting
    /// The arm stays short: say so.
    case confirmed
    /// The arm went on: there is nothing to say.
    case withdrawn
  }

  /// Longest wait, seconds: nobody hesitates for longer, and much later nobody knows what is meant.
  private static let patience = 2.0
  /// Share of the range by which an arm has risen that opens again: far above tremor.
  private static let openingShare = 0.1

  /// What is to be said.
  let cue: Cue
  private let goal: Double
  private let rise: Double
  private let end: Double
  private var lowest = Double.infinity

  /// Begins with a rep that came back too little; nil where its angles are not known.
  init?(_ cue: Cue, after rep: RepMeasures) {
    guard let top = rep.topDegrees else { return nil }
    self.cue = cue
    goal = top - Rep.fullReturn * rep.rangeDegrees
    rise = Self.openingShare * rep.rangeDegrees
    end = rep.at + Self.patience
  }

  /// Takes the swing angle, degrees, nil while it is not known, at a stream time in seconds.
  mutating func see(_ angle: Double?, at time: Double) -> Verdict {
    if let angle {
      if angle <= goal { return .withdrawn }
      lowest = min(lowest, angle)
      if angle > lowest + rise { return .confirmed }
    }
    return time >= end ? .confirmed : .waiting
  }
}
