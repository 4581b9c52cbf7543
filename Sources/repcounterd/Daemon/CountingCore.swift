import Coach
import IMUIngest
import NIOCore
import RepDetector

/// The heart of a running program: the pipeline and its session, and who hears of its events.
///
/// Lives on one event loop together with the clients of the socket, so that a sample goes from its arrival to the clients
/// without a lock. The daemon and a replay that is watched through a socket differ in what feeds it alone.
final class CountingCore {
  /// How events reach history, log and clients.
  let delivery: EventDelivery
  /// Where samples are recorded; nil for nowhere.
  var recorder: FileRecorder<RecordingWriter>?
  /// Where the bytes of the lines are captured; nil for nowhere.
  var capture: FileRecorder<RawCaptureWriter>?
  /// What each sensor's line is doing, by the sensor's number.
  var devices: [() -> DeviceEvent] = []
  /// Lists the serial ports; nil where that makes no sense.
  var listDevices: (() -> EventLoopFuture<any EventPayload & Sendable>)?
  /// Stream time now, seconds; nil where the samples alone know it.
  var streamTime: (() -> Double)?

  /// Samples into events.
  private(set) var pipeline: CountingPipeline<RepDetector>

  private let started = MonotonicTime.now
  private let loop: any EventLoop
  private var pendingEvents: [Event] = []
  private var pendingSamples: [IMUSample] = []

  /// Makes a core before its first session.
  ///
  /// - Parameters:
  ///   - sensors: one, or one for each arm.
  ///   - hub: the clients; their commands come to this core, which must be kept.
  ///   - loop: where the core lives.
  init(sensors: [SensorStream<RepDetector>], hub: ClientHub, loop: any EventLoop) {
    pipeline = CountingPipeline(sensors: sensors)
    delivery = EventDelivery(hub: hub, loop: loop)
    self.loop = loop
    hub.handler = self
  }

  /// The clients of the socket.
  var hub: ClientHub { delivery.hub }

  /// Seconds since the program started.
  var uptime: Double { MonotonicTime.now - started }

  // MARK: What sources tell

  /// Takes what a sensor delivered.
  ///
  /// - Returns: how many samples came of it.
  @discardableResult
  func take(_ input: SensorInput, sensor: Int) -> Int {
    let before = pipeline.sensors[sensor].statistics.samples
    pipeline.take(input, sensor: sensor, into: &pendingEvents, observe: observer)
    deliver(sensor)
    return Int(pipeline.sensors[sensor].statistics.samples - before)
  }

  /// Tells that a sensor sends nothing for now.
  func goQuiet(sensor: Int) {
    pipeline.goQuiet(sensor: sensor, into: &pendingEvents, observe: observer)
    deliver(sensor)
  }

  /// Tells that a sensor's stream has ended.
  ///
  /// - Parameter timing: how samples are placed that stood incomplete in the decoder; nil: as those before.
  func finish(sensor: Int, timing: ByteTiming? = nil) {
    pipeline.finish(sensor: sensor, timing: timing, into: &pendingEvents, observe: observer)
    deliver(sensor)
  }

  /// Goes on with another line of a sensor.
  func relink(sensor: Int, decoder: any WireDecoder) {
    pipeline.relink(sensor: sensor, decoder: decoder)
  }

  /// Goes on with other sensors; the session and what clients want go on.
  func replaceSensors(_ sensors: [SensorStream<RepDetector>]) {
    var next = CountingPipeline(sensors: sensors)
    next.session = pipeline.session
    next.wanted = pipeline.wanted
    next.follower = pipeline.follower
    next.follower?.rewind()
    pipeline = next
  }

  /// Begins a session, or goes on with one that a crash cut off.
  func beginSession(_ resumption: SessionResumption?) {
    guard let resumption else { return changeSession { $0.start(id: Self.newSessionID()) } }
    let session = resumption.session
    delivery.ledger.resume(session.session, number: resumption.number)
    pipeline.session.target = session.target
    changeSession { $0.start(id: session.session, counts: session.counts, sets: resumption.sets) }
    if session.isPaused { changeSession { $0.pause().map { [$0] } ?? [] } }
  }

