/// Something to be said aloud.
public struct Utterance: Hashable, Sendable {
  /// What it is, the most urgent last.
  public enum Urgency: Int, Comparable, Hashable, Sendable {
    /// What to do, before it begins.
    case instruction
    /// A cue or how things stand.
    case cue
    /// A count.
    case count
    /// What must not wait and is not to be cut.
    case safety

    /// Seconds after which it is not said any more: by then something else is true.
    public var patience: Double {
      switch self {
      case .instruction: 120
      case .cue: 4
      case .count: 1
      case .safety: 30
      }
    }

    /// Whether the first is less urgent than the second.
    public static func < (first: Urgency, second: Urgency) -> Bool { first.rawValue < second.rawValue }
  }

  /// The words.
  public var text: String
  /// What it is.
  public var urgency: Urgency
  /// When it became true, seconds on any clock that does not jump.
  public var since: Double

  /// Makes an utterance.
  public init(_ text: String, _ urgency: Urgency, since: Double) {
    self.text = text
    self.urgency = urgency
    self.since = since
  }
}
