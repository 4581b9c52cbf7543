public import RepDetector

/// What a coach needs to know of a rep.
public struct RepMeasures: Hashable, Sendable {
  /// The arm that moved.
  public var side: Side
  /// Reps of that side in the session, this one included.
  public var count: Int
  /// Number of the set in the session.
  public var set: Int
  /// Stream time of the sample that made the detector say so, seconds.
  public var at: Double
  /// Range of motion, degrees.
  public var rangeDegrees: Double
  /// Seconds from the bottom to the begin of the hold.
  public var openSeconds: Double
  /// Seconds from the end of the hold to the bottom.
  public var closeSeconds: Double
  /// Spectral arc length of the angular speed; nil where it was not measured.
  public var sparc: Double?
  /// Whether the closing gave back clearly less than the opening.
  public var isShortReturn: Bool
  /// Swing angle at the top, degrees; nil where it is not known.
  public var topDegrees: Double?

  /// Makes measures.
  public init(
    side: Side, count: Int, set: Int, at: Double, rangeDegrees: Double, openSeconds: Double, closeSeconds: Double,
    sparc: Double?, isShortReturn: Bool, topDegrees: Double? = nil
  ) {
    self.side = side
    self.count = count
    self.set = set
    self.at = at
    self.rangeDegrees = rangeDegrees
    self.openSeconds = openSeconds
    self.closeSeconds = closeSeconds
    self.sparc = sparc
    self.isShortReturn = isShortReturn
    self.topDegrees = topDegrees
  }
}
