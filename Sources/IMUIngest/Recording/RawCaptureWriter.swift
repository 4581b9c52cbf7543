/// Writes a raw capture; the format is described at ``RawCapture``.
///
/// Chunks are collected and written 64 KiB at a time: call ``flush()`` as often as a crash may cost bytes, and ``finish()``
/// at the end.
public struct RawCaptureWriter: ~Copyable, Sendable {
  private var output: FileOutput
  private var firstTime: Double?
  private var lastNanoseconds: UInt64 = 0

  /// Creates a file and writes its header.
  ///
  /// - Parameters:
  ///   - path: where; something that is no regular file, such as a pipe, is written to as it is.
  ///   - replacing: whether an existing file may be replaced; else it is refused.
  /// - Throws: ``RecordingError``.
  public init(path: String, replacing: Bool = false) throws(RecordingError) {
    let descriptor = try FileOpening.forWriting(path, replacing: replacing)
    output = FileOutput(descriptor: descriptor, file: path, closing: true)
    output.buffer += RawCapture.magic
    append(UInt64(RawCapture.version))
  }

  /// Writes a pair of metadata, such as the wire's name or the baud rate.
  ///
  /// - Throws: ``RecordingError`` where the file takes no more.
  public mutating func writeMetadata(_ key: String, _ value: String) throws(RecordingError) {
    let text = Array("\(key): \(value)".utf8.prefix(RawCapture.longestContent))
    try writeChunk(.metadata, nanoseconds: 0, text.span)
  }

  /// Writes bytes as they were received.
  ///
  /// - Parameters:
  ///   - bytes: any number; none writes nothing.
  ///   - time: when they were received, seconds on any steady clock.
  /// - Throws: ``RecordingError`` where the file takes no more.
  public mutating func write(_ bytes: Span<UInt8>, receivedAt time: Double) throws(RecordingError) {
    let elapsed = max(time - (firstTime ?? time), 0) * 1e9
    firstTime = firstTime ?? time
    lastNanoseconds = max(lastNanoseconds, UInt64(exactly: elapsed.rounded()) ?? 0)
    var start = 0
    while start < bytes.count {
      let end = min(start + RawCapture.longestContent, bytes.count)
      try writeChunk(.bytes, nanoseconds: lastNanoseconds, bytes.extracting(start..<end))
      start = end
    }
  }

  /// Writes an array of bytes; see ``write(_:receivedAt:)``.
  public mutating func write(_ bytes: [UInt8], receivedAt time: Double) throws(RecordingError) {
    try write(bytes.span, receivedAt: time)
  }

  /// Hands all chunks to the operating system, so that a crash of the program does not lose them.
  ///
  /// - Throws: ``RecordingError`` where the file takes no more.
  public mutating func flush() throws(RecordingError) { try output.flush() }

  /// Writes what is left and closes the file.
  ///
  /// - Throws: ``RecordingError`` where the file takes no more.
  public consuming func finish() throws(RecordingError) { try output.finish() }

  private mutating func writeChunk(
    _ kind: RawCapture.Kind, nanoseconds: UInt64, _ content: Span<UInt8>
  ) throws(RecordingError) {
    append(UInt64(kind.rawValue) | UInt64(content.count) << 32)
    append(nanoseconds)
    for index in content.indices { output.buffer.append(content[index]) }
    try output.flushIfFull()
  }

  private mutating func append(_ word: UInt64) {
    for shift in stride(from: UInt64(0), to: 64, by: 8) {
      output.buffer.append(UInt8(truncatingIfNeeded: word >> shift))
    }
  }
}
