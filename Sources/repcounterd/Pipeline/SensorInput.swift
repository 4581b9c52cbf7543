import IMUIngest

/// What a source hands to a pipeline: rows of a recording or bytes of a wire.
enum SensorInput: Sendable {
  /// Rows of a recording, oldest first.
  case rows([IMUSample])
  /// Bytes of a wire, in their order.
  case bytes([UInt8], ByteTiming)
}

/// When bytes came.
enum ByteTiming: Hashable, Sendable {
  /// The host had them at this time, seconds on a steady clock that begins with the stream.
  case arrived(Double)
  /// Nobody knows: samples lie where the device's time puts them, else at an even rate, hertz, from 0.
  case unknown(rate: Double?)
}

/// When a line counts as quiet.
enum LineSilence {
  /// A line without bytes for longer than this, seconds, is quiet: what stands incomplete in the decoder is given up.
  ///
  /// No frame takes so long on the slowest line that is usual, 9600 baud.
  static let seconds = 0.1
}
