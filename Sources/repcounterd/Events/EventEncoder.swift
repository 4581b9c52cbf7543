import FoundationEssentials

/// Writes events as lines of JSON.
///
/// One object a line, keys in alphabetical order, nothing null, numbers in their shortest form: the same event gives the
/// same bytes. Make one for each sink and keep it; a line costs some microseconds.
struct EventEncoder {
  private let json: JSONEncoder

  /// Makes an encoder.
  init() {
    json = JSONEncoder()
    json.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  }

  /// The event as one line, its line feed included.
  ///
  /// - Parameters:
  ///   - event: what happened.
  ///   - time: when it was said; the socket and the log give it, a replay does not.
  func line(for event: Event, time: Timestamp? = nil) -> [UInt8] {
    switch event {
    case .angle(let angle): MotionLine.line(for: angle, time: time)
    case .sample(let sample): MotionLine.line(for: sample, time: time)
    default: line(for: event.payload, time: time)
    }
  }

  /// Any payload as one line; for replies that are no events.
  func line(for payload: any EventPayload, time: Timestamp? = nil) -> [UInt8] {
    do {
      return [UInt8](try json.encode(Envelope(payload: payload, time: time))) + [UInt8(ascii: "\n")]
    } catch {
      // Payloads hold finite numbers only and strings of any kind can be written, so this is a bug; the reader shall
      // learn of it and the program shall go on.
      let code = "internal"
      return [UInt8](#"{"code":"\#(code)","message":"an event could not be written","type":"error"}"#.utf8) + [10]
    }
  }
}

/// A payload with what stands beside its fields.
private struct Envelope: Encodable {
  let payload: any EventPayload
  let time: Timestamp?

  func encode(to encoder: any Encoder) throws {
    try payload.encode(to: encoder)
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(Swift.type(of: payload).type.rawValue, forKey: .type)
    try fields.encodeIfPresent(time?.description, forKey: .time)
  }

  private enum CodingKeys: String, CodingKey {
    case type
    case time
  }
}
