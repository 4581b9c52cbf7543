/// Whether two swings look like two of one set.
extension SwingShape {
  /// Largest difference of the tilts toward the axis at the bottoms of two swings that are like each other, radians; the
  /// same for the turn about the axis where the range is small.
  private static let samePose = 25 * degree
  /// Largest ratio of their ranges.
  private static let sameRange = 1.6
  /// Largest ratio of their durations.
  private static let sameTempo = 4.0
  /// Seconds by which the second may begin before the first has ended: an arm that hardly rests has no certain bottom.
  private static let overlap = 0.5

  /// Whether an earlier swing begins in the pose of this one, ranges over about as much, takes about as long, and is not long
  /// ago.
  func isLike(_ earlier: SwingShape) -> Bool {
    begins(like: earlier) && Self.areAlike(earlier.range, range, within: Self.sameRange)
      && Self.areAlike(earlier.duration, duration, within: Self.sameTempo)
  }

  /// Whether an earlier swing begins in the pose of this one, and is not long ago.
  func begins(like earlier: SwingShape) -> Bool {
    let turn = wrapped(earlier.bottomAngle - bottomAngle).magnitude
    return earlier.end <= start + Self.overlap && start - earlier.end < RepJudge.setPause
      && (earlier.tilt - tilt).magnitude < Self.samePose
      && turn < max(Self.samePose, RepJudge.bottomShare * min(earlier.range, range))
  }

  private static func areAlike(_ x: Double, _ y: Double, within ratio: Double) -> Bool {
    x < ratio * y && y < ratio * x
  }
}
