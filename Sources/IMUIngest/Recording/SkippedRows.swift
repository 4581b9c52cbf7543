/// What a lenient reader left out of a recording.
public struct SkippedRows: Hashable, Sendable {
  /// How many rows were skipped, by the kind of what was wrong with them.
  public private(set) var counts: [RecordingError.Code: Int] = [:]
  /// What was wrong with the first of them.
  public private(set) var first: RecordingError?

  /// Starts with nothing skipped.
  public init() {}

  /// How many rows were skipped in all.
  public var total: Int { counts.values.reduce(0, +) }

  /// Takes note of a row.
  public mutating func note(_ error: RecordingError) {
    counts[error.code, default: 0] += 1
    if first == nil { first = error }
  }
}
