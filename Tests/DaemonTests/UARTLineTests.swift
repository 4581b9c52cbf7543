import Testing

@Suite("UART model")
struct UARTLineTests {
  @Test("at the sender's rate every byte is heard")
  func sameRate() {
    let bytes = (0...255).map { UInt8($0) }
    #expect(UARTLine.heard(bytes, sentAt: 9600, heardAt: 9600) == bytes)
  }

  @Test("at twice the rate each bit counts twice, and no stop bit stands in its place")
  func twiceAsFast() {
    // 0x55 alternates on the line: at 9.5 fast bits from the start bit's edge the line is low.
    #expect(UARTLine.heard([0x55], sentAt: 9600, heardAt: 19_200).first == 0)
    // 0xFF is one low bit: a start bit and one low data bit, then ones.
    #expect(UARTLine.heard([0xFF], sentAt: 9600, heardAt: 19_200) == [0xFE])
  }

  @Test("a slow receiver hears a burst of a fast sender as few bytes")
  func slow() {
    let heard = UARTLine.heard(Array(repeating: 0x51, count: 22), sentAt: 921_600, heardAt: 9600)
    #expect(heard.count <= 1)
  }
}
