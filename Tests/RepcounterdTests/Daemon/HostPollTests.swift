import Testing

@testable import repcounterd

@Suite("Host poll")
struct HostPollTests {
  @Test("a board is asked a hundred times a second, once it has answered")
  func rate() throws {
    var poll = try #require(HostPoll(wire: "msp"))
    var asked = 0
    for step in 0..<100 where poll.request(at: (Double(step) + 0.15 * Double(step % 2)) / 100) != nil {
      asked += 1
      poll.answered()
    }
    #expect(asked == 100)
  }

  @Test("a board that does not answer is asked again after a while")
  func patience() throws {
    var poll = try #require(HostPoll(wire: "msp"))
    let asked = (0..<100).filter { poll.request(at: Double($0) / 100 + 1e-6) != nil }
    #expect(asked.count == 5)
  }

  @Test("it is asked once which firmware it has, then for one reading after the other")
  func requests() throws {
    var poll = try #require(HostPoll(wire: "msp"))
    #expect(poll.request(at: 0) == [0x24, 0x4D, 0x3C, 0x00, 0x02, 0x02])
    #expect(poll.request(at: 0.01) == nil)
    poll.answered()
    for step in 1...3 {
      #expect(poll.request(at: Double(step) / 100) == [0x24, 0x4D, 0x3C, 0x00, 0x66, 0x66])
      poll.answered()
    }
  }

  @Test("a reading was taken halfway between question and answer")
  func instant() throws {
    var poll = try #require(HostPoll(wire: "msp"))
    _ = poll.request(at: 1)
    #expect(poll.instant(ofAnswerAt: 1.5) == 1.25)
    poll.answered()
    #expect(poll.instant(ofAnswerAt: 1.75) == 1.75)
  }

  @Test("sensors that speak by themselves are left alone")
  func others() {
    #expect(HostPoll(wire: "witmotion") == nil)
    #expect(HostPoll(wire: nil) == nil)
  }
}
