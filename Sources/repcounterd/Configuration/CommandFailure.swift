import IMUIngest

/// Why a command ends without having done its work: a sentence for standard error and a status for the shell.
struct CommandFailure: Error, Equatable, CustomStringConvertible {
  /// The status of the process.
  let status: ExitStatus
  /// What was found, where, what was expected and what to do.
  let message: String

  /// The sentence.
  var description: String { message }
}

extension ExitStatus {
  /// The command line does not say what to do (`EX_USAGE`).
  static let usage = ExitStatus(rawValue: 64)
}
