/// Keeps a decoder's counts: every byte that comes in ends up as part of a good frame or as lost.
struct FrameLedger: Sendable {
  /// Lost bytes in a row after which the evidence gathered so far is let go, bytes.
  ///
  /// A frame that came about by chance must not hold up belief in a stream that begins much later.
  private static let longestHole: UInt64 = 1024

  private(set) var counters = WireCounters()
  private(set) var stretch = WireStretch()
  private(set) var notes: [String] = []

  /// Takes note of bytes that came in.
  mutating func received(_ count: Int) {
    counters.bytes += UInt64(count)
  }

  /// Takes note of bytes that belong to no good frame.
  ///
  /// - Parameter keepingRun: whether they leave the row of frames whole, as another message of the same device does.
  mutating func lost(_ count: Int = 1, keepingRun: Bool = false) {
    counters.lostBytes += UInt64(count)
    stretch.trailingBytes += UInt64(count)
    if !keepingRun { stretch.run = 0 }
  }

  /// Takes note of a good frame and the samples that it completed.
  ///
  /// - Parameters:
  ///   - length: bytes of the frame.
  ///   - samples: how many samples it gave.
  ///   - row: what the frame does to the row of frames that confirm each other.
  mutating func frame(_ length: Int, samples: Int = 0, row: FrameRow = .continues) {
    if stretch.trailingBytes > 0, counters.frames > 0 { counters.resynchronisations += 1 }
    if stretch.frames == 0 || stretch.trailingBytes > Self.longestHole {
      stretch = WireStretch()
    } else {
      stretch.lostBytes += stretch.trailingBytes
      stretch.trailingBytes = 0
    }
    counters.frames += 1
    counters.frameBytes += UInt64(length)
    counters.samples += UInt64(samples)
    stretch.frames += 1
    stretch.frameBytes += UInt64(length)
    stretch.samples += UInt64(samples)
    switch row {
    case .continues: stretch.run += 1
    case .begins: stretch.run = 1
    case .stands: break
    }
    stretch.longestRun = max(stretch.longestRun, stretch.run)
  }

  /// Takes note of bytes that belong to the last frame though they stand behind it.
  mutating func trailer(_ length: Int) {
    counters.frameBytes += UInt64(length)
    stretch.frameBytes += UInt64(length)
  }

  /// Takes note of a frame whose checksum did not fit; its bytes are lost one by one as they are scanned again.
  mutating func checksumFailed() {
    counters.checksumFailures += 1
  }

  /// Takes note of a frame or line that was malformed.
  mutating func malformed() {
    counters.malformedFrames += 1
  }

  /// Says something to the user, once.
  mutating func note(_ sentence: String) {
    if !notes.contains(sentence) { notes.append(sentence) }
  }

  /// Tells that the line went quiet: what comes next does not touch what came before.
  ///
  /// - Parameter samples: how many samples came out at last that had been held back.
  mutating func quiet(samples: Int = 0) {
    counters.samples += UInt64(samples)
    stretch.samples += UInt64(samples)
    stretch.run = 0
  }
}

/// What a good frame does to the row of frames that confirm each other.
enum FrameRow: Sendable {
  /// It goes on with the row.
  case continues
  /// It is sound but does not fit the one before (a counter stepped): a new row begins with it.
  case begins
  /// It belongs to the stream and says nothing about the row.
  case stands
}
