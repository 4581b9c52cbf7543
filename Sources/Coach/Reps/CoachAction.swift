public import RepDetector

/// What a coach has to say.
public enum CoachAction: Hashable, Sendable {
  /// How many reps a side is asked for, and why; `best` is the wearer's own best range, degrees, where it is known.
  case target(side: Side, reps: Int, reason: TargetProposal.Reason, best: Double?)
  /// Something short for the wearer.
  case cue(Cue)
  /// Something about a hold.
  case hold(HoldReport)
  /// What is asked for next time, judged by this session.
  case proposal(TargetProposal, quality: SessionQuality)
}
