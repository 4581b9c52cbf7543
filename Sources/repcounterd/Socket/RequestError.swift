/// Why a request was not carried out: the `code` and `message` of the `error` line that answers it.
struct RequestError: Error, Equatable, CustomStringConvertible {
  /// A stable word for programs; open, so that a new one breaks nobody.
  struct Code: RawRepresentable, Hashable, Sendable {
    let rawValue: String

    /// The line is not valid UTF-8.
    static let badEncoding = Code(rawValue: "bad_encoding")
    /// The line is neither JSON nor a bare word.
    static let badJSON = Code(rawValue: "bad_json")
    /// The line is JSON, but no request.
    static let badRequest = Code(rawValue: "bad_request")
    /// A member has a value that the command cannot use.
    static let badArgument = Code(rawValue: "bad_argument")
    /// There is no such command.
    static let unknownCommand = Code(rawValue: "unknown_command")
    /// The line is longer than 64 KiB; the connection ends.
    static let tooLong = Code(rawValue: "too_long")
    /// The request is understood, but cannot be carried out now.
    static let notNow = Code(rawValue: "not_now")
  }

  /// A stable word for programs.
  let code: Code
  /// A sentence that says what was found and what to do.
  let message: String

  /// The sentence.
  var description: String { message }
}

extension RequestError {
  /// At most so many characters of what a client sent come back in a message.
  private static let quoteLimit = 40

  /// Quotes what a client sent, cut to a length that keeps a message short.
  static func quote(_ text: String) -> String {
    text.count <= quoteLimit ? "'\(text)'" : "'\(text.prefix(quoteLimit))...'"
  }

  /// A line longer than the framer takes.
  static let tooLong = RequestError(
    code: .tooLong,
    message: "a request is at most \(LineFramer.limit) bytes long and ends with a line feed; this connection ends here")

  /// A command that does not exist.
  static func unknownCommand(_ name: String) -> RequestError {
    RequestError(
      code: .unknownCommand,
      message: "there is no command \(quote(name)); the commands are \(Command.list)")
  }

  /// A member that is missing or has a value of the wrong kind.
  static func badArgument(_ member: String, found: JSONValue?, expected: String) -> RequestError {
    let what =
      switch found {
      case nil: "is missing"
      case .string(let text): "is \(quote(text))"
      case .number(let text): "is \(quote(text))"
      case .bool(let value): "is \(value)"
      case let value?: "is \(value.kind)"
      }
    return RequestError(code: .badArgument, message: "'\(member)' \(what); give \(expected)")
  }
}
