/// Places each sample of a stream in time.
///
/// Streaming and deterministic: what it gives depends on the values it was given alone.
public struct SampleClock: Sendable {
  /// Makes a clock at the start of a stream.
  public init() {}

  /// The stream time of the next sample, seconds, never decreasing.
  ///
  /// - Parameters:
  ///   - arrival: when the host had the sample, seconds on any steady clock; for a recording, the time of its row.
  ///   - deviceTime: time from the device's own clock, seconds; nil where the wire has none.
  ///   - sequence: running number from the device; nil where the wire has none.
  public mutating func time(arrival: Double, deviceTime: Double?, sequence: UInt64?) -> Double {
    deviceTime ?? arrival
  }
}
