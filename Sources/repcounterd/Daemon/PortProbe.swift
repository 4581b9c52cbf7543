import IMUIngest

/// Listens at an open line of which the wire or the rate is not known.
///
/// Pure. What comes is kept, so that a stream that is recognised can be decoded from its first byte.
struct PortProbe: Sendable {
  /// What came at the present rate.
  private(set) var held: [DeviceSupervisor.Chunk] = []
  /// Whether anything came at any rate.
  private(set) var wasEverHeard = false
  /// Whether every rate was tried.
  private(set) var isExhausted = false

  private let plan: DevicePlan
  private let hasRates: Bool
  private var hunt: BaudHunt
  private var detector: WireDetector

  /// Begins at the likeliest rate; nil where the plan's options fit no wire, which is checked before.
  ///
  /// - Parameters:
  ///   - plan: what the user says.
  ///   - hasRates: whether a baud rate does anything at the line.
  ///   - last: the rate at which the sensor was heard last.
  init?(plan: DevicePlan, hasRates: Bool, last: Int?, at now: Double) {
    guard let detector = Self.detector(plan) else { return nil }
    self.plan = plan
    self.hasRates = hasRates
    self.detector = detector
    hunt = BaudHunt(
      now: now, remembered: plan.baudRate == nil ? last : nil, candidates: plan.baudRates,
      rateMatters: hasRates && plan.baudRate == nil)
  }

  /// The rate at which it listens; nil where a rate does nothing.
  var rate: Int? { hasRates ? hunt.rate : plan.baudRate }

  /// What is known of the stream.
  var verdict: WireDetector.Verdict { detector.verdict }

  /// A decoder for the wire that was found.
  func makeDecoder() -> (any WireDecoder)? {
    try? detector.makeDecoder()
  }

  /// Bytes came.
  mutating func received(_ chunk: DeviceSupervisor.Chunk) {
    wasEverHeard = true
    hunt.received(now: chunk.time)
    held.append(chunk)
    detector.feed(chunk.bytes)
    guard detector.verdict == .none else { return }
    hunt.unrecognised()
    forget()
  }

  /// What to do about the rate now.
  mutating func step(at now: Double) -> BaudHunt.Action {
    let action = hunt.action(now: now)
    switch action {
    case .listen: break
    case .tune: forget()
    case .giveUp: isExhausted = true
    }
    return action
  }

  private mutating func forget() {
    held = []
    if let fresh = Self.detector(plan) { detector = fresh }
  }

  private static func detector(_ plan: DevicePlan) -> WireDetector? {
    try? WireDetector(protocols: plan.protocols, options: plan.options)
  }
}
