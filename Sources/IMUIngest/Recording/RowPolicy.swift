/// What a reader does with a row that it cannot read.
public enum RowPolicy: Hashable, Sendable {
  /// Refuses the recording.
  case strict
  /// Leaves the row out and counts it.
  case skipBad
}
