/// Decodes any binary protocol by its form: finds the frames, hands each to the format and keeps the counts.
///
/// A place that turns out to be no frame costs one byte, never the length that it promised: a good frame inside a false
/// one is kept. Memory: the longest unfinished frame and one piece of 4 KiB.
struct FramedDecoder<Format: FrameFormat>: WireDecoder {
  /// Bytes scanned at once; bounds the memory that a long read takes.
  private static var piece: Int { 4096 }
  /// Frames without any sample after which the user is told.
  private static var patience: UInt64 { 100 }

  private var format: Format
  private var ledger = FrameLedger()
  private var pending: [UInt8] = []
  /// Bytes of the trailer that may stand at the head of what is pending.
  private var trailer = 0

  /// Makes a decoder at the start of a stream.
  init(_ format: Format) {
    self.format = format
  }

  var counters: WireCounters { ledger.counters }
  var stretch: WireStretch { ledger.stretch }
  var notes: [String] { ledger.notes }

  mutating func decode(_ bytes: Span<UInt8>, into samples: inout [DecodedSample]) {
    ledger.received(bytes.count)
    var start = 0
    while start < bytes.count {
      let end = min(start + Self.piece, bytes.count)
      pending.append(addingCapacity: end - start) { output in
        for index in start..<end { output.append(bytes[index]) }
      }
      scan(ended: false, into: &samples)
      start = end
    }
  }

  mutating func finish(into samples: inout [DecodedSample]) {
    scan(ended: true, into: &samples)
    let before = samples.count
    trailer = 0
    format.quiet(into: &samples)
    ledger.quiet(samples: samples.count - before)
    if let note = format.note { ledger.note(note) }
  }

  /// Decides what it can about the pending bytes and keeps the rest.
  private mutating func scan(ended: Bool, into samples: inout [DecodedSample]) {
    var buffer: [UInt8] = []
    swap(&buffer, &pending)
    let decided = scan(buffer.span, ended: ended, into: &samples)
    buffer.removeSubrange(..<decided)
    swap(&buffer, &pending)
  }

  /// Decides what it can about bytes.
  ///
  /// - Returns: how many of them are decided.
  private mutating func scan(_ bytes: Span<UInt8>, ended: Bool, into samples: inout [DecodedSample]) -> Int {
    var position = 0
    // Lost bytes are counted in one go, which makes garbage three times as fast.
    var lost = 0
    scanning: while position < bytes.count {
      if trailer > 0 {
        guard ended || position + trailer < bytes.count else { break scanning }
        position += skipTrailer(bytes, position)
        continue scanning
      }
      switch format.inspect(bytes, at: position, ended: ended) {
      case .nothing:
        break
      case .frame(let length, let trailer):
        if lost > 0 { ledger.lost(lost) }
        lost = 0
        take(bytes.extracting(position..<position + length), into: &samples)
        position += length
        self.trailer = trailer
        continue scanning
      case .incomplete:
        if !ended { break scanning }
      case .badChecksum:
        ledger.checksumFailed()
        format.passOver(bytes, at: position)
      case .malformed:
        ledger.malformed()
      }
      lost += 1
      position += 1
    }
    if lost > 0 { ledger.lost(lost) }
    return position
  }

  /// Says how many bytes of a trailer stand at a place: all if a frame begins behind them, else none.
  private mutating func skipTrailer(_ bytes: Span<UInt8>, _ at: Int) -> Int {
    let length = min(trailer, bytes.count - at)
    trailer = 0
    if at + length < bytes.count, case .nothing = format.inspect(bytes, at: at + length, ended: false) { return 0 }
    ledger.trailer(length)
    return length
  }

  private mutating func take(_ frame: Span<UInt8>, into samples: inout [DecodedSample]) {
    let before = samples.count
    let row = format.take(frame, after: ledger.stretch.trailingBytes, into: &samples)
    ledger.frame(frame.count, samples: samples.count - before, row: row)
    if let note = format.note { ledger.note(note) }
    if ledger.counters.samples == 0, ledger.counters.frames == Self.patience { ledger.note(Format.emptyHint) }
  }
}
