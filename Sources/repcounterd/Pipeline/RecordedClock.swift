/// How a recording says that its times are the work of a clock already.
///
/// Live samples come in lumps, and a clock places them evenly; a recording of ours holds the placed times. A second clock
/// would move them a little again, and a replay would not give what was seen live. So our recordings carry the line
/// `# clock: placed`, and a replay takes their times as they are. Other recordings have their rows placed.
enum RecordedClock {
  /// The key of the metadata line.
  static let key = "clock"
  /// The value that says so.
  static let placed = "placed"

  /// Whether the metadata of a recording say that its times are placed.
  static func isPlaced(_ metadata: [String: String]) -> Bool {
    metadata[key] == placed
  }
}
