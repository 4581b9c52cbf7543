import IMUIngest
import Logging
import NIOCore
import RepDetector

/// The shell of a ``DeviceSupervisor``: opens, reads and closes one sensor's line and feeds the core.
///
/// Lives on the core's event loop. Lines are opened on another loop, because some take their time, and read on a thread
/// of their own.
final class DeviceDriver {
  private let sensor: Int
  private let core: CountingCore
  private let loop: any EventLoop
  private let background: any EventLoop
  private let logger: Logger
  /// The moment that stream times count from, on ``MonotonicTime``.
  private let origin: Double

  private var supervisor: DeviceSupervisor
  private var memory: DeviceMemory
  private let remember: (DeviceMemory.Entry, String) -> Void
  private var link: SerialLink?
  private var reader: LinkReader?
  private var readAhead: ReadAhead?
  /// Counts lines, so that what a closed one still has to say is not taken for the next one's.
  private var lineNumber = 0
  private var timer: (at: Double, task: Scheduled<Void>)?
  private var isStopped = false
  /// Asks a sensor that sends nothing unasked.
  private var poll: HostPoll?
  private var pollTask: RepeatedTask?
  /// Tells when a sensor that is gone may be back; nil while it is there.
  private var watch: DeviceWatch?
  /// How many of the decoder's notes were told.
  private var toldNotes = 0

  /// Makes the driver of a sensor.
  ///
  /// - Parameters:
  ///   - memory: what worked before.
  ///   - remember: keeps in mind what works now.
  init(
    sensor: Int, plan: DevicePlan, core: CountingCore, loop: any EventLoop, background: any EventLoop, origin: Double,
    memory: DeviceMemory, remember: @escaping (DeviceMemory.Entry, String) -> Void, logger: Logger
  ) {
    self.memory = memory
    self.remember = remember
    self.sensor = sensor
    self.core = core
    self.loop = loop
    self.background = background
    self.origin = origin
    self.logger = logger
    supervisor = DeviceSupervisor(plan: plan)
  }

  /// What the line is doing.
  var event: DeviceEvent {
    let stream = core.pipeline.sensors[sensor]
    let isStreaming = supervisor.state == .streaming
    return DeviceEvent(
      path: supervisor.path, state: supervisor.state, wire: supervisor.wire, baud: supervisor.baudRate,
      rate: isStreaming ? stream.statistics.rate : nil, side: stream.detector.side)
  }

  /// Begins; with a line that is open already, or by looking for one.
  func start(with link: SerialLink?) {
    guard let link else { return perform(supervisor.start(at: now)) }
    let actions = supervisor.start(opened: OpenLine(link, memory: memory), path: link.path, at: now)
    listen(to: link)
    perform(actions)
  }

  /// Closes the line for good.
  func stop() {
    isStopped = true
    timer?.task.cancel()
    timer = nil
    watch?.stop()
    watch = nil
    hangUp()
  }

  private var now: Double { MonotonicTime.now }

  // MARK: What the supervisor wants

  private func perform(_ actions: [DeviceSupervisor.Action]) {
    for action in actions {
      switch action {
      case .list: list()
      case .open(let path, let baudRate): open(path, baudRate)
      case .watch: watchFolders()
      case .setBaudRate(let rate): setBaudRate(rate)
      case .send(let bytes): send(bytes)
      case .close: hangUp()
      case .begin(let decoder):
        core.relink(sensor: sensor, decoder: decoder)
        toldNotes = 0
        startPolling()
      case .remember(let entry, let name):
        if memory.note(entry, for: name) { remember(entry, name) }
      case .feed(let chunks): feed(chunks)
      case .tell: tell()
      case .warn(let code, let message):
        logger.warning("\(message)")
        core.warn(code: code, message: message)
      }
    }
    arm()
  }

  private func list() {
    let bound = NIOLoopBound(self, eventLoop: loop)
    background.submit { Self.likelyPorts() }.hop(to: loop).whenSuccess { paths in
      let driver = bound.value
      if !driver.isStopped { driver.perform(driver.supervisor.listed(paths, at: driver.now)) }
    }
  }

  /// The ports where a sensor may be found: those of USB devices that nobody holds, the likeliest first.
  private static func likelyPorts() -> [String] {
    let devices = (try? SerialDevices.list()) ?? []
    return devices.filter { $0.usb != nil && $0.isAccessible && $0.holders.isEmpty }.map(\.path)
  }

  private func open(_ path: String, _ baudRate: Int?) {
    let bound = NIOLoopBound(self, eventLoop: loop)
    background.submit {
      Result { () throws(SerialError) in try SerialLink(path: path, baudRate: baudRate) }
    }.hop(to: loop).whenSuccess { result in bound.value.opened(result) }
  }

  private func opened(_ result: Result<SerialLink, SerialError>) {
    guard !isStopped else { return }
    switch result {
    case .success(let link):
      watch?.stop()
      watch = nil
      let actions = supervisor.opened(OpenLine(link, memory: memory), at: now)
      listen(to: link)
      perform(actions)
    case .failure(let error):
      logger.debug("\(error)")
      perform(supervisor.refused(error, at: now))
    }
  }

  private func watchFolders() {
    if watch == nil {
      let bound = NIOLoopBound(self, eventLoop: loop)
      let loop = loop
      watch = DeviceWatch(loop: loop) { loop.execute { bound.value.appeared() } }
    }
    for path in supervisor.plan.watchedPaths { watch?.watch(for: path) }
  }

