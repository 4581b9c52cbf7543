/// What a decoder met on its wire, counted since it was made.
public struct WireCounters: Hashable, Sendable {
  /// Bytes taken in.
  public var bytes: UInt64 = 0
  /// Whole frames (or lines) that were well formed, whether or not they held a sample.
  public var frames: UInt64 = 0
  /// Bytes covered by those frames.
  public var frameBytes: UInt64 = 0
  /// Samples emitted.
  public var samples: UInt64 = 0
  /// Frames whose checksum did not fit.
  public var checksumFailures: UInt64 = 0
  /// Frames or lines that were malformed in another way (impossible length, unreadable number).
  public var malformedFrames: UInt64 = 0
  /// Bytes that belonged to no good frame.
  public var lostBytes: UInt64 = 0
  /// How often the decoder lost its step and found it again.
  public var resynchronisations: UInt64 = 0

  /// Starts all counters at zero.
  public init() {}
}
