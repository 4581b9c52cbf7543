import Glibc
import IMUIngest
import Logging
import NIOCore
import NIOPosix
import RepDetector
import ServiceLifecycle
import UnixSignals

/// The program as it runs for days: sensors, session, socket, log and recording, put together and taken apart.
struct Daemon {
  /// One sensor.
  struct Sensor: Sendable {
    /// Where it is and what it speaks.
    var plan: DevicePlan
    /// How reps are detected.
    var detection: DetectorConfiguration
  }

  /// What the user wants.
  struct Options: Sendable {
    /// One sensor, or one for each arm.
    var sensors: [Sensor]
    /// Where the socket is.
    var socket: SocketAddress
    /// Permissions of the socket.
    var socketMode = ListeningSocket.usualMode
    /// Whether the socket's folder is made where it is missing.
    var createsSocketFolder = false
    /// Where events are logged; nil for nowhere.
    var log: String?
    /// Where samples are recorded; nil for nowhere.
    var record: String?
  }

  /// Longest time for an orderly end; what hangs then is cut.
  private static let patience = Duration.seconds(5)

  private let options: Options
  private let logger: Logger

  /// Makes a daemon.
  init(options: Options, logger: Logger) {
    self.options = options
    self.logger = logger
  }

  /// Runs until SIGINT or SIGTERM.
  ///
  /// - Throws: ``CommandFailure`` or ``SerialError`` where it cannot begin.
  func run() async throws {
    OpenFileLimit.raise()
    // A file that has reached the limit of its size is an error to be handled, not a reason to die.
    signal(SIGXFSZ, SIG_IGN)
    // The first takes part in nothing else, so that no file or open delays counting; see `start`.
    let socket = try ListeningSocket(
      address: options.socket, mode: options.socketMode, createsFolder: options.createsSocketFolder)
    do {
      try await serve(socket)
    } catch {
      socket.removeFile()
      throw error
    }
    socket.removeFile()
  }

  private func serve(_ socket: ListeningSocket) async throws {
    let links = try options.sensors.map { try firstLink($0.plan) }
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 2)
    // Counting and clients have a loop for themselves; files and opens, which may take their time, have the other.
    let (loop, background) = (group.next(), group.next())
    do {
      let core = try await loop.submit { [options] in NIOLoopBound(Self.makeCore(options), eventLoop: loop) }.get()
      let sinks = try await openSinks(core, loop: loop, background: background)
      let server = SocketServer(
        socket: socket, hub: try await loop.submit { NIOLoopBound(core.value.hub, eventLoop: loop) }.get(), loop: loop,
        logger: logger)
      let devices = DeviceService(
        core: core, plans: options.sensors.map(\.plan), links: links, loop: loop, background: background, logger: logger
      )
      try await runServices(sinks + [server, devices])
    } catch {
      try? await group.shutdownGracefully()
      throw error
    }
    try await group.shutdownGracefully()
  }

  /// Runs the services until a signal; they end in the opposite order, so that the last events still find their way.
  private func runServices(_ services: [any Service]) async throws {
    // The group's own steps are of interest to nobody else.
    var quiet = logger
    quiet.logLevel = .error
    var configuration = ServiceGroupConfiguration(
      services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: quiet)
    configuration.maximumGracefulShutdownDuration = Self.patience
    try await ServiceGroup(configuration: configuration).run()
  }

  /// Opens a line that the user named: what cannot be used from the start is a mistake, and waiting would hide it.
  private func firstLink(_ plan: DevicePlan) throws -> SerialLink? {
    guard case .path(let path) = plan.place else { return nil }
    return try SerialLink(path: path, baudRate: plan.baudRate)
  }

  private static func makeCore(_ options: Options) -> CountingCore {
    let sensors = options.sensors.map { SensorStream(detector: RepDetector(configuration: $0.detection)) }
    return CountingCore(sensors: sensors, hub: ClientHub())
  }

  private func openSinks(
    _ core: NIOLoopBound<CountingCore>, loop: any EventLoop, background: any EventLoop
  ) async throws -> [any Service] {
    var services: [any Service] = []
    if let path = options.log {
      let log = try await EventLog(path: path, loop: background, logger: logger) { [logger] notice in
        loop.execute { core.value.note(notice, logger) }
      }
      try await loop.submit { core.value.log = log }.get()
      services.append(log)
    }
    if let path = options.record {
      let recorder = try await SampleRecorder(
        path: path, metadata: Self.recordingMetadata(options.sensors), loop: background
      ) { [logger] error in
        loop.execute { core.value.note(error, logger) }
      }
      try await loop.submit { core.value.recorder = recorder }.get()
      services.append(recorder)
    }
    return services
  }

  /// What a recording says of itself.
  static func recordingMetadata(_ sensors: [Sensor]) -> [(key: String, value: String)] {
    var metadata = [(key: RecordingMetadata.clock, value: RecordingMetadata.placed)]
    metadata.append((key: "recorded", value: Timestamp.now.description))
    metadata.append((key: "program", value: "repcounterd \(Repcounterd.version)"))
    for sensor in sensors {
      metadata.append((key: "device", value: sensor.plan.name))
      if let wire = sensor.plan.wire { metadata.append((key: RecordingMetadata.wire, value: wire.name)) }
      if let side = sensor.detection.side { metadata.append((key: "side", value: side.rawValue)) }
    }
    return metadata
  }
}

extension CountingCore {
  /// Code of the warning that the log takes no lines.
  private static let logWarning = "log_unwritable"
  /// Code of the warning that a recording has ended early.
  private static let recordWarning = "record_unwritable"

  /// Takes note of how the log is doing and tells everybody.
  fileprivate func note(_ notice: LogNotice, _ logger: Logger) {
    switch notice {
    case .unwritable(let path, let error):
      let message =
        "the log \(path) cannot be written (\(error)): make room; counting goes on and what is missed is kept"
      standingWarnings.insert(Self.logWarning)
      logger.warning("\(message)")
      warn(code: Self.logWarning, message: message)
    case .writable(let path, let lost):
      standingWarnings.remove(Self.logWarning)
      let loss = lost > 0 ? "\(lost) events were too many to keep and are missing" : "nothing is missing"
      logger.notice("the log \(path) is written again; \(loss)")
      if lost > 0 { warn(code: "log_incomplete", message: "the log \(path) was full for long; \(loss)") }
    }
  }

  /// Takes note that a recording has ended early and tells everybody.
  fileprivate func note(_ error: RecordingError, _ logger: Logger) {
    standingWarnings.insert(Self.recordWarning)
    recorder = nil
    logger.warning("the recording ends here: \(error)")
    warn(code: Self.recordWarning, message: "the recording ends here: \(error)")
  }
}
