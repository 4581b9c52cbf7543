/// Notices swings that would be reps if the sensor sat otherwise on the arm.
///
/// One such swing is anything; some in a row, large and slow as nothing but the exercise makes them, and no rep between,
/// are a set that the declared mount hides.
struct MountDoubt {
  /// Swings in a row that are enough.
  static let enough = 3
  /// Smallest range, radians, and shortest duration, seconds: arms swing less far or faster in walking.
  static let smallest = (range: 60 * degree, duration: 2.0)
  /// Longest pause between two of them, seconds.
  static let longestPause = 10.0
  /// Largest distance from a rep by all that the mount has no part in.
  static let limit = RepEvidence.Limits.mountUnknown.alone

  private var count = 0
  private var lastEnd = -Double.infinity

  /// Whether the declared mount is to be doubted, by what is seen in both senses of the angle.
  ///
  /// In the other sense a set's closings are openings. Where the mount hides some swings in each, one fewer in both is
  /// enough.
  static func isStrong(_ one: MountDoubt, _ other: MountDoubt) -> Bool {
    max(one.count, other.count) >= enough || min(one.count, other.count) >= enough - 1
  }

  /// Whether what was learned of a mount that nobody knows is to be doubted, by the same.
  ///
  /// One more than is enough to doubt what a user says: who drinks takes three sips.
  static func isVeryStrong(_ one: MountDoubt, _ other: MountDoubt) -> Bool { max(one.count, other.count) > enough }

  /// Takes a swing that was refused.
  mutating func note(_ shape: SwingShape) {
    guard shape.start >= lastEnd, shape.range >= Self.smallest.range, shape.duration >= Self.smallest.duration,
      RepEvidence.distance(shape, axis: nil, poseWeight: 0) < Self.limit
    else { return }
    count = shape.start - lastEnd < Self.longestPause ? count + 1 : 1
    lastEnd = shape.end
  }

  /// Forgets all: a rep was counted.
  mutating func settle() {
    self = MountDoubt()
  }
}
