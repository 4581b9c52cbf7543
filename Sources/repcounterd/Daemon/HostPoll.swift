import IMUIngest

/// Says when a sensor that sends nothing unasked is to be asked for its next reading, and when a reading was taken.
///
/// Pure: time comes with each call. There is one request under way at a time; one that is not answered is given up.
struct HostPoll: Equatable, Sendable {
  /// The wire whose sensors are asked.
  static let wire = "msp"
  /// Readings a second, at most: as many as such boards answer.
  static let highestRate = 100.0
  /// Share of a period by which a timer may come early.
  private static let jitter = 0.2
  /// How long an answer may take, seconds; a board that is busy takes some hundredths.
  static let patience = 0.2

  /// Time between two readings, seconds.
  let period: Double
  /// What to send next: first which firmware it is, since that decides the units, then one reading after the other.
  private var requests = [MSPRequest.variant, MSPRequest.rawIMU]
  private var askedAt: Double?
  private var isAnswered = true

  /// Makes a poll for a wire; nil for wires whose sensors speak by themselves.
  ///
  /// - Parameter rate: readings a second, up to ``highestRate``.
  init?(wire: String?, rate: Double = HostPoll.highestRate) {
    guard wire == Self.wire else { return nil }
    period = 1 / min(max(rate, 1), Self.highestRate)
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
    if let askedAt, now - askedAt < (isAnswered ? period * (1 - Self.jitter) : max(Self.patience, period)) {
      return nil
    }
    askedAt = now
    isAnswered = false
    return requests.count > 1 ? requests.removeFirst() : requests[0]
  }
}
