/// What one side of a wearer can do, from the reps of its last sets.
public struct OwnBest: Hashable, Sendable {
  /// Sets that are looked back at, the present one aside: more would hold a good day against the wearer for weeks.
  static let sets = 3
  /// The best of a few reps rather than of one: a single large swing is chance.
  static let reps = 3

  /// Ranges of each of the last sets, degrees, the newest set last; in a set the largest first, no more than ``reps``.
  private var recent: [[Double]] = []
  private var current: [Double] = []

  /// Starts with the sets of earlier sessions.
  ///
  /// - Parameter sets: ranges of all reps of each set, degrees, the newest set last.
  public init(sets: [[Double]] = []) {
    for set in sets.suffix(Self.sets) {
      for range in set { add(range) }
      endSet()
    }
  }

  /// The mean of the best reps, degrees; nil before there are enough.
  public var degrees: Double? {
    let best = (recent + [current]).flatMap(\.self).sorted(by: >).prefix(Self.reps)
    guard best.count == Self.reps else { return nil }
    return best.reduce(0, +) / Double(Self.reps)
  }

  /// Adds a rep of the present set.
  public mutating func add(_ range: Double) {
    current.append(range)
    current.sort(by: >)
    if current.count > Self.reps { current.removeLast() }
  }

  /// Ends the present set.
  public mutating func endSet() {
    guard !current.isEmpty else { return }
    recent = (recent + [current]).suffix(Self.sets)
    current = []
  }
}
