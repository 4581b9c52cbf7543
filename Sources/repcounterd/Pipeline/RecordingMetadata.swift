/// What our recordings and captures say about themselves in their metadata.
enum RecordingMetadata {
  /// Key of the line that says whose work the times of a recording's rows are.
  ///
  /// Live samples come in lumps, and a clock places them evenly; a recording of ours holds the placed times. A second clock
  /// would move them a little again, and a replay would not give what was seen live. So our recordings carry the line
  /// `# clock: placed`, and a replay takes their times as they are. The rows of other recordings are placed first.
  static let clock = "clock"
  /// The value that says that times are a clock's work already.
  static let placed = "placed"
  /// Key of the name of the wire protocol from which the samples or bytes came.
  static let wire = "wire"

  /// Whether the metadata of a recording say that its times are placed.
  static func isPlaced(_ metadata: [String: String]) -> Bool {
    metadata[clock] == placed
  }
}
