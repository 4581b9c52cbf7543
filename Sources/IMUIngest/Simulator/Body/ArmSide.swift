/// The arm that wears the sensor.
public enum ArmSide: String, CaseIterable, Hashable, Sendable {
  /// The left arm.
  case left
  /// The right arm.
  case right

  /// The other arm.
  public var other: ArmSide { self == .left ? .right : .left }

  /// +1 on the right, -1 on the left: the sense of opening about the axis that points to the feet.
  package var sense: Double { self == .right ? 1 : -1 }
}
