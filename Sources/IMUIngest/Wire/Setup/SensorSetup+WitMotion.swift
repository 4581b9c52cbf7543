extension SensorSetup {
  private enum Register {
    static let save: UInt8 = 0x00
    static let content: UInt8 = 0x02
    static let rate: UInt8 = 0x03
    static let baudRate: UInt8 = 0x04
    static let read: UInt8 = 0x27
    static let unlock: UInt8 = 0x69
  }

  /// Rates of output, hertz, by their codes.
  private static let outputRates: [(code: UInt8, rate: Double)] = [
    (0x01, 0.2), (0x02, 0.5), (0x03, 1), (0x04, 2), (0x05, 5), (0x06, 10), (0x07, 20), (0x08, 50), (0x09, 100),
    (0x0B, 200),
  ]
  /// Baud rates by their codes.
  private static let lineRates: [(code: UInt8, rate: Int)] = [
    (0x01, 4800), (0x02, 9600), (0x03, 19_200), (0x04, 38_400), (0x05, 57_600), (0x06, 115_200), (0x07, 230_400),
    (0x08, 460_800), (0x09, 921_600),
  ]
  /// Acceleration (51) and angular rate (52), and nothing else.
  private static let content: UInt8 = 0b110
  /// Bits that a byte takes on the line.
  private static let bitsPerByte = 10.0

  /// A WitMotion sensor: unlock, content (of 11-byte frames), rate, baud rate, save.
  static func witMotion(
    _ request: Request, baudRate: Int?, isShortFrame: Bool
  ) throws(SensorSetupError) -> SensorSetup {
    guard let output = outputRates.first(where: { $0.rate >= request.rate }) else {
      throw SensorSetupError(
        "the sensor sends at most \(text(outputRates[outputRates.count - 1].rate)) samples a second; "
          + "\(text(request.rate)) were asked for")
    }
    var steps = [Step("unlock", command(Register.unlock, 0x88, 0xB5))]
    if isShortFrame {
      steps.append(Step("send acceleration and angular rate alone", command(Register.content, content, 0)))
    }
    steps.append(Step("send \(text(output.rate)) samples a second", command(Register.rate, output.code, 0)))
    let lineRate = request.baudRate ?? baudRate
    let frameBits = bitsPerByte * (isShortFrame ? 22 : 20)
    if let lineRate, Double(lineRate) < frameBits * output.rate {
      throw SensorSetupError(
        "\(text(output.rate)) samples a second need \(Int(frameBits * output.rate)) bits a second, and the line has "
          + "\(lineRate): add --baud 115200, or ask for a lower rate")
    }
    if let wanted = request.baudRate, wanted != baudRate {
      guard let line = lineRates.first(where: { $0.rate == wanted }) else {
        throw SensorSetupError(
          "the sensor cannot run at \(wanted) baud, only at "
            + lineRates.map { "\($0.rate)" }.joined(separator: ", "))
      }
      // It acts at once: what follows goes out at the new rate.
      steps.append(
        Step("run at \(wanted) baud", command(Register.baudRate, line.code, 0), patience: 0.2, baudRate: wanted))
    }
    if request.isSaved {
      // The lock falls again by itself after ten seconds, and with a change of the rate on some models.
      steps.append(Step("unlock", command(Register.unlock, 0x88, 0xB5)))
      steps.append(Step("keep that", command(Register.save, 0, 0), patience: 0.3))
    }
    let question = Step(
      "read the settings", command(Register.read, Register.content, 0), patience: 0.5, attempts: 2,
      answer: { settings(in: $0, isShortFrame: isShortFrame) })
    return SensorSetup(questions: [question], steps: steps, rate: output.rate)
  }

  private static func command(_ register: UInt8, _ low: UInt8, _ high: UInt8) -> [UInt8] {
    [0xFF, 0xAA, register, low, high]
  }

  /// Content, rate and baud rate out of an answer to a read of the registers from 02 on.
  private static func settings(in bytes: [UInt8], isShortFrame: Bool) -> String? {
    let header: [UInt8] = isShortFrame ? [0x55, 0x5F] : [0x55, 0x71, Register.content, 0]
    let length = isShortFrame ? 11 : 20
    for start in bytes.indices where bytes.count - start >= length && bytes[start...].starts(with: header) {
      let frame = bytes[start..<start + length]
      if isShortFrame, frame.dropLast().reduce(0, &+) != frame.last { continue }
      let values = frame.dropFirst(header.count)
      let at = values.startIndex
      let rate = outputRates.first { $0.code == values[at + 2] }.map { "\(text($0.rate)) Hz" } ?? "another rate"
      let line = lineRates.first { $0.code == values[at + 4] }.map { "\($0.rate) baud" } ?? "another baud rate"
      guard isShortFrame else { return "\(rate), \(line)" }
      let content = Int(values[at]) | Int(values[at + 1]) << 8
      let frames = (0..<11).filter { content >> $0 & 1 != 0 }.map { String(0x50 + $0, radix: 16, uppercase: true) }
      return "\(rate), \(line), frames \(frames.joined(separator: " "))"
    }
    return nil
  }

  /// A number without a point where it is whole.
  static func text(_ number: Double) -> String {
    number == number.rounded() ? "\(Int(number))" : "\((number * 100).rounded() / 100)"
  }
}
