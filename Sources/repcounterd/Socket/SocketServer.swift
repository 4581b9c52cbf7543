import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle

/// Serves a listening socket until the program ends.
struct SocketServer: Service {
  /// How often clients that do not read are looked at.
  private static let tickInterval = TimeAmount.seconds(1)
  /// How long clients have to read the last lines when the program ends.
  private static let farewell = TimeAmount.milliseconds(300)
  /// How often is looked whether all have read them.
  private static let farewellStep = TimeAmount.milliseconds(10)

  private let socket: ListeningSocket
  private let loop: any EventLoop
  private let core: NIOLoopBound<CountingCore>
  private let logger: Logger
  private let ready: @Sendable () -> Void

  /// Makes the server of a socket for the clients of a core, which lives on the loop.
  ///
  /// - Parameter ready: called once the socket answers.
  init(
    socket: ListeningSocket, core: NIOLoopBound<CountingCore>, loop: any EventLoop, logger: Logger,
    ready: @escaping @Sendable () -> Void = {}
  ) {
    self.socket = socket
    self.core = core
    self.loop = loop
    self.logger = logger
    self.ready = ready
  }

  /// Accepts clients; at the end writes what waits for them, ends their connections and removes the socket's file.
  func run() async throws {
    let server = try await ServerBootstrap(group: loop)
      .serverChannelInitializer { [logger] channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(AcceptBackoff(logger: logger))
        }
      }
      .childChannelOption(.allowRemoteHalfClosure, value: true)
      .childChannelInitializer { [core] channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(
            ClientHandler(hub: core.value.hub, peer: SocketPeer(of: channel)))
        }
      }
      .withBoundSocket(socket.descriptor).get()
    logger.info("listening on \(socket.address.path)")
    ready()
    let ticks = loop.scheduleRepeatedTask(initialDelay: Self.tickInterval, delay: Self.tickInterval) { [core] _ in
      core.value.hub.tick()
      core.value.passTime(atLeast: 1)
    }
    try? await gracefulShutdown()
    ticks.cancel()
    socket.removeFile()
    try? await server.close()
    try await sayFarewell()
  }

  private func sayFarewell() async throws {
    try await loop.submit { core.value.hub.end() }.get()
    let end = NIODeadline.now() + Self.farewell
    while try await loop.submit({ core.value.hub.count }).get() > 0, NIODeadline.now() < end {
      try await loop.scheduleTask(in: Self.farewellStep) {}.futureResult.get()
    }
    try await loop.submit { core.value.hub.cut() }.get()
  }
}
