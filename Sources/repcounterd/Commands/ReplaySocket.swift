import IMUIngest

/// The seam between `replay --socket` and the daemon's socket.
enum ReplaySocket {
  /// Makes the consumer that counts a replay where clients of a socket can ask and watch.
  ///
  /// - Parameters:
  ///   - path: of the socket.
  ///   - sink: standard output, which gets the same events.
  /// - Throws: ``CommandFailure`` where the socket cannot be served.
  static func consumer(path: String, sink: any EventSink) async throws -> any ReplayConsumer {
    throw CommandFailure(status: .unavailable, message: "cannot serve \(path): this build has no socket")
  }
}
