import IMUIngest

/// Says when a sensor that sends nothing unasked is to be asked for its next reading.
///
/// Pure: time comes with each call. There is one request under way at a time; one that is not answered is given up.
struct HostPoll: Equatable, Sendable {
  /// Time between two readings, seconds: 100 a second, as many as such boards answer.
  static let period = 0.01
  /// Share of a period by which a timer may come early.
  private static let jitter = 0.2
  /// How long an answer may take, seconds.
  static let patience = 0.1

  /// What to send.
  let request: [UInt8]
  private var askedAt: Double?
  private var isAnswered = true

  /// Makes a poll for a wire; nil for wires whose sensors speak by themselves.
  init?(wire: String?) {
    guard wire == "msp" else { return nil }
    request = MSPRequest.rawIMU
  }

  /// A reading came.
  mutating func answered() {
    isAnswered = true
  }

  /// Whether to ask now; asking is taken for granted then.
  ///
  /// - Parameter now: on any steady clock, seconds; to be called once a ``period``.
  mutating func asks(at now: Double) -> Bool {
    if let askedAt, now - askedAt < (isAnswered ? Self.period * (1 - Self.jitter) : Self.patience) { return false }
    askedAt = now
    isAnswered = false
    return true
  }
}
