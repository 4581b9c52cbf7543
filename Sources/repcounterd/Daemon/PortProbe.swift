import IMUIngest

/// Listens at a line of which the wire or the rate is not known, at one rate after the other.
///
/// Pure. What comes is kept, so that a stream that is recognised can be decoded from its first byte.
struct PortProbe: Sendable {
  /// The rates to try; nil where the rate is left as it is.
  let rates: [Int?]
  /// What came at the present rate.
  private(set) var held: [DeviceSupervisor.Chunk] = []
  /// Whether anything came at any rate.
  private(set) var wasEverHeard = false

  private var index = 0
  private var detector: WireDetector
  private var since: Double
  private var firstByte: Double?

  /// Begins at the first rate; nil where the plan's options fit no wire, which is checked before.
  init?(plan: DevicePlan, rates: [Int?], at now: Double) {
    guard let detector = Self.detector(plan) else { return nil }
    self.rates = rates
    self.detector = detector
    since = now
  }

  /// What is known of the stream.
  var verdict: WireDetector.Verdict { detector.verdict }

  /// Whether anything came at the present rate.
  var hasBytes: Bool { firstByte != nil }

  /// When it has been listened long enough at the present rate.
  var deadline: Double {
    firstByte.map { $0 + DeviceSupervisor.listenTime } ?? since + DeviceSupervisor.silentTime
  }

  /// Bytes came.
  mutating func received(_ chunk: DeviceSupervisor.Chunk) {
    if firstByte == nil { firstByte = chunk.time }
    wasEverHeard = true
    held.append(chunk)
    detector.feed(chunk.bytes)
  }

  /// A decoder for the wire that was found.
  func makeDecoder() -> (any WireDecoder)? {
    try? detector.makeDecoder()
  }

  /// Forgets what came, after a stream that is none of the wires so far.
  mutating func startAfresh(plan: DevicePlan, at now: Double) {
    guard let fresh = Self.detector(plan) else { return }
    detector = fresh
    held = []
    since = now
  }

  /// Goes on to the next rate; nil where there is none left.
  mutating func next(plan: DevicePlan, at now: Double) -> Int?? {
    guard index + 1 < rates.count else { return nil }
    index += 1
    startAfresh(plan: plan, at: now)
    firstByte = nil
    return .some(rates[index])
  }

  private static func detector(_ plan: DevicePlan) -> WireDetector? {
    try? WireDetector(protocols: plan.protocols, options: plan.options)
  }
}
