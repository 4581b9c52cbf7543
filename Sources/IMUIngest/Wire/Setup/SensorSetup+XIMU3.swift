extension SensorSetup {
  /// Inertial messages a second before the divisor.
  private static let fullRate = 400.0
  private static let divisorKey = "inertial_message_rate_divisor"

  /// An x-IMU3: the divisor of its inertial messages, applied at once.
  static func ximu3(_ request: Request) throws(SensorSetupError) -> SensorSetup {
    guard request.baudRate == nil else {
      throw SensorSetupError("the baud rate of an x-IMU3 is set with its maker's program: leave out --baud")
    }
    guard request.rate <= fullRate else {
      throw SensorSetupError(
        "the sensor sends at most \(text(fullRate)) samples a second; \(text(request.rate)) were asked for")
    }
    let divisor = max(1, Int(fullRate / request.rate))
    let rate = fullRate / Double(divisor)
    var steps = [
      Step(
        "send \(text(rate)) samples a second", Array("{\"\(divisorKey)\":\(divisor)}\n".utf8), patience: 0.5,
        attempts: 3, answer: { reply($0, to: divisorKey) }),
      Step("apply", Array("{\"apply\":null}\n".utf8), patience: 0.5),
    ]
    if request.isSaved {
      steps.append(Step("keep that", Array("{\"save\":null}\n".utf8), patience: 1))
    }
    let question = Step(
      "read the settings", Array("{\"\(divisorKey)\":null}\n".utf8), patience: 0.5, attempts: 2,
      answer: { bytes in reply(bytes, to: divisorKey).map { "divisor \($0) of 400 Hz" } })
    return SensorSetup(questions: [question], steps: steps, rate: rate)
  }

  /// The value in a message `{"key":value}`.
  private static func reply(_ bytes: [UInt8], to key: String) -> String? {
    let start = Array("{\"\(key)\":".utf8)
    guard bytes.count > start.count else { return nil }
    for at in 0...bytes.count - start.count where bytes[at...].starts(with: start) {
      let rest = bytes[(at + start.count)...]
      guard let end = rest.firstIndex(of: UInt8(ascii: "}")) else { return nil }
      return String(decoding: rest[..<end], as: UTF8.self)
    }
    return nil
  }
}
