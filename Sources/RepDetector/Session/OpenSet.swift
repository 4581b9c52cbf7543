/// A set that may still grow.
public struct OpenSet: Hashable, Sendable {
  /// The arm that moves.
  public let side: Side
  /// Number in the session, from 1, over both sides.
  public let number: Int
  /// Reps so far, corrections included.
  public private(set) var reps = 0
  /// The sensor whose stream time the set's times are.
  let stream: Int
  /// Stream time when the first rep left the bottom, seconds.
  private let start: Double
  /// Stream time when the last rep was back, seconds.
  private(set) var end: Double
  private var statistics = RepStatistics()

  init(number: Int, stream: Int, first: Rep) {
    side = first.side
    self.number = number
    self.stream = stream
    start = first.start
    end = first.end
  }

  mutating func add(_ rep: Rep) {
    reps = reps.corrected(by: 1)
    end = rep.end
    statistics.add(rep)
  }

  mutating func correct(by number: Int) {
    reps = reps.corrected(by: number)
  }

  /// The set as it stands; nil where corrections have taken all its reps back.
  var closed: RepSet? {
    guard reps > 0 else { return nil }
    return RepSet(
      side: side, number: number, reps: reps, meanRangeOfMotion: statistics.meanRangeOfMotion,
      bestRangeOfMotion: statistics.bestRangeOfMotion, start: start, end: end)
  }
}
