import IMUIngest
import Testing

@Suite("Questions to silent devices")
struct WireQuestionTests {
  /// An answer to each question, by wire.
  static let answers: [(wire: String, answer: [UInt8])] = [
    ("ximu3", Array("{\"ping\":{\"interface\":\"USB\",\"name\":\"x-IMU3\",\"sn\":\"0123\"}}\n".utf8)),
    ("msp", hex("24 4D 3E 03 01 00 01 2E 2D")),
    ("mip", hex("75 65 01 04 04 F1 01 00 D5 6A")),
    ("vectornav-ascii", Array("$VNRRG,01,VN-100*5F\r\n".utf8)),
  ]

  @Test("an answer is known wherever it stands, and only by the wire that it belongs to", arguments: answers)
  func knowsAnswer(wire: String, answer: [UInt8]) {
    for noise in [[], [0x00, 0xFF, 0x24], hex("24 4D 75 65 01")] as [[UInt8]] {
      #expect(WireQuestion.all.filter { $0.isAnswered(by: noise + answer + noise) }.map(\.wire) == [wire])
    }
  }

  @Test("an echo of the questions is no answer, and half an answer is none")
  func echo() {
    let echo = WireQuestion.all.flatMap(\.bytes)
    #expect(!WireQuestion.all.contains { $0.isAnswered(by: echo) })
    for (_, answer) in Self.answers {
      #expect(!WireQuestion.all.contains { $0.isAnswered(by: Array(answer.prefix(4))) })
    }
  }

  @Test("nothing is asked that changes a setting of some device or opens its console")
  func harmless() {
    let everything = WireQuestion.all.map(\.bytes)
    #expect(!everything.contains { $0.contains(UInt8(ascii: "#")) })
    // The beginnings of WitMotion's and Xsens' commands.
    #expect(!everything.contains { $0.starts(with: [0xFF, 0xAA]) || $0.starts(with: [0xFA, 0xFF]) })
  }

  @Test("the heartbeat is a good MAVLink frame")
  func heartbeat() throws {
    var decoder = try decoder("mavlink")
    var samples: [DecodedSample] = []
    decoder.decode(try #require(WireQuestion.all.first { $0.wire == "mavlink" }).bytes, into: &samples)
    #expect(decoder.counters.frames == 1)
    #expect(decoder.counters.lostBytes == 0)
  }
}
