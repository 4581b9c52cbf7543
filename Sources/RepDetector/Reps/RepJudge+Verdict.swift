extension RepJudge {
  /// What became of the movement just now; indirect, because most looks find nothing and nothing is what they shall hand back.
  indirect enum Verdict {
    case rep(SwingShape)
    /// Two at once: the first was odd alone and the second confirms it.
    case reps(SwingShape, SwingShape)
    case partial(PartialSwing.Reason, SwingShape)
  }
}
