/// Decides at which baud rates to listen, one after the other, until a device is recognised.
///
/// The rate that worked last time comes first, then the usual ones by how often they are met. At a rate where bytes come 0.3 s
/// are enough to tell a device that sends 50 times a second or more, so that the last usual rate is reached within 3 s; each
/// further round listens twice as long, for slower ones. A device that speaks is heard at every rate, if only as garbage: the
/// first rate is given 1.5 s in silence, the others less.
///
/// A pure state machine: time comes with each call, and what to do comes back.
public struct BaudHunt: Sendable {
  /// What to do with the port.
  public enum Action: Hashable, Sendable {
    /// Go on listening; ask again not later than so many seconds from now.
    case listen(atMost: Double)
    /// Set this rate and listen.
    case tune(to: Int)
    /// Every rate was tried.
    case giveUp
  }

  /// Rates in the order in which they are tried.
  public static let usualRates = [
    115_200, 9600, 921_600, 57_600, 460_800, 230_400, 38_400, 19_200, 4800, 256_000,
  ]
  /// Listening time at a rate where bytes come, seconds: in the first round, and at most.
  public static let dwellWithBytes = (first: 0.3, longest: 2.4)
  /// Listening time at a rate where none come, seconds: in the first round, and at most.
  public static let dwellInSilence = (first: 0.4, longest: 1.5)

  /// The rate at which to listen now.
  public private(set) var rate: Int
  /// Whether bytes came at the current rate.
  public var isHeard: Bool { firstByteAt != nil }

  private let patience: (withBytes: Double, inSilence: Double)
  private var next: [Int]
  private var isFirstRate = true
  private var tunedAt: Double
  private var firstByteAt: Double?
  private var isUnrecognised = false

  /// Starts a round: tune the port to ``rate`` and listen.
  ///
  /// - Parameters:
  ///   - now: time on any steady clock, seconds.
  ///   - remembered: the rate that worked last time for this device, if known.
  ///   - candidates: rates to try after it.
  ///   - round: how many rounds were without success before; the time at each rate doubles with each.
  public init(now: Double, remembered: Int? = nil, candidates: [Int] = BaudHunt.usualRates, round: Int = 0) {
    var rates = remembered.map { [$0] } ?? []
    for rate in candidates where !rates.contains(rate) { rates.append(rate) }
    rate = rates.first ?? BaudHunt.usualRates[0]
    next = Array(rates.dropFirst())
    tunedAt = now
    let growth = Double(1 << min(round, 8))
    patience = (
      min(Self.dwellWithBytes.first * growth, Self.dwellWithBytes.longest),
      min(Self.dwellInSilence.first * growth, Self.dwellInSilence.longest)
    )
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
  ///
  /// - Parameter isPromising: whether good frames came that are too few yet: then the rate gets the longest time at once.
  public mutating func action(now: Double, isPromising: Bool = false) -> Action {
    // Bytes that come late still get their whole time, so that a device that speaks once a second is not cut off.
    let silence = isFirstRate ? Self.dwellInSilence.longest : patience.inSilence
    let time = isPromising ? Self.dwellWithBytes.longest : patience.withBytes
    let end = firstByteAt.map { $0 + time } ?? tunedAt + silence
    if !isUnrecognised, now < end { return .listen(atMost: end - now) }
    guard !next.isEmpty else { return .giveUp }
    rate = next.removeFirst()
    isFirstRate = false
    tunedAt = now
    firstByteAt = nil
    isUnrecognised = false
    return .tune(to: rate)
  }
}
