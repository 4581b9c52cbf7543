/// What was wrong with samples.
public struct SignalFaults: OptionSet, Hashable, Sendable {
  /// One bit a fault.
  public let rawValue: UInt8

  /// Makes a set from its bits.
  public init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// The gyroscope stood at the end of its range.
  public static let gyroClipped = SignalFaults(rawValue: 1)
  /// The accelerometer stood at the end of its range.
  public static let accelerometerClipped = SignalFaults(rawValue: 2)
  /// Samples were missing.
  public static let gap = SignalFaults(rawValue: 4)
}
