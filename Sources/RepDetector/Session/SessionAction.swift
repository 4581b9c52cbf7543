/// What a session has to say after a rep or a command.
public enum SessionAction: Hashable, Sendable {
  /// A session began.
  case started(id: String, counts: SideCounts)
  /// A session is over; these are its counts.
  case ended(id: String, counts: SideCounts)
  /// Reps are not counted from now on.
  case paused(id: String, counts: SideCounts)
  /// Reps are counted again.
  case resumed(id: String, counts: SideCounts)
  /// A rep was counted.
  case counted(CountedRep)
  /// A set is over.
  case setEnded(RepSet)
  /// Somebody set a count right.
  case corrected(side: Side, count: Int)
}

/// A rep with its place in the session.
public struct CountedRep: Hashable, Sendable {
  /// The rep as the detector told it.
  public let rep: Rep
  /// Reps of that side in the session, this one included.
  public let count: Int
  /// Number of the set in the session, from 1, over both sides.
  public let set: Int
  /// Reps of the set, this one included.
  public let repInSet: Int

  /// Makes a counted rep.
  public init(rep: Rep, count: Int, set: Int, repInSet: Int) {
    self.rep = rep
    self.count = count
    self.set = set
    self.repInSet = repInSet
  }
}

/// Reps of one side with no pause longer than ``Session/longestPause`` between them.
public struct RepSet: Hashable, Sendable {
  /// The arm that moved.
  public let side: Side
  /// Number in the session, from 1, over both sides.
  public let number: Int
  /// Reps, corrections included.
  public let reps: Int
  /// Mean range of motion of the reps that were measured, radians.
  public let meanRangeOfMotion: Double
  /// Largest range of motion, radians.
  public let bestRangeOfMotion: Double
  /// Stream time when the first rep left the bottom, seconds.
  public let start: Double
  /// Stream time when the last rep was back, seconds.
  public let end: Double

  /// Makes a set.
  public init(
    side: Side, number: Int, reps: Int, meanRangeOfMotion: Double, bestRangeOfMotion: Double, start: Double, end: Double
  ) {
    self.side = side
    self.number = number
    self.reps = reps
    self.meanRangeOfMotion = meanRangeOfMotion
    self.bestRangeOfMotion = bestRangeOfMotion
    self.start = start
    self.end = end
  }

  /// Seconds from the start of the first rep to the end of the last.
  public var duration: Double { end - start }
}
