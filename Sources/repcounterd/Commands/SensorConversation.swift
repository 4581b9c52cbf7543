import IMUIngest

/// A talk with one sensor on an open line: who it is, how often it sends, what it is told.
final class SensorConversation {
  /// How long it is looked for, seconds: two rounds over all rates.
  private static let patience = 20.0
  /// How long samples are counted, seconds.
  private static let measuringTime = 1.5
  /// Fewer samples a second are too few for fast reps.
  private static let lowRate = 25.0

  /// Name of the wire that it speaks.
  let wire: String
  /// The name under which it is remembered.
  let name: String
  /// What was remembered of it before.
  let remembered: DeviceMemory.Entry?
  /// Rate of the line, bits per second.
  private(set) var lineRate: Int?

  private let link: SerialLink
  private let plan: DevicePlan

  /// Opens a device and finds out what speaks there.
  ///
  /// - Throws: ``SerialError``; ``CommandFailure`` where nothing is recognised.
  init(path: String, plan: DevicePlan, memory: DeviceMemory) throws {
    link = try SerialLink(path: path, baudRate: plan.baudRate)
    let line = OpenLine(link, memory: memory)
    self.plan = plan
    name = line.name
    remembered = line.remembered
    guard var probe = PortProbe(plan: plan, line: line, last: nil, mayAsk: true, at: MonotonicTime.now) else {
      throw CommandFailure(status: .usage, message: "\(path): the options fit no wire")
    }
    let end = MonotonicTime.now + Self.patience
    if let rate = probe.rate { try? link.setBaudRate(rate, droppingInput: line.kind == .uart) }
    while probe.wire == nil, MonotonicTime.now < end {
      switch probe.step(at: MonotonicTime.now) {
      case .listen(let time):
        let bytes = try link.read(until: MonotonicTime.now + time)
        if !bytes.isEmpty { probe.received(DeviceSupervisor.Chunk(bytes: bytes, time: MonotonicTime.now)) }
      case .tune:
        if let rate = probe.rate { try? link.setBaudRate(rate, droppingInput: line.kind == .uart) }
      case .send(let bytes): try link.write(bytes)
      case .giveUp: probe.beginRound(at: MonotonicTime.now)
      }
    }
    guard let wire = probe.wire else {
      throw CommandFailure(
        status: .unavailable,
        message:
          "\(path): no sensor was recognised at any usual rate: look whether it is on, and give --wire if it is known")
    }
    self.wire = wire
    lineRate = probe.rate
  }

  /// How the sensor is: wire, rate of the line, samples a second, and what it answers.
  ///
  /// - Parameters:
  ///   - questions: what to ask it.
  ///   - measured: samples a second, where they were counted already.
  func describe(asking questions: [SensorSetup.Step], measured: Double? = nil) throws -> String {
    let rate = try measured ?? measure()
    var parts = [wire]
    if let lineRate { parts.append("\(lineRate) baud") }
    parts.append("\(rate.map(Self.text) ?? "no") samples a second")
    for question in questions {
      if let answer = try send(question), answer != "done" { parts.append("says " + answer) }
    }
    let isLow = rate.map { $0 < Self.lowRate } ?? true
    return parts.joined(separator: ", ") + (isLow ? " (too few for fast reps)" : "")
  }

  /// Samples a second of late; nil where none come.
  func measure() throws -> Double? {
    guard var decoder = try WireTable.named(wire)?.makeDecoder(plan.options) else { return nil }
    var samples: [DecodedSample] = []
    var arrivals: [Double] = []
    let end = MonotonicTime.now + Self.measuringTime
    while MonotonicTime.now < end {
      let bytes = try link.read(until: end)
      let before = samples.count
      decoder.decode(bytes, into: &samples)
      arrivals += Array(repeating: MonotonicTime.now, count: samples.count - before)
    }
    // Of what had piled up nobody knows how long it took; the first arrival stands for all before it.
    guard let first = arrivals.first, let last = arrivals.last, last > first else { return nil }
    return Double(arrivals.count { $0 > first }) / (last - first)
  }

  /// Answers a second of a board that is asked at a rate.
  func measurePolling(rate: Double) throws -> Double {
    guard var poll = HostPoll(wire: wire, rate: rate),
      var decoder = try WireTable.named(wire)?.makeDecoder(plan.options)
    else { return 0 }
    var samples: [DecodedSample] = []
    let start = MonotonicTime.now
    let end = start + Self.measuringTime
    while MonotonicTime.now < end {
      if let request = poll.request(at: MonotonicTime.now) { try link.write(request) }
      let frames = decoder.counters.frames
      decoder.decode(try link.read(until: min(end, MonotonicTime.now + poll.period)), into: &samples)
      if decoder.counters.frames > frames { poll.answered() }
    }
    return Double(decoder.counters.frames) / (MonotonicTime.now - start)
  }

  /// Sends what is to be sent and waits for the answer, or gives the sensor its time.
  ///
  /// - Throws: ``CommandFailure`` where an answer is due and does not come.
  func carryOut(_ step: SensorSetup.Step) throws {
    let answer = try send(step)
    guard step.answer == nil || answer != nil else {
      throw CommandFailure(
        status: .unavailable,
        message: "\(link.path): the sensor does not answer to '\(step.purpose)': look whether its input is connected")
    }
    if let rate = step.baudRate {
      try link.setBaudRate(rate)
      lineRate = rate
    }
  }

  /// The answer; nil where none came or none is due.
  private func send(_ step: SensorSetup.Step) throws -> String? {
    for _ in 0..<step.attempts {
      try link.write(step.bytes)
      let end = MonotonicTime.now + step.patience
      var bytes: [UInt8] = []
      while MonotonicTime.now < end {
        bytes += try link.read(until: end)
        if let answer = step.answer?(bytes) { return answer }
      }
    }
    return nil
  }

  /// A number of samples for people.
  static func text(_ rate: Double) -> String {
    let rounded = rate < 10 ? (rate * 10).rounded() / 10 : rate.rounded()
    return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
  }
}
