extension SimulatedSession {
  /// The bytes that a device would have sent, in the pieces in which they arrive.
  ///
  /// - Parameters:
  ///   - encoder: the device's side of the wire; hand the same one back for each round.
  ///   - round: how often the session was played before without a break, 0 for the first time: device time and sequence go
  ///     on from there.
  /// - Returns: pieces with the time of their arrival, seconds since the session's begin in this round; equal times are one
  ///   piece.
  public func wireBytes(_ encoder: inout any SampleEncoder, round: Int = 0) -> [RawCapture.Chunk] {
    var chunks: [RawCapture.Chunk] = []
    let ahead = Double(round) * truth.duration
    let counted = UInt64(round) * ((samples.last?.sequence ?? 0) + 1)
    for var sample in samples {
      sample.deviceTime += ahead
      sample.sequence += counted
      if let last = chunks.last, last.time == sample.arrival {
        encoder.encode(sample, into: &chunks[chunks.count - 1].bytes)
      } else {
        var bytes: [UInt8] = []
        encoder.encode(sample, into: &bytes)
        chunks.append(RawCapture.Chunk(time: sample.arrival, bytes: bytes))
      }
    }
    return chunks
  }

  /// Writes the bytes of a wire as a raw capture, with the times of their arrival.
  ///
  /// - Parameters:
  ///   - path: where.
  ///   - encoding: the wire and its form.
  ///   - replacing: whether an existing file may be replaced; else it is refused.
  /// - Throws: ``RecordingError``.
  public func writeCapture(
    to path: String, encoding: SampleEncoding, replacing: Bool = false
  ) throws(RecordingError) {
    var writer = try RawCaptureWriter(path: path, replacing: replacing)
    try writer.writeMetadata("origin", "simulated")
    try writer.writeMetadata("scenario", scenario.name)
    try writer.writeMetadata("seed", String(scenario.seed))
    try writer.writeMetadata("wire", encoding.wire)
    var encoder = encoding.makeEncoder()
    for chunk in wireBytes(&encoder) { try writer.write(chunk.bytes, receivedAt: chunk.time ?? 0) }
    try writer.finish()
  }

  /// Writes the bytes of a wire alone, without any times.
  ///
  /// - Parameters:
  ///   - path: where.
  ///   - encoding: the wire and its form.
  ///   - replacing: whether an existing file may be replaced; else it is refused.
  /// - Throws: ``RecordingError``.
  public func writeBytes(
    to path: String, encoding: SampleEncoding, replacing: Bool = false
  ) throws(RecordingError) {
    var output = FileOutput(
      descriptor: try FileOpening.forWriting(path, replacing: replacing), file: path, closing: true)
    var encoder = encoding.makeEncoder()
    for chunk in wireBytes(&encoder) {
      output.buffer.append(contentsOf: chunk.bytes)
      try output.flushIfFull()
    }
    try output.finish()
  }
}
