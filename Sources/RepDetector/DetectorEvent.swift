/// Something that the detector has to say.
public enum DetectorEvent: Hashable, Sendable {
  /// A whole rep: opened and back.
  case rep(Rep)
  /// The movement entered another phase.
  case phase(PhaseChange)
  /// A swing that was no rep.
  case partial(PartialSwing)
  /// Something about the signal or the mount that the user should know; once each time it begins.
  case warning(DetectorWarning)
}

/// Where in a rep the arm is.
public enum Phase: String, CaseIterable, Hashable, Sendable {
  /// Still or unrelated movement.
  case rest
  /// The elbow moves from the bottom toward the ceiling.
  case opening
  /// The elbow is held near the ceiling.
  case top
  /// The elbow moves back.
  case closing
}

/// A change of phase.
public struct PhaseChange: Hashable, Sendable {
  /// The arm; nil while it is not known.
  public var side: Side?
  /// The phase entered.
  public var phase: Phase
  /// Stream time of the sample that showed it, seconds.
  public var at: Double
  /// Swing angle then, radians.
  public var angle: Double

  /// Makes a change of phase.
  public init(side: Side?, phase: Phase, at: Double, angle: Double) {
    self.side = side
    self.phase = phase
    self.at = at
    self.angle = angle
  }
}

/// A swing that was no rep, told so that nobody wonders.
public struct PartialSwing: Hashable, Sendable {
  /// Why it was no rep.
  public enum Reason: String, Hashable, Sendable {
    /// The opening was too small.
    case shortRange = "short_range"
    /// The closing gave back too little of the opening.
    case shortReturn = "short_return"
  }

  /// The arm; nil while it is not known.
  public var side: Side?
  /// Stream time of the sample that showed it, seconds.
  public var at: Double
  /// Range of the opening, radians.
  public var rangeOfMotion: Double
  /// Why it was no rep.
  public var reason: Reason

  /// Makes a partial swing.
  public init(side: Side?, at: Double, rangeOfMotion: Double, reason: Reason) {
    self.side = side
    self.at = at
    self.rangeOfMotion = rangeOfMotion
    self.reason = reason
  }
}

/// Something about the signal or the mount that the user should know.
public enum DetectorWarning: String, CaseIterable, Hashable, Sendable {
  /// The movement does not fit the mount that was declared.
  case mountUnlikely = "mount_unlikely"
  /// Fewer samples a second than fast reps need.
  case rateLow = "rate_low"
  /// The sensor gives no angular rate.
  case noGyro = "no_gyro"
  /// Time jumped by more than a gap can explain.
  case clockJump = "clock_jump"
  /// The gyroscope reached the end of its range.
  case gyroClipped = "gyro_clipped"
  /// A sample held numbers that no sensor measures; such samples are left out.
  case implausibleSample = "implausible_sample"
}
