/// `ok`: a command was carried out.
struct OKReply: EventPayload {
  static let type = EventType(rawValue: "ok")

  /// The command's name.
  let command: String
  /// Events that follow because the client missed them; nil where it did not ask.
  var missed: Int?
}

/// `help`: what can be asked for.
struct HelpReply: EventPayload {
  static let type = EventType(rawValue: "help")

  /// What each command does and takes, by its name.
  let commands: [String: String]

  /// Lists every command.
  init() {
    commands = Dictionary(uniqueKeysWithValues: Command.summaries.map { ($0.key, $0.value) })
  }
}

/// The line that answers a request.
struct ReplyEncoder {
  private let events = EventEncoder()

  /// The reply as one line, its line feed included.
  ///
  /// - Parameters:
  ///   - payload: the answer.
  ///   - time: when it was said.
  ///   - id: the request's own `id`, which goes back letter by letter.
  func line(for payload: any EventPayload, time: Timestamp, id: JSONValue?) -> [UInt8] {
    var line = events.line(for: payload, time: time)
    if let id = id?.scalarText {
      // A line is an object that is never empty, and ends with its brace and a line feed.
      line.replaceSubrange((line.count - 2)..., with: ",\"id\":\(id)}\n".utf8)
    }
    return line
  }
}
