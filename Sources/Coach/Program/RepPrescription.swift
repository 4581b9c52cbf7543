/// How reps are prescribed: how many, how fast, how they are judged.
///
/// Every threshold is where a cue begins; docs/coach.md gives the reasons for the defaults.
public struct RepPrescription: Hashable, Sendable {
  /// What alternates between the sides.
  public enum Alternation: String, CaseIterable, Hashable, Sendable {
    /// Both sides in a session, one after the other.
    case set
    /// One side in a session, the other in the next.
    case session
  }

  /// How targets grow and shrink from session to session.
  public var rule = TargetRule()
  /// What alternates.
  public var alternation = Alternation.set
  /// How often each side comes to its target in a session.
  public var rounds = 1
  /// Seconds of rest after a side has come to its target.
  public var restSeconds = 30.0
  /// Shortest opening or closing, seconds: a faster one is too fast.
  ///
  /// A stroke is measured from the bottom to where the arm comes to hold, which leaves out the slow ends of a swing: 0.8 s
  /// are a swing of somewhat over a second, more than 100 degrees a second on average, where momentum carries the arm.
  public var shortestStrokeSeconds = 0.8
  /// Share of the wearer's own best under which a range is well under it.
  ///
  /// Ranges of one person's reps differ by some 5 % (standard deviation); three times that is no chance.
  public var fullRangeShare = 0.8
  /// Spectral arc length below which a rep is jerky; 0 is smoothest.
  ///
  /// Two minimum-jerk swings with a stop between give about -2, each clear hesitation takes about half off: more than
  /// three in a rep.
  public var jerkySparc = -3.8
  /// Difference of the sides' mean ranges over a set from which it is told, degrees.
  ///
  /// Below 6 degrees it is the noise of measuring; 10 is clear of it.
  public var sideDifferenceDegrees = 10.0

  /// Makes the prescription of the defaults.
  public init() {}
}
