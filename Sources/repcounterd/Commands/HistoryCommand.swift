import ArgumentParser
import Glibc
import IMUIngest

/// `history`: the sessions so far, from the database and without a daemon.
struct HistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "Show the sessions so far.",
    discussion: """
      The database is an SQLite file with documented tables, so that other programs can read it, also while the daemon \
      writes it.
      """,
    subcommands: [ListHistory.self, ShowSession.self, NoteSession.self, DeleteSession.self],
    defaultSubcommand: ListHistory.self)
}

/// What the subcommands of `history` share.
struct HistoryOutput: ParsableArguments {
  @OptionGroup var history: HistoryArguments

  @Flag(help: "Write lines of JSON.")
  var json = false

  @Flag(help: "Write CSV.")
  var csv = false

  func validate() throws {
    guard !json || !csv else { throw ValidationError("--json and --csv are two forms: give one of them") }
  }

  /// Opens the history to read it.
  ///
  /// - Throws: ``CommandFailure``.
  func open() throws(CommandFailure) -> HistoryDatabase { try history.open() }

  /// The failure of a session that is not there.
  static func noSession(_ name: String, _ path: String) -> CommandFailure {
    CommandFailure(
      status: .noInput,
      message: "no one session begins with '\(name)' in the history \(path); 'repcounterd history' lists them")
  }

  /// Does something with the history of a path and reports its failure.
  static func reporting<Value>(
    _ path: String, _ body: () throws(HistoryError) -> Value
  ) throws(CommandFailure) -> Value {
    do {
      return try body()
    } catch {
      throw CommandFailure(status: error.exitStatus, message: "the history \(path): \(error)")
    }
  }
}

/// `history list`: a line a session.
struct ListHistory: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "List the sessions.")

  /// Days that can be asked for: as many as a history can have.
  private static let mostDays = 100_000

  @OptionGroup var output: HistoryOutput

  @Option(help: ArgumentHelp("Only the last N days, counted back from now.", valueName: "n"))
  var days: Int?

  func validate() throws {
    if let days, !(1...Self.mostDays ~= days) {
      throw ValidationError("--days \(days) is no number of days: give one from 1 to \(Self.mostDays)")
    }
  }

  func run() throws {
    let database = try output.open()
    let start = days.map { Timestamp(milliseconds: Timestamp.now.milliseconds - Int64($0) * 86_400_000).description }
    let summaries = try HistoryOutput.reporting(database.path) { () throws(HistoryError) in
      SessionSummary.all(
        of: try database.sessions(since: start), measures: try database.measures(since: start))
    }
    let bytes = ByteOutput()
    if output.json {
      for summary in summaries { try bytes.write(summary.line) }
    } else if output.csv {
      for line in SessionSummary.table(of: summaries).lines { try bytes.writeLine(line) }
    } else {
      for line in HistoryTable.lines(of: summaries) { try bytes.writeLine(line) }
    }
    try bytes.flush()
  }
}

/// `history session`: the sets and reps of one session.
struct ShowSession: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "session", abstract: "Show the sets and reps of a session.")

  @OptionGroup var output: HistoryOutput

  @Argument(help: "The session's id, its first characters, or last.")
  var session: String

  func run() throws {
    let database = try output.open()
    let (found, sets, reps, corrections) = try HistoryOutput.reporting(database.path) { () throws(HistoryError) in
      let found = try database.session(named: session)
      let id = found?.session ?? ""
      return (found, try database.sets(of: id), try database.reps(of: id), try database.corrections(of: id))
    }
    guard let found else { throw HistoryOutput.noSession(session, database.path) }
    let bytes = ByteOutput()
    if output.json {
      for line in SessionLines.lines(of: found, sets: sets, reps: reps, corrections: corrections) {
        try bytes.write(line)
      }
    } else if output.csv {
      for line in RepRecord.table(of: reps).lines { try bytes.writeLine(line) }
    } else {
      for line in HistoryTable.lines(of: found, sets: sets, reps: reps) { try bytes.writeLine(line) }
    }
    try bytes.flush()
  }
}
