import ArgumentParser
import IMUIngest

/// How the program ends: the one place that turns errors into a sentence and an exit status.
///
/// Statuses are those of `sysexits.h`. Every failure is one sentence on standard error that starts with `repcounterd: `.
struct ExitReport: Equatable {
  /// The status of the process.
  let status: ExitStatus
  /// What goes to standard output: help and version; nil for nothing.
  let output: String?
  /// What goes to standard error, without the program's name; nil for nothing.
  let complaint: String?

  private init(status: ExitStatus, output: String? = nil, complaint: String? = nil) {
    self.status = status
    self.output = output
    self.complaint = complaint
  }

  /// Says how the program ends after an error; a help or version request is thrown like one.
  init(_ error: any Error) {
    switch error {
    case is ReaderGone:
      self.init(status: .done)
    case let error as any ReportedError:
      self.init(status: error.exitStatus, complaint: "\(error)")
    default:
      self.init(parsing: error)
    }
  }

  /// Says what the parser of the command line has to say.
  private init(parsing error: any Error) {
    switch Repcounterd.exitCode(for: error) {
    case .success:
      self.init(status: .done, output: Repcounterd.fullMessage(for: error))
    case .validationFailure:
      let hint = Self.hint(Repcounterd.fullMessage(for: error))
      self.init(status: .usage, complaint: Self.oneLine(Repcounterd.message(for: error)) + hint)
    default:
      // Nothing else is thrown on purpose.
      self.init(status: .bug, complaint: "this is a bug, please report it: \(Self.oneLine("\(error)"))")
    }
  }

  /// Writes what there is to say.
  func deliver() {
    if let output {
      // Where help cannot be written there is nobody left to tell.
      let standardOutput = ByteOutput()
      try? standardOutput.writeLine(output)
      try? standardOutput.flush()
    }
    if let complaint { StandardError.say(complaint) }
  }

  /// The parser's messages may span lines; a failure is one sentence.
  private static func oneLine(_ message: String) -> String {
    message.split(whereSeparator: \.isNewline).map { $0.drop { $0 == " " } }.joined(separator: " ")
  }

  /// Where to look further: the parser names the command at the end of its full message.
  private static func hint(_ fullMessage: String) -> String {
    guard let start = fullMessage.lastIndex(of: "'").map({ fullMessage[..<$0] })?.lastIndex(of: "'") else { return "" }
    let command = fullMessage[fullMessage.index(after: start)...].prefix { $0 != "'" }
    return command.hasSuffix("--help") ? "; see '\(command)'" : ""
  }
}

/// An error that knows how it is to be reported; its description is the sentence.
protocol ReportedError: Error, CustomStringConvertible {
  /// The status of the process.
  var exitStatus: ExitStatus { get }
  /// A stable name in snake case, for `error` events.
  var stableName: String { get }
}

extension CommandFailure: ReportedError {
  var exitStatus: ExitStatus { status }
  var stableName: String { status.stableName }
}

extension RecordingError: ReportedError {
  var stableName: String { code.name }
}

extension WireOptionError: ReportedError {
  var exitStatus: ExitStatus { .usage }
  var stableName: String { ExitStatus.usage.stableName }
}

extension ExitStatus {
  /// All went well (`EX_OK`).
  static let done = ExitStatus(rawValue: 0)
  /// Something that cannot happen did (`EX_SOFTWARE`).
  static let bug = ExitStatus(rawValue: 70)

  /// A stable name in snake case.
  fileprivate var stableName: String {
    switch self {
    case .usage: "usage"
    case .badData: "bad_data"
    case .noInput: "no_input"
    case .unavailable: "unavailable"
    case .inputOutput: "input_output"
    case .noPermission: "no_permission"
    default: "failure"
    }
  }
}
