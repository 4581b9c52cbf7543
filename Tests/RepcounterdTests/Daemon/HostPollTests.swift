import Testing

@testable import repcounterd

@Suite("Host poll")
struct HostPollTests {
  @Test("a board is asked a hundred times a second, once it has answered")
  func rate() throws {
    var poll = try #require(HostPoll(wire: "msp"))
    var asked = 0
    for step in 0..<100 where poll.asks(at: (Double(step) + 0.15 * Double(step % 2)) / 100) {
      asked += 1
      poll.answered()
    }
    #expect(asked == 100)
  }

  @Test("a board that does not answer is asked again after a while")
  func patience() throws {
    var poll = try #require(HostPoll(wire: "msp"))
    let asked = (0..<100).filter { poll.asks(at: Double($0) / 100 + 1e-6) }
    #expect(asked.count == 10)
  }

  @Test("sensors that speak by themselves are left alone")
  func others() {
    #expect(HostPoll(wire: "witmotion") == nil)
    #expect(HostPoll(wire: nil) == nil)
  }
}
