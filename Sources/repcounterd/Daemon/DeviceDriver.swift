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
  private var link: SerialLink?
  private var reader: LinkReader?
  /// Counts lines, so that what a closed one still has to say is not taken for the next one's.
  private var lineNumber = 0
  private var timer: (at: Double, task: Scheduled<Void>)?
  private var isStopped = false
  /// Asks a sensor that sends nothing unasked.
  private var poll: HostPoll?
  private var pollTask: RepeatedTask?

  /// Makes the driver of a sensor.
  init(
    sensor: Int, plan: DevicePlan, core: CountingCore, loop: any EventLoop, background: any EventLoop, origin: Double,
    logger: Logger
  ) {
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
    let actions = supervisor.start(opened: link.path, hasRates: Self.hasRates(link), at: now)
    listen(to: link)
    perform(actions)
  }

  /// Closes the line for good.
  func stop() {
    isStopped = true
    timer?.task.cancel()
    timer = nil
    hangUp()
  }

  private var now: Double { MonotonicTime.now }

  // MARK: What the supervisor wants

  private func perform(_ actions: [DeviceSupervisor.Action]) {
    for action in actions {
      switch action {
      case .list: list()
      case .open(let path, let baudRate): open(path, baudRate)
      case .setBaudRate(let rate): setBaudRate(rate)
      case .close: hangUp()
      case .begin(let decoder):
        core.relink(sensor: sensor, decoder: decoder)
        startPolling()
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
      let actions = supervisor.opened(hasRates: Self.hasRates(link), at: now)
      listen(to: link)
      perform(actions)
    case .failure(let error):
      logger.debug("\(error)")
      perform(supervisor.refused(error, at: now))
    }
  }

  /// Whether a baud rate does anything: not on a pseudo-terminal, and not on a board's own USB (CDC ACM).
  private static func hasRates(_ link: SerialLink) -> Bool {
    !link.isPseudoTerminal && !link.devicePath.hasPrefix("/dev/ttyACM")
  }

  private func setBaudRate(_ rate: Int) {
    do {
      try link?.setBaudRate(rate)
    } catch {
      // Some adapters lack some rates; the next one is tried in its turn.
      logger.debug("\(error)")
    }
  }

  private func feed(_ chunks: [DeviceSupervisor.Chunk]) {
    var samples = 0
    for chunk in chunks {
      samples += core.take(.bytes(chunk.bytes, .arrived(chunk.time - origin)), sensor: sensor)
    }
    guard samples > 0 else { return }
    poll?.answered()
    perform(supervisor.sampled(rate: core.pipeline.sensors[sensor].statistics.rate, at: now))
  }

  private func startPolling() {
    pollTask?.cancel()
    pollTask = nil
    poll = HostPoll(wire: supervisor.wire)
    guard poll != nil else { return }
    let bound = NIOLoopBound(self, eventLoop: loop)
    let step = TimeAmount.nanoseconds(Int64(HostPoll.period * 1e9))
    pollTask = loop.scheduleRepeatedTask(initialDelay: .zero, delay: step) { _ in bound.value.ask() }
  }

  private func ask() {
    guard let link, let request = poll?.request, poll?.asks(at: now) == true else { return }
    // A request fits into the line's buffer; a line that takes none is told by its silence.
    try? link.write(request, timeout: 0)
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
    let reader = LinkReader(
      link, quietAfter: [LineSilence.seconds],
      bytes: { span, time in
        let bytes = span.withUnsafeBufferPointer { Array($0) }
        loop.execute { bound.value.received(bytes, time, number) }
      },
      quiet: { _ in loop.execute { bound.value.quiet(number) } },
      ended: { end in loop.execute { bound.value.ended(end, number) } })
    self.link = link
    self.reader = reader
    do {
      try reader.start()
    } catch {
      loop.execute { bound.value.ended(.failed(error), number) }
    }
  }

  private func received(_ bytes: [UInt8], _ time: Double, _ number: Int) {
    guard number == lineNumber else { return }
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
    reader?.stop()
    reader = nil
    link?.close()
    link = nil
    pollTask?.cancel()
    pollTask = nil
  }
}
