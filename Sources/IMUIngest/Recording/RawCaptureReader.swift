/// Reads a raw capture piece by piece; the format is described at ``RawCapture``.
///
/// On request it also takes plain bytes without any container, so that one loop serves both.
public struct RawCaptureReader: ~Copyable, Sendable {
  /// How many bytes are read at a time.
  private static let readSize = 65_536
  /// How many metadata keys are kept; a file of nothing else must not fill the memory.
  private static let mostMetadata = 1_000

  private var input: FileInput
  private var buffer: [UInt8] = []
  private var position = 0
  /// How many bytes of the file lie before the buffer.
  private var bufferOffset = 0
  private var block = [UInt8](repeating: 0, count: RawCaptureReader.readSize)

  /// Whether the file is a capture; otherwise it is plain bytes.
  public private(set) var isCapture = false
  /// What the metadata chunks said so far; of two equal keys the later holds.
  public private(set) var metadata: [String: String] = [:]
  /// What stands behind the last good chunk; nil for a capture that ended as it should, or as long as the end was not reached.
  public private(set) var tail: RawCapture.Tail?

  /// Opens a capture.
  ///
  /// - Parameters:
  ///   - path: the file; a named pipe will do too.
  ///   - acceptingPlainBytes: whether a file that is no capture is read as the plain bytes of a line; else it is refused.
  /// - Throws: ``RecordingError`` where the file cannot be opened, is no capture or of a later version.
  public init(path: String, acceptingPlainBytes: Bool = false) throws(RecordingError) {
    let descriptor = try FileOpening.forReading(path)
    try self.init(FileInput(descriptor: descriptor, file: path, closing: true), acceptingPlainBytes)
  }

  /// Reads a capture from a descriptor, such as standard input, which stays open afterwards.
  ///
  /// - Parameters:
  ///   - descriptor: open for reading, blocking.
  ///   - name: what errors call the file.
  ///   - acceptingPlainBytes: whether bytes that are no capture are read as the plain bytes of a line; else they are refused.
  /// - Throws: ``RecordingError`` where it cannot be read, is no capture or of a later version.
  public init(descriptor: Int32, name: String, acceptingPlainBytes: Bool = false) throws(RecordingError) {
    try self.init(FileInput(descriptor: descriptor, file: name, closing: false), acceptingPlainBytes)
  }

  private init(_ input: consuming FileInput, _ acceptingPlainBytes: Bool) throws(RecordingError) {
    self.input = input
    try readHeader(acceptingPlainBytes)
  }

  /// How much of the file was read, 0 to 1; nil where its size is not known, as of a pipe.
  public var shareRead: Double? { input.shareRead }

  /// The next bytes, or nil at the end, be it a good end or the beginning of the ``tail``.
  ///
  /// - Throws: ``RecordingError`` where the file cannot be read.
  public mutating func next() throws(RecordingError) -> RawCapture.Chunk? {
    guard isCapture else { return try nextPlainBytes() }
    while tail == nil, let (kind, nanoseconds, content) = try nextChunk() {
      switch kind {
      case .bytes: return RawCapture.Chunk(time: Double(nanoseconds) / 1e9, bytes: content)
      case .metadata: note(metadata: String(decoding: content, as: UTF8.self))
      }
    }
    return nil
  }

  // MARK: Parts of the file

  private mutating func readHeader(_ acceptingPlainBytes: Bool) throws(RecordingError) {
    // Byte by byte: a line at which a person types must not wait for eight bytes to be known as plain.
    var matched = 0
    while matched < RawCapture.magic.count, try fill(matched + 1), buffer[matched] == RawCapture.magic[matched] {
      matched += 1
    }
    guard matched == RawCapture.magic.count else {
      if acceptingPlainBytes { return }
      throw RecordingError(
        .notACapture, file: input.file,
        found: buffer.isEmpty ? "an empty file" : "bytes that do not begin as a capture does",
        expected: "a raw capture", advice: "make one with 'repcounterd record --raw'")
    }
    isCapture = true
    guard try fill(RawCapture.headerLength) else {
      tail = RawCapture.Tail(offset: 0, isCutShort: true)
      return
    }
    let version = UInt16(buffer[8]) | UInt16(buffer[9]) << 8
    guard version == RawCapture.version else {
      throw RecordingError(
        .unknownVersion, file: input.file, found: "a raw capture of version \(version)",
        expected: "version \(RawCapture.version)", advice: "read it with the program that wrote it, or a later one")
    }
    position = RawCapture.headerLength
  }

  private mutating func nextChunk() throws(RecordingError) -> (RawCapture.Kind, UInt64, [UInt8])? {
    let start = bufferOffset + position
    guard try fill(RawCapture.chunkHeaderLength) else {
      if position < buffer.count { tail = RawCapture.Tail(offset: start, isCutShort: true) }
      return nil
    }
    let head = word(at: position)
    let length = Int(head >> 32)
    guard let kind = RawCapture.Kind(rawValue: UInt8(truncatingIfNeeded: head)), head & 0xFFFF_FF00 == 0,
      length <= RawCapture.longestContent
    else {
      tail = RawCapture.Tail(offset: start, isCutShort: false)
      return nil
    }
    guard try fill(RawCapture.chunkHeaderLength + length) else {
      tail = RawCapture.Tail(offset: start, isCutShort: true)
      return nil
    }
    let nanoseconds = word(at: position + 8)
    let contentStart = position + RawCapture.chunkHeaderLength
    position = contentStart + length
    return (kind, nanoseconds, Array(buffer[contentStart..<position]))
  }

  private mutating func nextPlainBytes() throws(RecordingError) -> RawCapture.Chunk? {
    guard try fill(1) else { return nil }
    defer { position = buffer.count }
    return RawCapture.Chunk(time: nil, bytes: Array(buffer[position...]))
  }

  private mutating func note(metadata text: String) {
    guard let colon = text.firstIndex(of: ":") else { return }
    let key = FieldText.trimmed(text[..<colon])
    guard metadata[key] != nil || metadata.count < Self.mostMetadata else { return }
    metadata[key] = FieldText.trimmed(text[text.index(after: colon)...])
  }

  // MARK: Buffer

  /// Reads until so many bytes lie at the position; false where the file ends before.
  private mutating func fill(_ count: Int) throws(RecordingError) -> Bool {
    while buffer.count - position < count {
      buffer.removeFirst(position)
      bufferOffset += position
      position = 0
      let read = try input.read(into: &block)
      guard read > 0 else { return false }
      buffer += block[..<read]
    }
    return true
  }

  private func word(at offset: Int) -> UInt64 {
    (0..<8).reduce(0) { word, index in word | UInt64(buffer[offset + index]) << UInt64(8 * index) }
  }
}
