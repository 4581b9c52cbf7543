import ArgumentParser

/// `report`: the history as a page to look at, or as data to plot.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Make a page of the sessions so far, with plots; it needs no network.",
    discussion: "With --csv or --json: a line for each rep instead, for those who plot themselves.")

  private static let mostDays = 100_000

  @OptionGroup var output: HistoryOutput

  @Option(help: ArgumentHelp("Only the sessions of the last days.", valueName: "n"))
  var days: Int?

  @Option(help: ArgumentHelp("One session alone: its id, its first characters, or last.", valueName: "id"))
  var session: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Where it is written; - is standard output. Unless set, a page is written to report.html, data to standard output.",
      valueName: "file"))
  var out: String?

  func validate() throws {
    guard days == nil || session == nil else {
      throw ValidationError("'--days' and '--session' choose sessions in two ways: give one of them")
    }
    guard days.map({ 1...Self.mostDays ~= $0 }) ?? true else {
      throw ValidationError("'--days' is a number of days from 1 to \(Self.mostDays)")
    }
  }

  func run() throws {
    let database = try output.open()
    let now = Timestamp.now
    let start = days.map { Timestamp(milliseconds: now.milliseconds - Int64($0) * 86_400_000).description }
    let only = try HistoryOutput.reporting(database.path) { () throws(HistoryError) in
      try session.map { (name) throws(HistoryError) in try database.session(named: name) }
    }
    if let session, only == .some(nil) { throw HistoryOutput.noSession(session, database.path) }
    let isData = output.csv || output.json
    try writing(to: out ?? (isData ? ReplayInput.standardOutput : "report.html")) { bytes in
      if isData { return try writeReps(of: database, since: start, only: only ?? nil, to: bytes) }
      let data = try HistoryOutput.reporting(database.path) { () throws(HistoryError) in
        try database.report(since: start, only: only ?? nil)
      }
      try bytes.write(Array(ReportPage(data: data, time: now).html.utf8))
    }
  }

  private func writing(to path: String, _ write: (ByteOutput) throws -> Void) throws {
    guard path != ReplayInput.standardOutput else {
      let bytes = ByteOutput()
      try write(bytes)
      return try bytes.flush()
    }
    let file = try ReplacementFile(path: path)
    try write(file.output)
    try file.finish()
  }

  private func writeReps(
    of database: HistoryDatabase, since start: String?, only: SessionRecord?, to bytes: ByteOutput
  ) throws {
    let sessions = try HistoryOutput.reporting(database.path) { () throws(HistoryError) in
      if let only { [only] } else { try database.sessions(since: start) }
    }
    if output.csv { try bytes.writeLine(RepRecord.table(of: []).lines[0]) }
    for session in sessions {
      let id = session.session
      let (reps, corrections, sets) = try HistoryOutput.reporting(database.path) { () throws(HistoryError) in
        (try database.reps(of: id), try database.corrections(of: id), try database.sets(of: id))
      }
      if output.csv {
        for line in RepRecord.table(of: reps).lines.dropFirst() { try bytes.writeLine(line) }
      } else {
        for line in SessionLines.lines(of: session, sets: sets, reps: reps, corrections: corrections) {
          try bytes.write(line)
        }
      }
    }
  }
}
