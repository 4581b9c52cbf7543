/// Decides at which baud rates to listen, one after the other, until a device is recognised.
///
/// The rate that worked last time comes first, then the usual ones by how often they are met. A rate is given 0.6 s if bytes
/// come (slow devices need two bursts) and 1.5 s if none do; the whole list takes some twelve seconds at worst. On ports where
/// the rate does nothing, native USB and pseudo-terminals, there is one try only.
///
/// A pure state machine: time comes with each call, and what to do comes back.
public struct BaudHunt: Sendable {
  /// What to do with the port.
  public enum Action: Hashable, Sendable {
    /// Go on listening; ask again not later than so many seconds from now.
    case listen(atMost: Double)
    /// Set this rate, start a new detector and listen.
    case tune(to: Int)
    /// Every rate was tried: close the port, it is no device of ours.
    case giveUp
  }

  /// Rates in the order in which they are tried.
  public static let usualRates = [
    115_200, 9600, 921_600, 57_600, 460_800, 230_400, 38_400, 19_200, 4800, 256_000,
  ]
  /// Listening time at a rate where bytes come, seconds.
  public static let dwellWithBytes = 0.6
  /// Listening time at a rate where none come, seconds.
  public static let dwellInSilence = 1.5

  /// The rate at which to listen now.
  public private(set) var rate: Int

  private var next: [Int]
  private var tunedAt: Double
  private var firstByteAt: Double?
  private var isUnrecognised = false

  /// Starts a hunt: tune the port to ``rate`` and listen.
  ///
  /// - Parameters:
  ///   - now: time on any steady clock, seconds.
  ///   - remembered: the rate that worked last time for this device, if known.
  ///   - candidates: rates to try after it.
  ///   - rateMatters: false where the port ignores its rate; then only the first is tried.
  public init(
    now: Double, remembered: Int? = nil, candidates: [Int] = BaudHunt.usualRates, rateMatters: Bool = true
  ) {
    var rates = remembered.map { [$0] } ?? []
    for rate in candidates where !rates.contains(rate) { rates.append(rate) }
    rate = rates.first ?? BaudHunt.usualRates[0]
    next = rateMatters ? Array(rates.dropFirst()) : []
    tunedAt = now
  }

  /// Tells that bytes came at the current rate.
  public mutating func received(now: Double) {
    if firstByteAt == nil { firstByteAt = now }
  }

  /// Tells that the detector gave up on the bytes of the current rate.
  public mutating func unrecognised() {
    isUnrecognised = true
  }

  /// What to do now.
  public mutating func action(now: Double) -> Action {
    // Bytes that come late still get their whole time, so that a device that speaks once a second is not cut off.
    let end = firstByteAt.map { $0 + Self.dwellWithBytes } ?? tunedAt + Self.dwellInSilence
    if !isUnrecognised, now < end { return .listen(atMost: end - now) }
    guard !next.isEmpty else { return .giveUp }
    rate = next.removeFirst()
    tunedAt = now
    firstByteAt = nil
    isUnrecognised = false
    return .tune(to: rate)
  }
}
