/// Turns the bytes of one wire protocol into samples.
///
/// A decoder is a pure state machine: no clock, no I/O. What it emits depends on the bytes and on the calls of
/// ``finish(into:)`` alone, never on how the bytes were cut into calls of ``decode(_:into:)``. Bad bytes are counted,
/// never thrown. Its memory is bounded by a constant whatever comes in.
public protocol WireDecoder: Sendable {
  /// What was seen so far.
  var counters: WireCounters { get }

  /// The stretch of good frames that the decoder is in, by which a detector judges it.
  var stretch: WireStretch { get }

  /// Sentences for the user's log, oldest first, each once: what was guessed, or why frames arrive and samples do not.
  ///
  /// At most a handful in the life of a decoder.
  var notes: [String] { get }

  /// Takes the next bytes and appends every sample that they complete.
  ///
  /// - Parameters:
  ///   - bytes: any number of bytes, also none.
  ///   - samples: appended to, oldest first; never cleared.
  mutating func decode(_ bytes: Span<UInt8>, into samples: inout [DecodedSample])

  /// Tells that the line went quiet or ended: an incomplete frame at the head is given up and what it held is scanned again.
  ///
  /// A line is quiet after max(100 ms, three frame times) without a byte. A later ``decode(_:into:)`` starts afresh, also
  /// with what a sample spread over several frames still lacked; counters and device clock go on.
  mutating func finish(into samples: inout [DecodedSample])
}

extension WireDecoder {
  /// Decodes an array of bytes; see ``decode(_:into:)``.
  public mutating func decode(_ bytes: [UInt8], into samples: inout [DecodedSample]) {
    decode(bytes.span, into: &samples)
  }
}
