import ArgumentParser
import Glibc
import IMUIngest

/// Where the history is; the same for every command that reads or writes it.
struct HistoryArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The database of sessions and reps; none for none.",
      discussion: """
        Unless given: history.sqlite in $STATE_DIRECTORY, $XDG_STATE_HOME/repcounterd or ~/.local/state/repcounterd.
        """, valueName: "path|none"))
  var history: String?

  /// Where the history is.
  var location: HistoryLocation {
    HistoryLocation(history) { name in getenv(name).map { String(cString: $0) } }
  }

  /// Opens the history to read it.
  ///
  /// - Throws: ``CommandFailure``.
  func open() throws(CommandFailure) -> HistoryDatabase {
    let path = try path()
    return try HistoryOutput.reporting(path) { () throws(HistoryError) in
      try HistoryDatabase(path: path, access: .reading)
    }
  }

  /// The path of the history, which must be there.
  ///
  /// - Throws: ``CommandFailure``.
  func path() throws(CommandFailure) -> String {
    guard case .file(let path, _) = location else {
      throw CommandFailure(status: .usage, message: "there is no history here; give the path of one with --history")
    }
    guard access(path, F_OK) == 0 else {
      let error = SystemError.last
      throw CommandFailure(
        status: error.exitStatus == .noPermission ? .noPermission : .noInput,
        message: "the history \(path) cannot be opened (\(error)): 'repcounterd run' begins one, "
          + "and --history names another")
    }
    return path
  }
}