  /// Lets a program know how late it is where no sensor does.
  ///
  /// - Parameter silence: seconds without a sample after which the sensors do not.
  func passTime(atLeast silence: Double) {
    guard let streamTime, pipeline.follower != nil else { return }
    let now = streamTime()
    let last = pipeline.sensors.compactMap(\.statistics.last).max() ?? -.infinity
    guard now - last >= silence else { return }
    var events: [Event] = []
    pipeline.follower?.advance(to: now, into: &events)
    say(events)
  }

  /// Has sessions coached from the next one on; nil for by nobody.
  func coach(_ follower: ProgramFollower?) {
    pipeline.follower = follower
  }

  /// Changes the session and tells what came of it.
  func changeSession(_ change: (inout Session) -> [SessionAction]) {
    let actions = change(&pipeline.session)
    say(pipeline.events(of: actions))
  }

  /// Tells which arm a sensor is on.
  func setSide(_ side: Side?, sensor: Int) {
    pipeline.setSide(side, sensor: sensor)
  }

  /// Sets the smallest opening that counts from now on, radians.
  func setMinimumRange(_ range: Double) {
    pipeline.setMinimumRange(range)
  }

  // MARK: Who hears

  /// Tells everybody of events.
  ///
  /// - Parameter sensor: number of the sensor that they come from.
  func say(_ events: [Event], sensor: Int = 0) {
    delivery.tell(
      events, sensor: sensor, detector: { pipeline.sensors[sensor].detector }, session: pipeline.session)
  }

  /// Warns everybody; see ``WarningEvent``.
  func warn(code: String, message: String) {
    say([.warning(WarningEvent(code: code, message: message))])
  }

  private var observer: (IMUSample, RepDetector) -> Void {
    guard recorder != nil else { return { _, _ in } }
    return { sample, _ in self.pendingSamples.append(sample) }
  }

  private func deliver(_ sensor: Int) {
    if !pendingSamples.isEmpty {
      recorder?.append(pendingSamples)
      pendingSamples.removeAll(keepingCapacity: true)
    }
    guard !pendingEvents.isEmpty else { return }
    defer { pendingEvents.removeAll(keepingCapacity: true) }
    say(pendingEvents, sensor: sensor)
  }
}

// MARK: - Commands

extension CountingCore: CommandHandler {
  func wantedChanged(angles: Bool, samples: Bool) {
    pipeline.wanted = .init(angles: angles, samples: samples)
  }

  func missed(
    since cursor: HistoryCursor
  ) throws(RequestError) -> EventLoopFuture<[(event: Event, time: Timestamp)]> {
    guard let history = delivery.stores?.history else {
      throw RequestError(
        code: .notNow, message: "there is no history here, so that nothing is known of earlier; leave out 'since'")
    }
    // What is confirmed and told comes back from the stores before this answer does, and what is told later after it.
    return history.read { (database) throws(HistoryError) in try database.missed(since: cursor) }
      .flatMapErrorThrowing { error in
        let error = HistoryError(error)
        throw RequestError(
          code: error.code == .unknown ? .badArgument : .notNow, message: "the history cannot tell: \(error)")
      }.hop(to: loop)
  }

  func carryOut(_ command: Command) throws(RequestError) -> CommandAnswer {
    switch command {
    case .status: return whenTold { core in core.status }
    case .devices:
      guard let listDevices else {
        throw RequestError(code: .notNow, message: "a replay has no devices; ask a daemon")
      }
      return .later(listDevices())
    case .side(let side): try setSide(side)
    case .session(let action): try act(action)
    case .target(let left, let right):
      if let left { pipeline.session.target.left = left }
      if let right { pipeline.session.target.right = right }
      delivery.keep(target: pipeline.session.target)
    case .correct(let side, let reps):
      try change("there is no session; begin one with 'session' and \"action\": \"start\"") {
        $0.correct(side, by: reps).map { [$0] }
      }
    case .reset:
      changeSession { $0.start(id: Self.newSessionID()) }
    case .pain(let level): return .reply(try feel(level))
    case .program(let language):
      guard let program = pipeline.follower?.program else {
        throw RequestError(code: .notNow, message: "no program is followed; start the daemon with 'run --program NAME'")
      }
      return .reply(ProgramReply(program, language: language))
    case .watch, .unwatch, .help: break
    }
    return whenTold { _ in OKReply(command: command.name) }
  }

