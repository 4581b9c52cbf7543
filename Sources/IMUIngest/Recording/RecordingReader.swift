/// Reads a recording (CSV as described in the interface) piece by piece, a file of any size in bounded memory.
///
///     var reader = try RecordingReader(path: "walk.csv")
///     while let sample = try reader.next() { ... }
///
/// Times are those of the file in seconds, accelerations in m/s², angular rates in rad/s, numbers correctly rounded. A
/// recording without gyroscope columns gives samples whose angular rate is nil. Blank lines are ignored.
public struct RecordingReader: ~Copyable, Sendable {
  /// How many bytes are read at a time.
  private static let chunkSize = 65_536

  private var input: FileInput
  private var parser: RecordingParser
  private var chunk = [UInt8](repeating: 0, count: RecordingReader.chunkSize)
  private var samples: [IMUSample] = []
  private var position = 0
  private var failure: RecordingError?
  private var hasEnded = false

  /// Opens a recording and reads its header.
  ///
  /// - Parameters:
  ///   - path: the file; a named pipe will do too.
  ///   - rows: whether a bad row refuses the recording or is skipped and counted.
  /// - Throws: ``RecordingError`` where the file cannot be opened or read, or where it has no good header.
  public init(path: String, rows: RowPolicy = .strict) throws(RecordingError) {
    let descriptor = try FileOpening.forReading(path)
    try self.init(FileInput(descriptor: descriptor, file: path, closing: true), rows: rows)
  }

  /// Reads a recording from a descriptor, such as standard input, which stays open afterwards.
  ///
  /// - Parameters:
  ///   - descriptor: open for reading, blocking.
  ///   - name: what errors call the file.
  ///   - rows: whether a bad row refuses the recording or is skipped and counted.
  /// - Throws: ``RecordingError`` where it cannot be read or has no good header.
  public init(descriptor: Int32, name: String, rows: RowPolicy = .strict) throws(RecordingError) {
    try self.init(FileInput(descriptor: descriptor, file: name, closing: false), rows: rows)
  }

  private init(_ input: consuming FileInput, rows: RowPolicy) throws(RecordingError) {
    parser = RecordingParser(file: input.file, rows: rows)
    self.input = input
    try readHeader()
  }

  /// What the lines of the form `# key: value` said so far: after opening, those above the header and maybe more.
  public var metadata: [String: String] { parser.metadata }

  /// Whether the recording has gyroscope columns.
  public var hasAngularRate: Bool { parser.columns?.hasAngularRate ?? false }

  /// The rows that were skipped so far; none unless the reader was opened with ``RowPolicy/skipBad``.
  public var skippedRows: SkippedRows { parser.skipped }

  /// How much of the file was read, 0 to 1; nil where its size is not known, as of a pipe.
  public var shareRead: Double? { input.shareRead }

  /// The next sample, or nil at the end.
  ///
  /// - Throws: ``RecordingError`` once all samples before the failure were given; again on every further call.
  public mutating func next() throws(RecordingError) -> IMUSample? {
    while position == samples.count {
      if let failure { throw failure }
      if hasEnded { return nil }
      readChunk()
    }
    position += 1
    return samples[position - 1]
  }

  private mutating func readHeader() throws(RecordingError) {
    while parser.columns == nil, !hasEnded, failure == nil { readChunk() }
    if parser.columns == nil, let failure { throw failure }
  }

  /// Reads once; what was found comes with ``samples``, ``failure`` or ``hasEnded``.
  private mutating func readChunk() {
    samples.removeAll(keepingCapacity: true)
    position = 0
    do throws(RecordingError) {
      let count = try input.read(into: &chunk)
      if count > 0 {
        let bytes = chunk
        try parser.parse(bytes.span.extracting(0..<count), into: &samples)
      } else {
        hasEnded = true
        try parser.finish(into: &samples)
      }
    } catch {
      failure = error
    }
  }
}
