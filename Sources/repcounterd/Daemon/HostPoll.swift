import IMUIngest

/// Says when a sensor that sends nothing unasked is to be asked for its next reading, and when a reading was taken.
///
/// Pure: time comes with each call. There is one request under way at a time; one that is not answered is given up.
struct HostPoll: Equatable, Sendable {
  /// Time between two readings, seconds: 100 a second, as many as such boards answer.
  static let period = 0.01
  /// Share of a period by which a timer may come early.
  private static let jitter = 0.2
  /// How long an answer may take, seconds; a board that is busy takes some hundredths.
  static let patience = 0.2

  /// What to send next: first which firmware it is, since that decides the units, then one reading after the other.
  private var requests = [MSPRequest.variant, MSPRequest.rawIMU]
  private var askedAt: Double?
  private var isAnswered = true

  /// Makes a poll for a wire; nil for wires whose sensors speak by themselves.
  init?(wire: String?) {
    guard wire == "msp" else { return nil }
  }

  /// An answer came.
  mutating func answered() {
    isAnswered = true
  }

  /// When a reading was taken whose answer came at a time: halfway between question and answer.
  func instant(ofAnswerAt arrival: Double) -> Double {
    guard let askedAt, !isAnswered, arrival > askedAt else { return arrival }
    return (askedAt + arrival) / 2
  }

  /// What to send now, which is taken as sent; nil for nothing.
  ///
  /// - Parameter now: on any steady clock, seconds; to be called once a ``period``.
  mutating func request(at now: Double) -> [UInt8]? {
    if let askedAt, now - askedAt < (isAnswered ? Self.period * (1 - Self.jitter) : Self.patience) { return nil }
    askedAt = now
    isAnswered = false
    return requests.count > 1 ? requests.removeFirst() : requests[0]
  }
}
