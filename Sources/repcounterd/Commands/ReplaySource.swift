import IMUIngest

/// A recording or capture that is read piece by piece.
protocol ReplaySource: AnyObject {
  /// What errors and reports call it.
  var name: String { get }
  /// Whether it is a file, which never lets a reader wait.
  var isFile: Bool { get }
  /// How much of it was read, 0 to 1; nil where its size is not known.
  var shareRead: Double? { get }
  /// Decoder for a wire's bytes; nil for the rows of a recording.
  var decoder: (any WireDecoder)? { get }
  /// Whether the times of rows are a clock's work already.
  var hasPlacedRows: Bool { get }
  /// How the samples that stand incomplete in the decoder at the end are placed; nil: as those before.
  var finalTiming: ByteTiming? { get }
  /// What was left out while reading, by its stable name.
  var problems: [String: UInt64] { get }
  /// What the user should know about the reading, sentences; complete at the end.
  var notes: [String] { get }

  /// The next piece, or nil at the end.
  ///
  /// - Parameter size: how much to give at most; the events do not depend on it.
  func next(_ size: ReplayPortion.Size) throws -> ReplayPortion?
}

/// A piece of a recording or capture.
struct ReplayPortion {
  /// How large a piece is to be.
  enum Size {
    /// As it is read fastest.
    case large
    /// Small, so that a paced replay is as smooth as the stream was.
    case small
  }

  /// Rows or bytes.
  let input: SensorInput
  /// When the source had it, seconds; nil where nobody knows.
  let time: Double?
}

/// The rows of a recording.
final class RecordingSource: ReplaySource {
  /// Rows of a large piece.
  private static let rowsAtOnce = 1024

  let name: String
  let isFile: Bool
  let hasPlacedRows: Bool
  let decoder: (any WireDecoder)? = nil
  let finalTiming: ByteTiming? = nil
  private var reader: RecordingReader
  private var failure: RecordingError?

  /// Makes a source over an open recording.
  init(_ reader: consuming RecordingReader, name: String, isFile: Bool) {
    self.name = name
    self.isFile = isFile
    hasPlacedRows = RecordingMetadata.isPlaced(reader.metadata)
    self.reader = reader
  }

  var shareRead: Double? { reader.shareRead }

  var problems: [String: UInt64] {
    ["bad_rows": UInt64(reader.skippedRows.total)]
  }

  var notes: [String] {
    guard let first = reader.skippedRows.first else { return [] }
    return ["\(name): skipped \(reader.skippedRows.total) bad rows; the first: \(first)"]
  }

  func next(_ size: ReplayPortion.Size) throws -> ReplayPortion? {
    if let failure { throw failure }
    var rows: [IMUSample] = []
    let most = size == .large ? Self.rowsAtOnce : 1
    do throws(RecordingError) {
      while rows.count < most, let row = try reader.next() { rows.append(row) }
    } catch {
      // The rows before the bad one come first, however they are cut.
      guard !rows.isEmpty else { throw error }
      failure = error
    }
    guard let first = rows.first else { return nil }
    return ReplayPortion(input: .rows(rows), time: first.time)
  }
}

/// The bytes of a wire, from a capture with receive times or from a file of bytes alone.
final class WireSource: ReplaySource {
  /// Bytes of a small piece: less than one sample of most wires.
  private static let smallPiece = 32

  let name: String
  let isFile: Bool
  let decoder: (any WireDecoder)?
  let hasPlacedRows = false
  private let rate: Double?
  private var reader: RawCaptureReader
  /// Chunks that were read to find out the wire.
  private var waiting: ArraySlice<RawCapture.Chunk>
  /// What is left of bytes that are given in pieces.
  private var rest: ArraySlice<UInt8> = []

  /// Makes a source over bytes whose wire is known.
  ///
  /// - Parameters:
  ///   - wire: the bytes, with a fresh decoder.
  ///   - rate: samples a second where neither capture nor device knows when they were taken, hertz.
  ///   - name: what errors call it.
  ///   - isFile: whether it is a file.
  init(_ wire: consuming RecognisedWire, rate: Double?, name: String, isFile: Bool) {
    self.isFile = isFile
    decoder = wire.decoder
    waiting = wire.read[...]
    reader = wire.reader
    self.rate = rate
    self.name = name
  }

  var finalTiming: ByteTiming? {
    reader.isCapture ? nil : .unknown(rate: rate)
  }

  var shareRead: Double? { reader.shareRead }

  var problems: [String: UInt64] {
    ["damaged_capture": reader.tail == nil ? 0 : 1]
  }

  var notes: [String] {
    reader.tail.map { ["\(name): \($0)"] } ?? []
  }

  func next(_ size: ReplayPortion.Size) throws -> ReplayPortion? {
    if rest.isEmpty {
      guard let chunk = try waiting.popFirst() ?? reader.next() else { return nil }
      if let time = chunk.time { return ReplayPortion(input: .bytes(chunk.bytes, .arrived(time)), time: time) }
      rest = chunk.bytes[...]
    }
    let piece = size == .small ? rest.prefix(Self.smallPiece) : rest
    rest = rest[piece.endIndex...]
    return ReplayPortion(input: .bytes(Array(piece), .unknown(rate: rate)), time: nil)
  }
}
