import IMUIngest
import Logging
import NIOCore
import NIOPosix
import RepDetector
import ServiceLifecycle
import UnixSignals

/// Serves a replay on a socket, where clients can ask and watch as with a daemon.
struct ReplayServer {
  /// Where.
  let address: SocketAddress
  /// Standard output, which gets the same events.
  let sink: any EventSink
  /// What coaches each recording's session; nil for nobody.
  let follower: ProgramFollower?
  /// Where diagnostics go.
  let logger: Logger

  /// Serves for as long as a replay lasts; SIGINT and SIGTERM end the replay.
  ///
  /// - Parameter replay: does the replay with the consumer that it is given; it ends soon when its task is cancelled.
  /// - Throws: what the replay throws; ``CommandFailure`` where the socket cannot be served.
  func serve(_ replay: (any ReplayConsumer) async throws -> Void) async throws {
    OpenFileLimit.raise()
    let socket = try ListeningSocket(address: address)
    defer { socket.removeFile() }
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let loop = group.next()
    let core = try await loop.submit { [follower, logger] in
      let core = CountingCore(
        sensors: [SensorStream(detector: RepDetector())], hub: ClientHub(logger: logger), loop: loop)
      core.coach(follower)
      return NIOLoopBound(core, eventLoop: loop)
    }.get()
    var quiet = logger
    quiet.logLevel = .error
    let services = ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: [SocketServer(socket: socket, core: core, loop: loop, logger: logger)], logger: quiet))
    let serving = Task { try await services.run() }
    let result = await Self.interruptibly {
      try await replay(LoopReplayConsumer(core: core, loop: loop, sink: sink))
    }
    await services.triggerGracefulShutdown()
    try await serving.value
    try await group.shutdownGracefully()
    try result.get()
  }

  /// Does something in the current task, which SIGINT and SIGTERM cancel.
  private static func interruptibly(_ body: () async throws -> Void) async -> Result<Void, any Error> {
    let current = CurrentTask(task: withUnsafeCurrentTask { $0 })
    let signals = Task {
      for await _ in await UnixSignalsSequence(trapping: .sigint, .sigterm) { current.task?.cancel() }
    }
    let result: Result<Void, any Error>
    do {
      result = .success(try await body())
    } catch {
      result = .failure(error)
    }
    signals.cancel()
    await signals.value
    return result
  }

  /// The task that replays.
  ///
  /// To cancel it from another task is safe for as long as it runs, and it waits for that other task before it goes on.
  private struct CurrentTask: @unchecked Sendable {
    let task: UnsafeCurrentTask?
  }
}

/// Counts a replay in a core on its loop, and hands the events to standard output.
private final class LoopReplayConsumer: ReplayConsumer {
  private(set) var pipeline = CountingPipeline<RepDetector>(sensors: [SensorStream(detector: RepDetector())])
  private let core: NIOLoopBound<CountingCore>
  private let loop: any EventLoop
  private let sink: any EventSink

  init(core: NIOLoopBound<CountingCore>, loop: any EventLoop, sink: any EventSink) {
    self.core = core
    self.loop = loop
    self.sink = sink
  }

  func begin(_ stream: SensorStream<RepDetector>, session id: String, title: String) async throws {
    try sink.begin(title)
    try await count { core in
      core.replaceSensors([stream])
      core.changeSession { $0.start(id: id) }
    }
  }

  func take(_ input: SensorInput) async throws {
    try await count { core in _ = core.take(input, sensor: 0) }
  }

  func end(_ timing: ByteTiming?) async throws {
    try await count { core in
      core.finish(sensor: 0, timing: timing)
      core.changeSession { $0.end() }
    }
  }

  func tell(_ events: [Event]) async throws {
    try await count { core in core.say(events) }
  }

  func flush() async throws {
    try sink.flush()
  }

  /// Changes the core on its loop, and hands what it says to standard output.
  private func count(_ change: @escaping @Sendable (CountingCore) -> Void) async throws {
    let (pipeline, events) = try await loop.submit { [core] in
      let core = core.value
      var events: [Event] = []
      core.delivery.listener = { events.append($0) }
      defer { core.delivery.listener = nil }
      change(core)
      return (core.pipeline, events)
    }.get()
    self.pipeline = pipeline
    try sink.take(events)
  }
}
