/// What was wrong with samples.
struct SignalFaults: OptionSet, Hashable, Sendable {
  let rawValue: UInt8

  /// The gyroscope stood at the end of its range.
  static let gyroClipped = SignalFaults(rawValue: 1)
  /// The accelerometer stood at the end of its range.
  static let accelerometerClipped = SignalFaults(rawValue: 2)
  /// Samples were missing.
  static let gap = SignalFaults(rawValue: 4)
}
