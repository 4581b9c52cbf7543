import IMUIngest
import Testing

@Suite("Baud hunt")
struct BaudHuntTests {
  /// All steps of a hunt on a line where bytes come so long after each tuning; nil for never.
  private static func rates(_ hunt: BaudHunt, bytesAfter delay: Double?) -> (rates: [Int], duration: Double) {
    var hunt = hunt
    var now = 0.0
    var rates = [hunt.rate]
    if let delay { hunt.received(now: delay) }
    while true {
      switch hunt.action(now: now) {
      case .listen(let time): now += time
      case .tune(let rate):
        rates.append(rate)
        if let delay { hunt.received(now: now + delay) }
      case .giveUp: return (rates, now)
      }
    }
  }

  @Test("a silent port is heard long at the first rate, shorter at the others, and then given up")
  func silence() {
    var hunt = BaudHunt(now: 10, candidates: [115_200, 9600])
    #expect(hunt.rate == 115_200)
    #expect(hunt.action(now: 10) == .listen(atMost: 1.5))
    #expect(hunt.action(now: 11.5) == .tune(to: 9600))
    #expect(hunt.rate == 9600)
    #expect(hunt.action(now: 11.5) == .listen(atMost: 0.40000000000000036))
    #expect(hunt.action(now: 11.91) == .giveUp)
  }

  @Test("a port with bytes is heard 0.3 s from the first of them")
  func bytes() {
    var hunt = BaudHunt(now: 0, candidates: [115_200, 9600])
    hunt.received(now: 1)
    hunt.received(now: 1.25)
    #expect(hunt.action(now: 1.25) == .listen(atMost: 0.050000000000000044))
    #expect(hunt.action(now: 1.31) == .tune(to: 9600))
    #expect(hunt.action(now: 1.5) == .listen(atMost: 1.31 + 0.4 - 1.5))
  }

  @Test("a rate at which good frames come gets more time at once")
  func promising() {
    var hunt = BaudHunt(now: 0, candidates: [115_200, 9600])
    hunt.received(now: 0.1)
    #expect(hunt.action(now: 0.5, isPromising: true) == .listen(atMost: 2))
    #expect(hunt.action(now: 2.6, isPromising: true) == .tune(to: 9600))
  }

  @Test("with a device that sends fifty times a second the last usual rate is reached in less than 3 s")
  func fast() {
    let round = Self.rates(BaudHunt(now: 0), bytesAfter: 0.02)
    #expect(round.rates == BaudHunt.usualRates)
    #expect(round.duration - BaudHunt.dwellWithBytes.first < 3)
  }

  @Test("each round listens longer, up to a limit, so that slow devices are heard as well")
  func rounds() {
    let durations = (0..<12).map { Self.rates(BaudHunt(now: 0, round: $0), bytesAfter: 0.1).duration }
    #expect(zip(durations, durations.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(durations[1] > 1.5 * durations[0])
    #expect(durations[11] == durations[4])
  }

  @Test("bytes that the detector gave up on need not be heard on")
  func unrecognised() {
    var hunt = BaudHunt(now: 0, candidates: [115_200, 9600])
    hunt.received(now: 0.1)
    hunt.unrecognised()
    #expect(hunt.action(now: 0.2) == .tune(to: 9600))
  }

  @Test("the remembered rate comes first and is not tried twice")
  func remembered() {
    let rates = Self.rates(BaudHunt(now: 0, remembered: 9600), bytesAfter: nil).rates
    #expect(rates == [9600, 115_200, 921_600, 57_600, 460_800, 230_400, 38_400, 19_200, 4800, 256_000])
  }
}
