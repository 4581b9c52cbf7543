/// How one arm does its reps: range, tempo and habits.
///
/// Angles are in degrees against gravity as in ``SessionTruth``, times in seconds; every rep draws its own numbers from them.
public struct ExerciseStyle: Hashable, Sendable {
  /// Swing angle at the bottom, degrees; below -90 is beyond the midline.
  public var bottomDegrees = -118.0
  /// Range of a fresh rep, degrees; 32 to 215.
  public var rangeDegrees = 130.0
  /// Standard deviation of the range from rep to rep, degrees.
  public var rangeSpreadDegrees = 4.0
  /// Standard deviation of the bottom from rep to rep, degrees.
  public var bottomSpreadDegrees = 3.0
  /// Seconds that an opening takes.
  public var openSeconds = 1.4...2.4
  /// Seconds that the top is held; 0 turns round at once.
  public var holdSeconds = 0.2...1.2
  /// Seconds that a closing takes.
  public var closeSeconds = 1.5...2.8
  /// Seconds between a closing and the next opening.
  public var pauseSeconds = 0.05...0.6
  /// Probability that a half swing is done at constant speed rather than in one bell.
  public var steadyProbability = 0.15
  /// Probability that a half swing hesitates.
  public var hesitationProbability = 0.05
  /// Seconds that a hesitation lasts.
  public var hesitationSeconds = 0.15...0.8
  /// Largest reversal while hesitating, share of the way done so far; under 0.2.
  public var reversalShare = 0.1
  /// Share of the range that is lost from the first rep of a set to the last; 0 to 0.45.
  public var fatigue = 0.05
  /// Probability that a partial swing comes before a rep.
  public var partialProbability = 0.0
  /// Probability that a rest comes before a rep.
  public var restProbability = 0.02
  /// Seconds that such a rest lasts; under 20, or it ends the set.
  public var restSeconds = 3.0...9.0
  /// Probability that a closing gives back only 78 to 93 % of the opening.
  public var shortReturnProbability = 0.0
  /// Probability that the set ends with a swing whose closing is broken off: no rep.
  public var abandonProbability = 0.0
  /// Probability that a top is held 11 to 14 s before a rep: a rest by the definition, so no rep.
  public var longHoldProbability = 0.0
  /// How far the elbow leaves the plane of the swing, degrees; positive goes to the head.
  public var elevationDegrees = 0.0
  /// Difference of that elevation between top and bottom, degrees.
  public var elevationChangeDegrees = 6.0
  /// Standard deviation of elevation from rep to rep and on the way, degrees.
  public var elevationSpreadDegrees = 3.0
  /// Rotation of the humerus between bottom and top, degrees.
  public var spinChangeDegrees = 3.0
  /// Standard deviation of that rotation from rep to rep and on the way, degrees.
  public var spinSpreadDegrees = 2.0
  /// How far the body leans over as the arm opens, metres a radian.
  public var weightShift = 0.015
  /// The strap's slip about the arm over a set, degrees.
  public var strapSlipDegrees = 1.0

  /// Makes the style of an ordinary, careful wearer.
  public init() {}
}
