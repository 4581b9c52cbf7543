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
    format.quiet()
    ledger.quiet()
  }

  /// Decides what it can about the pending bytes and keeps the rest.
  private mutating func scan(ended: Bool, into samples: inout [DecodedSample]) {
    var buffer: [UInt8] = []
    swap(&buffer, &pending)
    var position = 0
    scanning: while position < buffer.count {
      let bytes = buffer.span
      switch format.inspect(bytes, at: position, ended: ended) {
      case .frame(let length):
        take(bytes.extracting(position..<position + length), into: &samples)
        position += length
        continue scanning
      case .incomplete:
        if !ended { break scanning }
      case .badChecksum:
        ledger.checksumFailed()
      case .malformed:
        ledger.malformed()
      case .nothing:
        break
      }
      ledger.lost()
      position += 1
    }
    buffer.removeSubrange(..<position)
    swap(&buffer, &pending)
  }

  private mutating func take(_ frame: Span<UInt8>, into samples: inout [DecodedSample]) {
    let before = samples.count
    let row = format.take(frame, after: ledger.stretch.trailingBytes, into: &samples)
    ledger.frame(frame.count, samples: samples.count - before, row: row)
    if let note = format.note { ledger.note(note) }
    if ledger.counters.samples == 0, ledger.counters.frames == Self.patience { ledger.note(Format.emptyHint) }
  }
}
