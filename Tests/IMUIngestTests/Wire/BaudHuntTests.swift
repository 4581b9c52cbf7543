import IMUIngest
import Testing

@Suite("Baud hunt")
struct BaudHuntTests {
  @Test("a silent port is heard 1.5 s at each rate, in order, and then given up")
  func silence() {
    var hunt = BaudHunt(now: 10, candidates: [115_200, 9600])
    #expect(hunt.rate == 115_200)
    #expect(hunt.action(now: 10) == .listen(atMost: 1.5))
    #expect(hunt.action(now: 11.5) == .tune(to: 9600))
    #expect(hunt.rate == 9600)
    #expect(hunt.action(now: 12) == .listen(atMost: 1))
    #expect(hunt.action(now: 13) == .giveUp)
  }

  @Test("a port with bytes is heard 0.6 s from the first of them")
  func bytes() {
    var hunt = BaudHunt(now: 0, candidates: [115_200, 9600])
    hunt.received(now: 1)
    hunt.received(now: 1.5)
    #expect(hunt.action(now: 1.25) == .listen(atMost: 0.35000000000000009))
    #expect(hunt.action(now: 1.6) == .tune(to: 9600))
    #expect(hunt.action(now: 1.6) == .listen(atMost: 1.5))
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
    var hunt = BaudHunt(now: 0, remembered: 9600)
    var rates = [hunt.rate]
    var now = 0.0
    while true {
      now += 1.5
      guard case .tune(let rate) = hunt.action(now: now) else { break }
      rates.append(rate)
    }
    #expect(rates == [9600, 115_200, 921_600, 57_600, 460_800, 230_400, 38_400, 19_200, 4800, 256_000])
  }

  @Test("where the rate does nothing there is one try")
  func rateDoesNothing() {
    var hunt = BaudHunt(now: 0, rateMatters: false)
    #expect(hunt.rate == 115_200)
    #expect(hunt.action(now: 2) == .giveUp)
  }
}
