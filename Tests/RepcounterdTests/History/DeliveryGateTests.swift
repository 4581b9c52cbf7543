import Testing

@testable import repcounterd

@Suite("Events that wait for the disk")
struct DeliveryGateTests {
  @Test("what needs nothing passes at once")
  func free() {
    var gate = DeliveryGate<Int>()
    #expect(gate.pass(1) == 1)
    #expect(!gate.isHolding)
  }

  @Test("what is stored waits for its ticket, and what comes after it keeps its place")
  func order() {
    var gate = DeliveryGate<Int>()
    let (first, second) = (gate.issue(), gate.issue())
    #expect(gate.pass(1, after: first) == nil)
    #expect(gate.pass(2) == nil)
    #expect(gate.pass(3, after: second) == nil)
    #expect(gate.pass(4) == nil)
    #expect(gate.confirm(first) == [1, 2])
    #expect(gate.isHolding)
    #expect(gate.confirm(second) == [3, 4])
    #expect(gate.pass(5) == 5)
  }

  @Test("a ticket that is confirmed before its item comes holds nothing back")
  func early() {
    var gate = DeliveryGate<Int>()
    let ticket = gate.issue()
    #expect(gate.confirm(ticket).isEmpty)
    #expect(gate.pass(1, after: ticket) == 1)
  }

  @Test("a gate that is forced lets everything pass until all is confirmed, then holds again")
  func forced() {
    var gate = DeliveryGate<Int>()
    let (first, second) = (gate.issue(), gate.issue())
    #expect(gate.pass(1, after: first) == nil)
    #expect(gate.force() == [1])
    #expect(gate.isForced)
    #expect(gate.pass(2, after: second) == 2)
    #expect(gate.confirm(first).isEmpty)
    #expect(gate.isForced)
    #expect(gate.confirm(second).isEmpty)
    #expect(!gate.isForced)
    #expect(gate.pass(3, after: gate.issue()) == nil)
  }
}
