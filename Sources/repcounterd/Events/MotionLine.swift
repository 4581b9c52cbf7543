import RepDetector

/// The lines that come with every sample, put together by hand.
///
/// Byte for byte what ``EventEncoder`` makes of the same event by its library, which takes many times as long: for a client
/// that watches samples that was a third of all that the daemon does.
struct MotionLine {
  /// Enough for a sample with all of its fields.
  private static let usualLength = 224

  private var bytes: [UInt8] = []

  private init() {
    bytes.reserveCapacity(Self.usualLength)
  }

  /// The line of an angle; see ``EventEncoder/line(for:time:)``.
  static func line(for event: AngleEvent, time: Timestamp?) -> [UInt8] {
    var line = MotionLine()
    line.field("angle_deg", event.angle) { $0.append($1) }
    line.field("at_s", event.at) { $0.append($1) }
    line.end(side: event.side, time: time, type: AngleEvent.type)
    return line.bytes
  }

  /// The line of a sample; see ``EventEncoder/line(for:time:)``.
  static func line(for event: SampleEvent, time: Timestamp?) -> [UInt8] {
    var line = MotionLine()
    line.field("accel_mps2", event.acceleration) { $0.append($1) }
    line.field("at_s", event.at) { $0.append($1) }
    line.field("gyro_radps", event.angularRate) { $0.append($1) }
    line.field("seq", event.sequence) { $0.append($1.description) }
    line.end(side: event.side, time: time, type: SampleEvent.type)
    return line.bytes
  }

  /// Appends the fields of every line and the line's end.
  private mutating func end(side: Side?, time: Timestamp?, type: EventType) {
    field("side", side) { $0.quote($1.rawValue) }
    field("time", time) { $0.quote($1.description) }
    field("type", type) { $0.quote($1.rawValue) }
    append("}\n")
  }

  /// Appends a field, where there is one.
  private mutating func field<Value>(_ key: String, _ value: Value?, _ write: (inout MotionLine, Value) -> Void) {
    guard let value else { return }
    append(bytes.isEmpty ? "{\"" : ",\"")
    append(key)
    append("\":")
    write(&self, value)
  }

  private mutating func append(_ numbers: [Double]) {
    var separator = "["
    for number in numbers {
      append(separator)
      append(number)
      separator = ","
    }
    append("]")
  }

  /// Appends a finite number in its shortest form.
  private mutating func append(_ number: Double) {
    append(number.description)
    if bytes.suffix(2) == [UInt8(ascii: "."), UInt8(ascii: "0")] { bytes.removeLast(2) }
  }

  /// Appends a word that needs no escapes.
  private mutating func quote(_ word: String) {
    append("\"")
    append(word)
    append("\"")
  }

  private mutating func append(_ text: String) {
    bytes.append(contentsOf: text.utf8)
  }
}
