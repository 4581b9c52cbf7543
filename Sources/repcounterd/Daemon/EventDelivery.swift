import NIOCore
import RepDetector

/// Tells events to everybody in their order: first to history and log, then to the clients.
///
/// Lives on the core's event loop. What nobody can do again, such as a rep, is told once it is on the disk (see
/// ``DeliveryGate``); angles and samples never wait.
final class EventDelivery {
  /// Longest wait for the disk before an event is told, seconds: a wearer waits for it.
  private static let patience = TimeAmount.seconds(1)
  /// Code of the warning that the disk takes longer.
  private static let lateWarning = "storage_slow"

  /// The clients of the socket.
  let hub: ClientHub
  /// Where events are kept for good; nil for nowhere.
  var stores: EventStores?
  /// Somebody else who hears of every event but angles and samples, such as standard output; nil for nobody.
  var listener: ((Event) -> Void)?
  /// Makes entries of the history.
  var ledger = HistoryLedger()
  /// Warnings that hold at present, by their codes.
  var standingWarnings: Set<String> = []

  private let loop: any EventLoop
  private let events = EventEncoder()
  private var gate = DeliveryGate<() -> Void>()
  private var timer: Scheduled<Void>?

  /// Makes the delivery of a core that lives on a loop.
  init(hub: ClientHub, loop: any EventLoop) {
    self.hub = hub
    self.loop = loop
  }

  /// Tells everybody of events.
  ///
  /// - Parameters:
  ///   - sensor: number of the sensor that they come from.
  ///   - detector: gives what the sensor's motion is known by; asked for a rep alone.
  ///   - session: the session as it is now.
  func tell(_ events: [Event], sensor: Int, detector: () -> RepDetector, session: Session) {
    guard !events.isEmpty else { return }
    let time = Timestamp.now
    for event in events {
      switch event {
      case .angle, .sample:
        hub.send(event, time: time, stream: sensor)
      default:
        let line = stores?.log == nil ? nil : self.events.line(for: event, time: time)
        let ticket = keep(event, time: time, line: line, sensor: sensor, detector: detector, session: session)
        pass(after: ticket) { [hub] in hub.send(event, time: time, line: line, stream: sensor) }
        listener?(event)
      }
    }
  }

  /// Warns everybody, before whatever waits for the disk: what is told after the warning may be lost.
  func warnFirst(_ warning: WarningEvent) {
    let (event, time) = (Event.warning(warning), Timestamp.now)
    let line = stores?.log == nil ? nil : events.line(for: event, time: time)
    stores?.keep(nil, line: line, isPrecious: false)
    hub.send(event, time: time, line: line, stream: 0)
    listener?(event)
  }

  /// Keeps a new target of the session; what is told from now on waits until it is on the disk.
  func keep(target: SideCounts) {
    guard let stores, let entry = ledger.entry(target: target, time: .now, bootTime: .now) else { return }
    stores.history?.append(entry)
    pass(after: issueTicket(stores)) {}
  }

  /// Whether something waits for the disk.
  var isHolding: Bool { gate.isHolding }

  /// Does something once everybody has been told all that came before.
  func whenTold(_ body: @escaping () -> Void) {
    pass(body)
  }

  /// Hands an event to history and log.
  ///
  /// - Returns: the ticket without which nobody is told of it; nil where it may be told at once.
  private func keep(
    _ event: Event, time: Timestamp, line: [UInt8]?, sensor: Int, detector: () -> RepDetector,
    session: Session
  ) -> UInt64? {
    guard let stores else { return nil }
    let seen: RepDetector? = if case .rep = event { detector() } else { nil }
    let entry = ledger.entry(
      for: event, time: time, bootTime: .now, sensor: sensor, detector: seen, current: session)
    stores.keep(entry, line: line, isPrecious: event.isPrecious)
    return event.isPrecious ? issueTicket(stores) : nil
  }

  /// A ticket that is confirmed when all that was kept so far is on the disk.
  private func issueTicket(_ stores: EventStores) -> UInt64 {
    let ticket = gate.issue()
    let bound = NIOLoopBound(self, eventLoop: loop)
    stores.whenKept(on: loop) { bound.value.confirm(ticket) }
    return ticket
  }

  private func pass(after ticket: UInt64? = nil, _ body: @escaping () -> Void) {
    gate.pass(body, after: ticket)?()
    guard gate.isHolding, timer == nil else { return }
    let bound = NIOLoopBound(self, eventLoop: loop)
    timer = loop.scheduleTask(in: Self.patience) { bound.value.storesAreLate() }
  }

  private func confirm(_ ticket: UInt64) {
    for body in gate.confirm(ticket) { body() }
    if !gate.isHolding {
      timer?.cancel()
      timer = nil
    }
    if !gate.isForced { standingWarnings.remove(Self.lateWarning) }
  }

  private func storesAreLate() {
    timer = nil
    let bodies = gate.force()
    standingWarnings.insert(Self.lateWarning)
    warnFirst(
      WarningEvent(
        code: Self.lateWarning,
        message: "the disk takes long: what is told now is not on it yet; look at the disk, counting goes on"))
    for body in bodies { body() }
  }
}

extension Event {
  /// Whether the event is brought to the disk before anybody is told: what nobody can do again.
  fileprivate var isPrecious: Bool {
    switch self {
    case .rep, .correction, .session: true
    default: false
    }
  }
}