  /// A reply that knows, or changes, what a crash must not take back: like the events it waits for the disk.
  private func whenTold(
    _ reply: @escaping @Sendable (CountingCore) -> any EventPayload & Sendable
  ) -> CommandAnswer {
    guard delivery.isHolding else { return .reply(reply(self)) }
    let promise = loop.makePromise(of: (any EventPayload & Sendable).self)
    delivery.whenTold { [unowned self] in promise.succeed(reply(self)) }
    return .later(promise.futureResult)
  }

  /// A name for a session that begins now.
  static func newSessionID() -> String { Timestamp.now.description }

  /// How everything stands.
  var status: StatusEvent {
    let session = pipeline.session
    let devices = zip(pipeline.sensors, self.devices).map { sensor, device in
      let counters = sensor.wireCounters
      return StatusEvent.Device(
        device: device(), samples: sensor.statistics.samples,
        badFrames: counters.checksumFailures + counters.malformedFrames, lostBytes: counters.lostBytes,
        gaps: sensor.statistics.gaps)
    }
    let hasSamples = pipeline.sensors.contains { $0.statistics.samples > 0 }
    var status = StatusEvent(
      uptime: uptime, session: session.id, paused: session.isPaused, counts: session.counts,
      target: StatusEvent.PerSide(
        left: session.target.left > 0 ? session.target.left : nil,
        right: session.target.right > 0 ? session.target.right : nil),
      current: hasSamples ? pipeline.current : nil, lastRep: session.lastRep.map(RepEvent.init), devices: devices,
      warnings: delivery.standingWarnings.sorted())
    status.program = pipeline.follower?.program.name
    status.best = StatusEvent.Best(left: pipeline.follower?.best(of: .left), right: pipeline.follower?.best(of: .right))
    status.hold = pipeline.follower?.hold
    return status
  }

  private func setSide(_ side: Side?) throws(RequestError) {
    guard pipeline.sensors.count == 1 else {
      throw RequestError(
        code: .notNow, message: "each arm has a sensor of its own, so the sides are known; restart to change them")
    }
    guard side != nil || pipeline.sensors[0].detector.configuration.mount != .unknown else {
      throw RequestError(
        code: .badArgument,
        message: "with an unknown mount nothing tells the sides apart; give 'side' as \"left\" or \"right\"")
    }
    pipeline.setSide(side)
  }

  private func feel(_ level: Int) throws(RequestError) -> PainReply {
    passTime(atLeast: 0)
    guard let events = pipeline.follower?.feel(level) else {
      throw RequestError(
        code: .notNow, message: "nothing is held now; start a program of holds with 'run --program ball-release'")
    }
    say(events)
    return PainReply(level: level, events: events)
  }

  private func act(_ action: Command.SessionAction) throws(RequestError) {
    switch action {
    case .start: changeSession { $0.start(id: Self.newSessionID()) }
    case .end:
      try change("there is no session to end") { $0.id == nil ? nil : $0.end() }
    case .pause:
      try change("there is no session that counts; look at 'status'") { $0.pause().map { [$0] } }
    case .resume:
      try change("nothing is paused; look at 'status'") { $0.resume().map { [$0] } }
    }
  }

  /// Changes the session, or says why that cannot be done now.
  private func change(
    _ refusal: String, _ change: (inout Session) -> [SessionAction]?
  ) throws(RequestError) {
    guard let actions = change(&pipeline.session) else { throw RequestError(code: .notNow, message: refusal) }
    say(pipeline.events(of: actions))
  }
}
