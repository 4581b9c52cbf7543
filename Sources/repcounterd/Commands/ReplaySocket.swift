import Logging

/// The seam between `replay --socket` and the daemon's socket.
enum ReplaySocket {
  /// Serves a replay on a socket for as long as it lasts.
  ///
  /// - Parameters:
  ///   - path: of the socket.
  ///   - sink: standard output, which gets the same events.
  ///   - follower: what coaches each recording's session; nil for nobody.
  ///   - replay: does the replay with the consumer that it is given; when it is cancelled it ends soon and well, its
  ///     summary told.
  /// - Throws: what the replay throws; ``CommandFailure`` where the socket cannot be served.
  static func serve(
    path: String, sink: any EventSink, follower: ProgramFollower?, replay: (any ReplayConsumer) async throws -> Void
  ) async throws {
    let server = ReplayServer(
      address: try SocketAddress(path: path), sink: sink, follower: follower, logger: .standardError())
    try await server.serve(replay)
  }
}
