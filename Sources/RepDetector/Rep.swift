/// One rep: an opening from the bottom to the top and the closing back.
public struct Rep: Hashable, Sendable {
  /// What was not as it should be; none for a good rep.
  public enum Flag: String, CaseIterable, Hashable, Sendable {
    /// Faster than the slow, controlled motion that the exercise asks for.
    case fast
    /// The closing gave back clearly less than the opening.
    case shortReturn = "short_return"
    /// The range was clearly under that of the set's last reps.
    case shortRange = "short_range"
    /// The motion was not smooth.
    case jerky
    /// The gyroscope reached the end of its range; the range of motion is less certain.
    case gyroClipped = "gyro_clipped"
    /// The accelerometer reached the end of its range.
    case accelClipped = "accel_clipped"
    /// Samples were missing.
    case gap
  }

  /// Share of the opening under which the closing is called short.
  public static let fullReturn = 0.85

  /// The arm that moved.
  public var side: Side
  /// Stream time when the opening left the bottom, seconds.
  public var start: Double
  /// Stream time of the top, seconds.
  public var top: Double
  /// Stream time when the elbow was back, seconds.
  public var end: Double
  /// Stream time of the sample that made the detector report, seconds.
  public var at: Double
  /// Swing angle at the top minus swing angle at the bottom before it, radians.
  public var rangeOfMotion: Double
  /// Swing angle at the top, radians; elbow straight to the side is 0, to the ceiling +pi/2.
  public var topAngle: Double
  /// Swing angle at the bottom before the opening, radians.
  public var bottomAngle: Double
  /// Seconds from the bottom to the begin of the hold.
  public var openDuration: Double
  /// Seconds near the top.
  public var holdDuration: Double
  /// Seconds from the end of the hold to the bottom.
  public var closeDuration: Double
  /// Largest angular speed about the swing's axis, rad/s.
  public var peakRate: Double
  /// Spectral arc length of the angular speed; 0 is smoothest.
  ///
  /// Source: Balasubramanian, Melendez-Calderon, Roby-Brami and Burdet, J. NeuroEng. Rehabil. 12:112, 2015.
  public var sparc: Double
  /// What was not as it should be, in the order of ``Flag``'s cases.
  public var flags: [Flag]

  /// Makes a rep from its parts.
  public init(
    side: Side, start: Double, top: Double, end: Double, at: Double,
    rangeOfMotion: Double, topAngle: Double, bottomAngle: Double,
    openDuration: Double, holdDuration: Double, closeDuration: Double,
    peakRate: Double, sparc: Double, flags: [Flag]
  ) {
    self.side = side
    self.start = start
    self.top = top
    self.end = end
    self.at = at
    self.rangeOfMotion = rangeOfMotion
    self.topAngle = topAngle
    self.bottomAngle = bottomAngle
    self.openDuration = openDuration
    self.holdDuration = holdDuration
    self.closeDuration = closeDuration
    self.peakRate = peakRate
    self.sparc = sparc
    self.flags = flags
  }
}
