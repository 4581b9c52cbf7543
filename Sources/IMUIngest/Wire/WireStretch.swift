/// The stretch of good frames that a decoder is in: the evidence by which a detector believes it or not.
///
/// It begins with a good frame and is let go when more than a kilobyte passes without one.
public struct WireStretch: Hashable, Sendable {
  /// Good frames in it.
  public var frames: UInt64 = 0
  /// Bytes of those frames.
  public var frameBytes: UInt64 = 0
  /// Bytes lost between those frames.
  public var lostBytes: UInt64 = 0
  /// Bytes lost since the last of those frames.
  public var trailingBytes: UInt64 = 0
  /// Samples that those frames completed.
  public var samples: UInt64 = 0
  /// Frames in a row up to now that confirm each other: nothing between them, their counters rising where they have any.
  public var run: UInt64 = 0
  /// The longest such row.
  public var longestRun: UInt64 = 0

  /// Makes an empty stretch.
  public init() {}

  /// Share of the bytes since the stretch began that good frames cover, 0 to 1.
  public var coverage: Double {
    frameBytes == 0 ? 0 : Double(frameBytes) / Double(frameBytes + lostBytes + trailingBytes)
  }
}
