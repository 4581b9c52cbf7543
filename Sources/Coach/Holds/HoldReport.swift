/// How a hold stands, or how it ended.
public struct HoldReport: Hashable, Sendable {
  /// What a hold is doing.
  public enum State: String, Hashable, Sendable {
    /// Find the spot and say how much it hurts.
    case waiting
    /// It is held still.
    case holding
    /// The body moves: the time stands still.
    case moving
    /// Over: the pain has come down.
    case eased
    /// Over: held for as long as a spot may be.
    case timeLimit = "time_limit"
    /// Over: the spot was left.
    case left
    /// Over: the session ended.
    case ended

    /// Whether the spot is over.
    public var isOver: Bool {
      switch self {
      case .waiting, .holding, .moving: false
      case .eased, .timeLimit, .left, .ended: true
      }
    }
  }

  /// What it is doing.
  public var state: State
  /// Number of the spot, from 1.
  public var spot: Int
  /// Spots in the session.
  public var spots: Int
  /// Stream time, seconds.
  public var at: Double
  /// Seconds that it was held still.
  public var heldSeconds: Double
  /// Longest hold, seconds.
  public var limitSeconds: Double
  /// Level of pain at the start; nil before it was said.
  public var startLevel: Int?
  /// Level of pain now; nil before it was said.
  public var level: Int?
}
