/// A swing of the plan that looks like a rep, and whether it is one.
package struct PlannedSwing: Hashable, Sendable {
  /// What the swing is by the definition of a rep.
  package enum Kind: Hashable, Sendable {
    /// A rep.
    case rep
    /// None, for a reason.
    case partial(PartialReason)
  }

  /// The arm.
  package var side: ArmSide
  /// Whether it is a rep.
  package var kind: Kind
  /// The set, counted from 1 over the session.
  package var set: Int
  /// When the opening leaves the bottom, seconds.
  package var start: Double
  /// When the opening has reached the top, seconds.
  package var top: Double
  /// When the closing has come to rest, seconds.
  package var end: Double
}

/// Why a swing is no rep.
public enum PartialReason: String, CaseIterable, Hashable, Sendable {
  /// The opening was too small.
  case shortRange = "short_range"
  /// The closing gave back too little.
  case shortReturn = "short_return"
  /// The top was held so long that it was a rest.
  case longHold = "long_hold"
}

/// Something other than a swing that the wearer did.
public struct SimulatedActivity: Hashable, Sendable {
  /// What it was, in snake case.
  public var kind: String
  /// When it began, seconds.
  public var start: Double
  /// When it was over, seconds.
  public var end: Double

  /// Makes an activity.
  public init(kind: String, start: Double, end: Double) {
    self.kind = kind
    self.start = start
    self.end = end
  }
}
