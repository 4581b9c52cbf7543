import RepDetector

/// Makes entries of the history from events, in the order in which they are said.
///
/// Pure: it knows the session that events belong to, also where the session's end is told after it is over.
struct HistoryLedger {
  private var session: String?
  /// Number of the session's last rep, correction or hold.
  private var number = 0
  private var devices: [Int: HistoryEntry.DeviceKey] = [:]
  /// Seconds before the first rep of a set from which its curve begins; that of each further one begins where the last ended.
  private static let curveLead = 1.0
  /// The end of each sensor's last rep, stream time in seconds, and its set.
  private var lastEnds: [Int: (set: Int, time: Double)] = [:]

  /// A session from before a restart goes on; its beginning is told next.
  ///
  /// - Parameter number: of its last rep, correction or hold.
  mutating func resume(_ session: String, number: Int) {
    self.session = session
    self.number = number
  }

  /// The entry of an event; nil for what the history does not keep.
  ///
  /// - Parameters:
  ///   - sensor: number of the sensor that it comes from.
  ///   - detector: what the sensor's motion is known by; nil where none is.
  ///   - current: the session as it is now.
  mutating func entry(
    for event: Event, time: Timestamp, bootTime: BootTime?, sensor: Int, detector: (some MotionDetector)?,
    current: Session
  ) -> HistoryEntry? {
    let content: HistoryEntry.Content
    var number = 0
    switch event {
    case .session(let event):
      if event.state == .started, event.session != session {
        session = event.session
        self.number = 0
      }
      let counts = SideCounts(left: event.left, right: event.right)
      switch event.state {
      case .started: content = .started(counts, target: current.target)
      case .ended: content = .ended(counts)
      case .paused: content = .paused(true)
      case .resumed: content = .paused(false)
      }
    case .rep(let rep):
      self.number += 1
      number = self.number
      content = .rep(rep, device: devices[sensor], curve: detector.flatMap { curve(of: rep, sensor, $0) })
    case .correction(let correction):
      self.number += 1
      number = self.number
      let set = current.openSet.flatMap { $0.side == correction.side ? $0 : nil }
      content = .correction(correction, openSet: set?.number, repsInSet: set?.reps)
    case .set(let set): content = .set(set)
    case .device(let device):
      guard device.state == .streaming else { return nil }
      devices[sensor] = HistoryEntry.DeviceKey(path: device.path, wire: device.wire ?? "")
      return HistoryEntry(session: nil, time: time, bootTime: bootTime, content: .device(device))
    case .program(let program):
      guard program.state == .started else { return nil }
      content = .program(program.program)
    case .hold(let hold):
      guard hold.isOver else { return nil }
      self.number += 1
      number = self.number
      content = .hold(hold)
    case .hello, .phase, .angle, .sample, .partial, .warning, .summary, .error, .status, .target, .cue, .proposal:
      return nil
    }
    guard let session else { return nil }
    return HistoryEntry(session: session, number: number, time: time, bootTime: bootTime, content: content)
  }

  /// The swing angle of a rep and of what came between it and the one before.
  private mutating func curve(of rep: RepEvent, _ sensor: Int, _ detector: some MotionDetector) -> AngleCurve? {
    guard let start = rep.start, let end = rep.end else { return nil }
    let last = lastEnds.updateValue((rep.set, end), forKey: sensor)
    let before = last.flatMap { $0.set == rep.set && $0.time <= start ? $0.time : nil }
    return AngleCurve(of: rep.side, from: before ?? start - Self.curveLead, to: end, seenBy: detector)
  }

  /// The entry of a new target; nil between sessions.
  func entry(target: SideCounts, time: Timestamp, bootTime: BootTime?) -> HistoryEntry? {
    session.map { HistoryEntry(session: $0, time: time, bootTime: bootTime, content: .target(target)) }
  }
}
