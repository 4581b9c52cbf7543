import IMUIngest

/// Bytes whose wire is known, at their beginning.
struct RecognisedWire: ~Copyable {
  /// The wire's name.
  let name: String
  /// A decoder that has seen nothing yet.
  var decoder: any WireDecoder
  /// What was read already; it comes before what the reader gives from now on.
  let read: [RawCapture.Chunk]
  /// The rest.
  var reader: RawCaptureReader

  /// Finds out the wire, unless it is named.
  ///
  /// - Parameters:
  ///   - reader: bytes or a capture, at the beginning.
  ///   - wire: the wire that the user names; nil to take the capture's word for it or to find it out from the bytes.
  ///   - options: what the user says about the wire.
  ///   - file: what errors call it.
  /// - Throws: ``CommandFailure`` where no wire is recognised, ``RecordingError``, ``WireOptionError``.
  init(
    _ reader: consuming RawCaptureReader, wire: WireProtocol?, options: WireOptions, file: String
  ) throws {
    var reader = reader
    var read: [RawCapture.Chunk] = []
    // Metadata stand before the first bytes.
    if let first = try reader.next() { read.append(first) }
    let found: (name: String, decoder: any WireDecoder) =
      if let known = wire ?? reader.metadata[RecordingMetadata.wire].flatMap(WireTable.named) {
        (known.name, try known.makeDecoder(options))
      } else {
        try Self.detect(&reader, &read, options, file)
      }
    name = found.name
    decoder = found.decoder
    self.read = read
    self.reader = reader
  }

  private static func detect(
    _ reader: inout RawCaptureReader, _ read: inout [RawCapture.Chunk], _ options: WireOptions, _ file: String
  ) throws -> (name: String, decoder: any WireDecoder) {
    let detector = try WireRecognition.detector(over: &reader, &read, options)
    guard case .wire(let name) = detector.verdict, let decoder = try detector.makeDecoder() else {
      let count = read.reduce(0) { $0 + $1.bytes.count }
      throw CommandFailure(
        status: .badData,
        message: count == 0
          ? "\(file): found no bytes, expected those of a sensor"
          : "\(file): found no known wire protocol in \(count) bytes; name it with --wire, or record at the right baud rate"
      )
    }
    return (name, decoder)
  }
}

/// Finds out which wire protocol bytes speak.
enum WireRecognition {
  /// The name of the wire; nil where it is none that is known.
  static func detect(_ reader: consuming RawCaptureReader, options: WireOptions) throws -> String? {
    var reader = reader
    var read: [RawCapture.Chunk] = []
    guard case .wire(let name) = try detector(over: &reader, &read, options).verdict else { return nil }
    return name
  }

  /// A detector that has reached its verdict; what it read is appended.
  fileprivate static func detector(
    over reader: inout RawCaptureReader, _ read: inout [RawCapture.Chunk], _ options: WireOptions
  ) throws -> WireDetector {
    var detector = try WireDetector(options: options)
    for chunk in read { detector.feed(chunk.bytes) }
    while detector.verdict == .undecided, let chunk = try reader.next() {
      read.append(chunk)
      detector.feed(chunk.bytes)
    }
    detector.finish()
    return detector
  }
}
