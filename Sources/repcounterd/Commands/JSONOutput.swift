/// Events as lines of JSON on standard output.
final class JSONOutput: EventSink {
  private let output: ByteOutput
  private let encoder = EventEncoder()

  /// Makes a sink.
  init(_ output: ByteOutput) {
    self.output = output
  }

  func begin(_ title: String) {}

  func take(_ events: [Event]) throws {
    for event in events { try output.write(encoder.line(for: event)) }
  }

  func flush() throws {
    try output.flush()
  }
}
