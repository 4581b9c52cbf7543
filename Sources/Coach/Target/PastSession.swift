public import RepDetector

/// What a coach needs to know of a session that is over.
public struct PastSession: Hashable, Sendable {
  /// One side's reps.
  public struct SideRecord: Hashable, Sendable {
    /// Reps, corrections included.
    public var reps = 0
    /// Reps that were whole and smooth.
    public var cleanReps = 0
    /// Ranges of the reps of each set, degrees, in their order.
    public var sets: [[Double]] = []

    /// Makes the record of no reps.
    public init(reps: Int = 0, cleanReps: Int = 0, sets: [[Double]] = []) {
      self.reps = reps
      self.cleanReps = cleanReps
      self.sets = sets
    }
  }

  /// When it began, days since any fixed day.
  public var day: Double
  /// The left arm.
  public var left: SideRecord
  /// The right arm.
  public var right: SideRecord
  /// The only side that was asked for; nil for both.
  public var onlySide: Side?
  /// The side that it began with; nil where that is not known.
  public var first: Side?

  /// Makes a session.
  public init(day: Double, left: SideRecord = SideRecord(), right: SideRecord = SideRecord(), onlySide: Side? = nil) {
    self.day = day
    self.left = left
    self.right = right
    self.onlySide = onlySide
  }

  /// One side's reps.
  public subscript(side: Side) -> SideRecord {
    get { side == .left ? left : right }
    set {
      switch side {
      case .left: left = newValue
      case .right: right = newValue
      }
    }
  }

  /// Whether anything was counted.
  public var hasReps: Bool { left.reps + right.reps > 0 }

  /// The sides that were asked for.
  var askedSides: [Side] { onlySide.map { [$0] } ?? Side.allCases }
}