  private func appeared() {
    if !isStopped, watch != nil { perform(supervisor.appeared(at: now)) }
  }

  private func setBaudRate(_ rate: Int) {
    do {
      // At a line where the rate may do nothing, what came before still counts.
      try link?.setBaudRate(rate, droppingInput: supervisor.line?.kind == .uart)
    } catch {
      // Some adapters lack some rates; the next one is tried in its turn.
      logger.debug("\(error)")
    }
  }

  private func feed(_ chunks: [DeviceSupervisor.Chunk]) {
    let before = core.pipeline.sensors[sensor].understoodFrames
    var samples = 0
    for chunk in chunks {
      samples += core.take(.bytes(chunk.bytes, .arrived(chunk.time - origin)), sensor: sensor)
    }
    if core.pipeline.sensors[sensor].understoodFrames > before {
      poll?.answered()
      supervisor.understood(at: now)
    }
    tellNotes()
    guard samples > 0 else { return }
    perform(supervisor.sampled(rate: core.pipeline.sensors[sensor].statistics.rate, at: now))
  }

  private func startPolling() {
    pollTask?.cancel()
    pollTask = nil
    poll = HostPoll(wire: supervisor.wire, rate: supervisor.line?.remembered?.pollRate ?? HostPoll.highestRate)
    guard let poll else { return }
    let bound = NIOLoopBound(self, eventLoop: loop)
    let step = TimeAmount.nanoseconds(Int64(poll.period * 1e9))
    pollTask = loop.scheduleRepeatedTask(initialDelay: .zero, delay: step) { _ in bound.value.ask() }
  }

  private func ask() {
    if let request = poll?.request(at: now) { send(request) }
  }

  private func send(_ bytes: [UInt8]) {
    // A request fits into the line's buffer; a line that takes none is told by its silence.
    try? link?.write(bytes, timeout: 0)
  }

  /// Tells what the decoder has to say: what it guessed, or why there are no samples.
  private func tellNotes() {
    let notes = core.pipeline.sensors[sensor].wireNotes
    guard notes.count > toldNotes else { return }
    for note in notes[toldNotes...] {
      logger.notice("\(supervisor.path): \(note)")
      core.warn(code: "wire_note", message: "\(supervisor.path): \(note)")
    }
    toldNotes = notes.count
  }

  private func tell() {
    let event = event
    logger.info("sensor \(event.path): \(event.state.rawValue)\(event.wire.map { ", \($0)" } ?? "")")
    core.say([.device(event)], sensor: sensor)
  }

  private func arm() {
    guard let deadline = supervisor.deadline, !isStopped else { return }
    if let timer {
      guard deadline < timer.at else { return }
      timer.task.cancel()
    }
    let delay = TimeAmount.nanoseconds(Int64(max(0, deadline - now) * 1e9) + 1)
    let bound = NIOLoopBound(self, eventLoop: loop)
    timer = (
      deadline,
      loop.scheduleTask(in: delay) {
        let driver = bound.value
        driver.timer = nil
        driver.perform(driver.supervisor.tick(at: driver.now))
      }
    )
  }

  // MARK: What the line tells

  private func listen(to link: SerialLink) {
    lineNumber += 1
    let (bound, number, loop) = (NIOLoopBound(self, eventLoop: loop), lineNumber, loop)
    let readAhead = ReadAhead()
    let reader = LinkReader(
      link, quietAfter: [LineSilence.seconds],
      bytes: { span, time in
        let bytes = span.withUnsafeBufferPointer { Array($0) }
        readAhead.enter(bytes.count)
        loop.execute {
          bound.value.received(bytes, time, number)
          readAhead.leave(bytes.count)
        }
      },
      quiet: { _ in loop.execute { bound.value.quiet(number) } },
      ended: { end in loop.execute { bound.value.ended(end, number) } })
    self.link = link
    self.reader = reader
    self.readAhead = readAhead
    do {
      try reader.start()
    } catch {
      loop.execute { bound.value.ended(.failed(error), number) }
    }
  }

  private func received(_ bytes: [UInt8], _ time: Double, _ number: Int) {
    guard number == lineNumber else { return }
    let time = poll?.instant(ofAnswerAt: time) ?? time
    core.capture?.append(bytes, at: time)
    perform(supervisor.received(bytes, at: time))
  }

  private func quiet(_ number: Int) {
    guard number == lineNumber else { return }
    core.goQuiet(sensor: sensor)
  }

  private func ended(_ end: LinkReader.End, _ number: Int) {
    guard number == lineNumber, end != .stopped else { return }
    if case .failed(let error) = end { logger.warning("\(error)") }
    perform(supervisor.hungUp(at: now))
  }

  private func hangUp() {
    lineNumber += 1
    readAhead?.open()
    readAhead = nil
    reader?.stop()
    reader = nil
    link?.close()
    link = nil
    pollTask?.cancel()
    pollTask = nil
  }
}

extension DevicePlan {
  /// Where something appears when the sensor is plugged in.
  fileprivate var watchedPaths: [String] {
    switch place {
    case .path(let path): [path]
    // Ports appear in /dev; their permissions may be set a little later.
    case .automatic: ["/dev/tty"]
    }
  }
}
