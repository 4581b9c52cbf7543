extension SimulatedSession {
  /// Where the truth of a recording belongs: beside it, `.truth.json` in the place of `.csv`.
  public static func truthPath(besideRecording path: String) -> String {
    (path.hasSuffix(".csv") ? String(path.dropLast(4)) : path) + ".truth.json"
  }

  /// Writes the recording with a few lines about its origin.
  ///
  /// - Parameters:
  ///   - path: where.
  ///   - replacing: whether an existing file may be replaced; else it is refused.
  /// - Throws: ``RecordingError``.
  public func writeRecording(to path: String, replacing: Bool = false) throws(RecordingError) {
    var writer = try RecordingWriter(path: path, replacing: replacing)
    try writer.writeMetadata("origin", "simulated")
    try writer.writeMetadata("scenario", scenario.name)
    try writer.writeMetadata("seed", String(scenario.seed))
    for sample in recording { try writer.write(sample) }
    try writer.finish()
  }

  /// Writes the truth.
  ///
  /// - Parameters:
  ///   - path: where.
  ///   - replacing: whether an existing file may be replaced; else it is refused.
  /// - Throws: ``RecordingError``.
  public func writeTruth(to path: String, replacing: Bool = false) throws(RecordingError) {
    var output = FileOutput(
      descriptor: try FileOpening.forWriting(path, replacing: replacing), file: path, closing: true)
    output.buffer.append(contentsOf: truth.json.utf8)
    try output.finish()
  }
}
