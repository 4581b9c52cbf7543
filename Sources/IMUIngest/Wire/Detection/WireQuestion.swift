/// A question to a device that sends nothing unasked, and how its answer is known.
///
/// Each is harmless to devices of other makes: it changes no setting, and none has a `#`, which puts flight controllers into
/// their console, or a register write.
public struct WireQuestion: Hashable, Sendable {
  /// The wire whose devices answer.
  public let wire: String
  /// What to send.
  public let bytes: [UInt8]
  /// What only an answer holds: an echo of the question does not.
  private let answer: [UInt8]
  /// What the user can do where the device answers and sends no measurements; nil where it only has to be asked for them.
  public let advice: String?

  /// How long to wait for an answer, seconds.
  public static let patience = 0.2

  /// The questions in the order in which they are asked.
  public static let all = [
    WireQuestion(
      wire: "ximu3", bytes: Array("{\"ping\":null}\n".utf8), answer: Array("{\"ping\":{".utf8),
      advice: "an x-IMU3 answers but sends no measurements: start them by 'repcounterd setup DEVICE --rate 100'"),
    // MSP_API_VERSION, which every board answers.
    WireQuestion(wire: "msp", bytes: MSPRequest.apiVersion, answer: [0x24, 0x4D, 0x3E, 0x03, 0x01], advice: nil),
    // Ping; the answer has a field F1 with the command and error 0.
    WireQuestion(
      wire: "mip", bytes: [0x75, 0x65, 0x01, 0x02, 0x02, 0x01, 0xE0, 0xC6],
      answer: [0x75, 0x65, 0x01, 0x04, 0x04, 0xF1, 0x01],
      advice:
        "a MicroStrain sensor answers but sends no measurements: enable its IMU stream and save that in the sensor"),
    WireQuestion(
      wire: "vectornav-ascii", bytes: Array("$VNRRG,01*72\r\n".utf8), answer: Array("$VNRRG,01,".utf8),
      advice:
        "a VectorNav sensor answers but sends no measurements: switch its output on, for instance by $VNWRG,06,14*59"),
    // HEARTBEAT of a ground station (system 255, component 190): some flight controllers speak only to one.
    WireQuestion(
      wire: "mavlink", bytes: [0xFE, 9, 0, 255, 190, 0, 0, 0, 0, 0, 6, 8, 0, 0, 3, 0x28, 0x42], answer: [], advice: nil),
  ]

  /// Whether bytes that came after the question hold the answer.
  ///
  /// Where it is a stream of measurements, the detector recognises it.
  public func isAnswered(by bytes: [UInt8]) -> Bool {
    guard !answer.isEmpty, bytes.count >= answer.count else { return false }
    return (0...bytes.count - answer.count).contains { start in
      bytes[start] == answer[0] && bytes[start..<start + answer.count].elementsEqual(answer)
    }
  }
}
