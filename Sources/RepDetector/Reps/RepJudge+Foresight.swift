extension RepJudge {
  /// Whether one of the swings may be back, or is worth to be followed back, or may have turned round too early.
  ///
  /// To find that out swing by swing costs more than most of what a sample costs. Inlined, because otherwise the tracker
  /// would be copied for it.
  @inline(__always)
  func mayFind(in tracker: SwingTracker) -> Bool {
    let falling = -sense * tracker.rate
    let isSlow = falling < slowRate
    // On a fast way down nothing is back.
    if !isSlow,
      tracker.turning.isFalling(
        to: tracker.track.end - 1, sense: sense, after: tracker.track.lastTime - Self.lateness)
    {
      return false
    }
    let mayBeBack = tracker.turning.maySwing(sense: sense) { closing, leastOpening in
      isSlow && closing > Self.smallestSwing
        || closing > Self.smallestReturn * max(leastOpening, Self.smallestSwing)
    }
    if mayBeBack { return true }
    guard let usualRange else { return false }
    return tracker.turning.rise(sense: sense) > TurningPoints.dipShare * Self.partialShare * usualRange
  }
}
