/// The arm that moves.
public enum Side: String, CaseIterable, Hashable, Sendable {
  /// The left arm.
  case left
  /// The right arm.
  case right

  /// The other arm.
  public var other: Side { self == .left ? .right : .left }
}
