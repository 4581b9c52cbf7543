import Coach
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
    /// Where clients are served; nil for nowhere.
    var socket: Socket?
    /// Where events are logged; nil for nowhere.
    var log: String?
    /// Size in bytes from which on the log is put aside and a new one is begun; nil for none.
    var logLimit: Int?
    /// Where sessions, sets and reps are kept.
    var history = HistoryLocation.none
    /// Where samples are recorded; nil for nowhere.
    var record: String?
    /// Where the bytes of the line are captured; nil for nowhere.
    var capture: String?
    /// Whether a recording or capture that exists is replaced; else it is refused.
    var replacesFiles = false
    /// Reads what is in force by command line, environment and file, on SIGHUP; nil where that makes no sense.
    var settings: (@Sendable () throws -> [ConfiguredArguments.Setting])?
    /// Seconds after which it ends by itself; nil for never.
    var duration: Double?
    /// What coaches sessions; nil for nobody.
    var follower: ProgramFollower?
  }

  /// Where clients are served.
  struct Socket: Sendable {
    /// Where.
    var address: SocketAddress
    /// Permissions of the socket.
    var mode = ListeningSocket.usualMode
    /// Name of the group that owns the socket; nil for the user's own.
    var group: String?
    /// Whether the socket's folder is made where it is missing.
    var createsFolder = false
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
  /// - Returns: what each sensor has delivered.
  /// - Throws: ``CommandFailure``, ``SerialError`` or ``RecordingError`` where it cannot begin.
  @discardableResult
  func run() async throws -> [StreamStatistics] {
    OpenFileLimit.raise()
    // A file that has reached the limit of its size is an error to be handled, not a reason to die.
    signal(SIGXFSZ, SIG_IGN)
    guard let socket = options.socket else { return try await serve(nil) }
    // First of all: a daemon that is there already must find nothing of its own touched.
    let listening =
      if let inherited = try InheritedSocket.take() {
        ListeningSocket(inherited: inherited, address: socket.address)
      } else {
        try ListeningSocket(
          address: socket.address, mode: socket.mode, group: socket.group, createsFolder: socket.createsFolder)
      }
    defer { listening.removeFile() }
    return try await serve(listening)
  }

  /// The threads that serve.
  private struct Loops {
    /// Where samples are counted and clients are served; nothing there waits for anything else.
    let counting: any EventLoop
    /// Where history and log are written: what a wearer waits for is not behind anything slower.
    let stores: any EventLoop
    /// Where files are recorded, and lines are opened and listed.
    let background: any EventLoop
  }

  private func serve(_ socket: ListeningSocket?) async throws -> [StreamStatistics] {
    let links = try options.sensors.map { try firstLink($0.plan) }
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 3)
    do {
      let loops = Loops(counting: group.next(), stores: group.next(), background: group.next())
      let statistics = try await serve(socket, links: links, loops: loops)
      try await group.shutdownGracefully()
      return statistics
    } catch {
      try? await group.shutdownGracefully()
      throw error
    }
  }

  private func serve(
    _ socket: ListeningSocket?, links: [SerialLink?], loops: Loops
  ) async throws -> [StreamStatistics] {
    let loop = loops.counting
    let core = try await loop.submit { [options, logger] in
      NIOLoopBound(Self.makeCore(options, loop, logger), eventLoop: loop)
    }.get()
    let stores = try await openStores(core, loops)
    var services = stores.services + (try await openRecordings(core, loops))
    let devices = try await DeviceService(
      core: core, plans: options.sensors.map(\.plan), links: links, loop: loop, background: loops.background,
      resumption: stores.resumption,
      memoryPath: StateFolder.path.map { "\($0)/\(DeviceMemory.fileName)" }, logger: logger)
    let manager = ServiceManager.current
    if let manager { services.append(ServiceReport(to: manager, core: core, loop: loop)) }
    if let settings = options.settings {
      services.append(await Reloading(core: core, loop: loop, logger: logger, read: settings))
    }
    if let socket {
      let server = SocketServer(socket: socket, core: core, loop: loop, logger: logger) { manager?.tell("READY=1") }
      services.append(server)
    }
    services.append(devices)
    let pages = loops.background.scheduleTask(in: .seconds(StartPages.delay)) { StartPages.giveBack() }
    defer { pages.cancel() }
    try await runServices(services)
    return try await loop.submit { core.value.pipeline.sensors.map(\.statistics) }.get()
  }

  /// Runs the services until a signal; they end in the opposite order, so that the last events still find their way.
  private func runServices(_ services: [any Service]) async throws {
    var configurations = services.map { ServiceGroupConfiguration.ServiceConfiguration(service: $0) }
    if let duration = options.duration {
      configurations.append(
        .init(service: Timeout(seconds: duration), successTerminationBehavior: .gracefullyShutdownGroup))
    }
    // The group's own steps are of interest to nobody else.
    var quiet = logger
    quiet.logLevel = .error
    var configuration = ServiceGroupConfiguration(
      services: configurations, gracefulShutdownSignals: [.sigterm, .sigint], logger: quiet)
    configuration.maximumGracefulShutdownDuration = Self.patience
    try await ServiceGroup(configuration: configuration).run()
  }

  /// Ends after a time, or when the program does.
  private struct Timeout: Service {
    let seconds: Double

    func run() async throws {
      await cancelWhenGracefulShutdown { try? await Task.sleep(for: .seconds(seconds)) }
    }
  }

  /// Opens a line that the user named: what cannot be used from the start is a mistake, and waiting would hide it.
  private func firstLink(_ plan: DevicePlan) throws -> SerialLink? {
    guard case .path(let path) = plan.place else { return nil }
    return try SerialLink(path: path, baudRate: plan.baudRate)
  }

  private static func makeCore(_ options: Options, _ loop: any EventLoop, _ logger: Logger) -> CountingCore {
    let sensors = options.sensors.map { SensorStream(detector: RepDetector(configuration: $0.detection)) }
    let core = CountingCore(sensors: sensors, hub: ClientHub(logger: logger), loop: loop)
    core.coach(options.follower)
    return core
  }

  /// Opens history and log.
  ///
  /// - Returns: what keeps them, and the session that goes on.
  private func openStores(
    _ core: NIOLoopBound<CountingCore>, _ loops: Loops
  ) async throws -> (services: [any Service], resumption: SessionResumption?) {
    var services: [any Service] = []
    var resumption: SessionResumption?
    var (history, log): (HistoryRecorder?, EventLog?)
    if let path = try historyPath() {
      let recorder = try await HistoryRecorder(path: path, loop: loops.stores) { [logger] notice in
        loops.counting.execute { core.value.note(notice, logger) }
      }
      services.append(recorder)
      // A history that cannot be read has said so already; then a new session begins.
      resumption = try? await recorder.resumption().get()
      if let found = resumption, let log = options.log, await completeHistory(recorder, found, fromLog: log) {
        resumption = try? await recorder.resumption().get()
      }
      if let resumption { logger.notice("session \(resumption.session.session) goes on where it was cut off") }
      try await remember(recorder, excluding: resumption, core, loops)
      history = recorder
    }
    if let path = options.log {
      let events = try await EventLog(path: path, limit: options.logLimit, loop: loops.stores, logger: logger) {
        [logger] notice in
        loops.counting.execute { core.value.note(notice, logger) }
      }
      services.append(events)
      log = events
      if let history { try await completeLog(events, path, from: history) }
    }
    guard !services.isEmpty else { return ([], nil) }
    try await loops.counting.submit { [history, log] in
      core.value.delivery.stores = EventStores(history: history, log: log, loop: loops.stores)
    }.get()
    return (services, resumption)
  }

  /// Lets a program know what came before; a history that cannot be read leaves it at its beginning, which it has said.
  private func remember(
    _ recorder: HistoryRecorder, excluding resumption: SessionResumption?, _ core: NIOLoopBound<CountingCore>,
    _ loops: Loops
  ) async throws {
    guard var follower = options.follower, case .reps(let prescription) = follower.program.exercise else { return }
    let name = follower.program.name
    let past = try? await recorder.read { (database) throws(HistoryError) in
      try database.past(of: name, prescription, excluding: resumption?.session.session)
    }.get()
    guard let past else { return }
    follower.past = past
    try await loops.counting.submit { [follower] in core.value.coach(follower) }.get()
  }

  /// Writes into the history what the log shows and a crash kept out of the history, because the disk had failed before.
  ///
  /// - Returns: whether there was any.
  private func completeHistory(
    _ history: HistoryRecorder, _ resumption: SessionResumption, fromLog path: String
  ) async -> Bool {
    let id = resumption.session.session
    guard let logged = LogTail.session(inLog: path), logged.cursor.session == id else { return false }
    let read = history.read { (database) throws(HistoryError) in [try database.lastTold(in: id)] }
    guard let last = try? await read.get() else { return false }
    let missing = logged.told(after: last[0])
    for (index, (event, time)) in missing.enumerated() {
      let content: HistoryEntry.Content
      switch event {
      case .rep(let rep): content = .rep(rep, device: nil)
      case .correction(let correction): content = .correction(correction, openSet: nil, repsInSet: nil)
      default: continue
      }
      history.append(
        HistoryEntry(
          session: id, number: resumption.number + 1 + index, time: time, bootTime: .now, content: content))
    }
    return !missing.isEmpty
  }

  /// Writes into the log what a crash kept out of it, between the history and the log: reps of its last session that the
  /// history has.
  private func completeLog(_ log: EventLog, _ path: String, from history: HistoryRecorder) async throws {
    guard let cursor = LogTail.session(inLog: path)?.cursor else { return }
    let missed = try? await history.read { (database) throws(HistoryError) in
      try database.missedInSession(of: cursor)
    }.get()
    let encoder = EventEncoder()
    for (event, time) in missed ?? [] { log.append(encoder.line(for: event, time: time), isPrecious: true) }
  }

  /// The file of the history; nil for none.
  private func historyPath() throws(CommandFailure) -> String? {
    guard case .file(let path, let isGiven) = options.history else { return nil }
    guard isGiven else {
      StateFolder.makeFolders(of: path)
      return path
    }
    // What cannot be used from the start is a mistake, and waiting would hide it.
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0o600)
    guard descriptor >= 0 else {
      let error = SystemError.last
      throw CommandFailure(
        status: error.exitStatus,
        message: "the history \(path) cannot be opened (\(error)); give a path that you may write to with --history, "
          + "or 'none'")
    }
    close(descriptor)
    return path
  }

  private func openRecordings(
    _ core: NIOLoopBound<CountingCore>, _ loops: Loops
  ) async throws -> [any Service] {
    let (loop, background) = (loops.counting, loops.background)
    var services: [any Service] = []
    let tell: @Sendable (RecordingError) -> Void = { [logger] error in
      loop.execute { core.value.note(error, logger) }
    }
    let (metadata, replacing) = (Self.recordingMetadata(options.sensors), options.replacesFiles)
    if let path = options.record {
      let recorder = try await FileRecorder(loop: background, tell: tell) { () throws(RecordingError) in
        var writer = try RecordingWriter(path: path, replacing: replacing)
        try writer.writeMetadata(RecordingMetadata.clock, RecordingMetadata.placed)
        for (key, value) in metadata { try writer.writeMetadata(key, value) }
        return writer
      }
      try await loop.submit { core.value.recorder = recorder }.get()
      services.append(recorder)
    }
    if let path = options.capture {
      let capture = try await FileRecorder(loop: background, tell: tell) { () throws(RecordingError) in
        var writer = try RawCaptureWriter(path: path, replacing: replacing)
        for (key, value) in metadata { try writer.writeMetadata(key, value) }
        return writer
      }
      try await loop.submit { core.value.capture = capture }.get()
      services.append(capture)
    }
    return services
  }

  /// What a recording says of itself.
  private static func recordingMetadata(_ sensors: [Sensor]) -> [(key: String, value: String)] {
    var metadata = [
      (key: "recorded", value: Timestamp.now.description),
      (key: "program", value: "repcounterd \(Repcounterd.version)"),
    ]
    for sensor in sensors {
      metadata.append((key: "device", value: sensor.plan.name))
      if let wire = sensor.plan.wire { metadata.append((key: RecordingMetadata.wire, value: wire.name)) }
      if let side = sensor.detection.side { metadata.append((key: "side", value: side.rawValue)) }
    }
    return metadata
  }
}
