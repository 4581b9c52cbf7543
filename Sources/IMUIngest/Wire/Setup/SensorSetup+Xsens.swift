extension SensorSetup {
  private enum Message {
    static let goToConfig: UInt8 = 0x30
    static let goToMeasurement: UInt8 = 0x10
    static let baudRate: UInt8 = 0x18
    static let outputConfiguration: UInt8 = 0xC0
  }

  /// Packets of the output by their ids, and whether they have a rate of their own (the others come with each message).
  private static let output: [(id: UInt16, hasRate: Bool)] = [
    (0x1020, false), (0x1060, false), (0x4020, true), (0x8020, true),
  ]
  /// Baud rates by their codes.
  private static let xsensRates: [(code: UInt8, rate: Int)] = [(0x02, 115_200), (0x80, 921_600), (0x00, 460_800)]
  /// Highest rate of calibrated values, hertz.
  private static let highestRate = 400.0

  /// An MTi: configuration state, output of counter, time, acceleration and rate of turn, measurement state.
  static func xsens(_ request: Request) throws(SensorSetupError) -> SensorSetup {
    let rate = request.rate.rounded()
    guard (1...highestRate).contains(rate) else {
      throw SensorSetupError(
        "the sensor sends 1 to \(text(highestRate)) samples a second; \(text(request.rate)) were asked for")
    }
    let packets = output.flatMap { packet in
      [packet.id, packet.hasRate ? UInt16(rate) : 0xFFFF].flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    }
    // A sensor that streams may overlook the first.
    let configure = Step(
      "go to configuration", frame(Message.goToConfig), patience: 0.3, attempts: 10,
      answer: { acknowledgement($0, of: Message.goToConfig).map { _ in "done" } })
    let measure = Step(
      "go back to measurement", frame(Message.goToMeasurement), patience: 0.3, attempts: 3,
      answer: { acknowledgement($0, of: Message.goToMeasurement).map { _ in "done" } })
    let question = Step(
      "read the settings", frame(Message.outputConfiguration), patience: 0.5, attempts: 3,
      answer: { acknowledgement($0, of: Message.outputConfiguration).map(configuration) })
    var steps = [
      configure,
      Step(
        "send counter, time, acceleration and rate of turn \(text(rate)) times a second",
        frame(Message.outputConfiguration, packets), patience: 0.5, attempts: 3,
        answer: { acknowledgement($0, of: Message.outputConfiguration).map(configuration) }),
    ]
    if let wanted = request.baudRate {
      guard let code = xsensRates.first(where: { $0.rate == wanted })?.code else {
        throw SensorSetupError(
          "the sensor is set to \(xsensRates.map { "\($0.rate)" }.joined(separator: ", ")) baud from here; "
            + "\(wanted) was asked for")
      }
      steps.append(
        Step(
          "run at \(wanted) baud", frame(Message.baudRate, [code]), patience: 0.3, attempts: 3, baudRate: wanted,
          answer: { acknowledgement($0, of: Message.baudRate).map { _ in "done" } }))
    }
    return SensorSetup(
      questions: [configure, question, measure], steps: steps + [measure], rate: rate,
      note: request.isSaved ? nil : "an Xsens sensor keeps its settings when it is switched off, with --save or without"
    )
  }

  /// A message to the sensor: preamble, bus, message, length, data, sum.
  private static func frame(_ message: UInt8, _ data: [UInt8] = []) -> [UInt8] {
    let body = [0xFF, message, UInt8(data.count)] + data
    return [0xFA] + body + [0 &- body.reduce(0, &+)]
  }

  /// The data of the answer to a message, whose number is one higher.
  private static func acknowledgement(_ bytes: [UInt8], of message: UInt8) -> [UInt8]? {
    for start in bytes.indices where bytes[start...].starts(with: [0xFA, 0xFF, message + 1]) {
      guard start + 3 < bytes.count else { return nil }
      let end = start + 4 + Int(bytes[start + 3])
      guard end < bytes.count else { return nil }
      if bytes[(start + 1)...end].reduce(0, &+) == 0 { return Array(bytes[(start + 4)..<end]) }
    }
    return nil
  }

  /// An output configuration for people: ids and rates.
  private static func configuration(_ data: [UInt8]) -> String {
    let words = stride(from: 0, to: data.count - 3, by: 4).map { at in
      let id = UInt16(data[at]) << 8 | UInt16(data[at + 1])
      let rate = UInt16(data[at + 2]) << 8 | UInt16(data[at + 3])
      return String(id, radix: 16, uppercase: true) + (rate == 0xFFFF ? "" : " at \(rate) Hz")
    }
    return words.isEmpty ? "no output" : "output " + words.joined(separator: ", ")
  }
}
