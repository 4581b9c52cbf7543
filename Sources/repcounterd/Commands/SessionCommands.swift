import ArgumentParser
import Glibc
import IMUIngest
import RepDetector

/// `history note`: writes a note on a session.
struct NoteSession: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "note", abstract: "Write a note on a session; without a text it is taken away.")

  /// Longest note, bytes: a page of text.
  private static let longestNote = 10_000

  @OptionGroup var output: HistoryOutput

  @Argument(help: "The session's id, its first characters, or last.")
  var session: String

  @Argument(help: "The note.")
  var text: String?

  func validate() throws {
    guard (text ?? "").utf8.count <= Self.longestNote else {
      throw ValidationError("a note has at most \(Self.longestNote) bytes")
    }
  }

  func run() throws {
    let (database, found) = try SessionToChange.open(session, output)
    let note = text.flatMap { $0.isEmpty ? nil : $0 }
    try HistoryOutput.reporting(database.path) { () throws(HistoryError) in
      try database.setNote(note, of: found.session)
    }
  }
}

/// `history delete`: deletes a session.
struct DeleteSession: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete", abstract: "Delete a session with everything in it, and nothing else.")

  @OptionGroup var output: HistoryOutput

  @Argument(help: "The session's id, its first characters, or last.")
  var session: String

  @Flag(help: "Do not ask first.")
  var yes = false

  func run() throws {
    let (database, found) = try SessionToChange.open(session, output)
    if !yes {
      guard isatty(STDIN_FILENO) == 1 else {
        throw CommandFailure(
          status: .usage, message: "what is deleted cannot be brought back: add --yes to delete \(found.session)")
      }
      let bytes = ByteOutput()
      try bytes.writeLine(
        "Session \(found.session): left \(found.counts.left), right \(found.counts.right). "
          + "Deleted it cannot be brought back. Type yes to delete it:")
      try bytes.flush()
      guard readLine() == "yes" else {
        throw CommandFailure(status: .usage, message: "nothing was deleted")
      }
    }
    try HistoryOutput.reporting(database.path) { () throws(HistoryError) in try database.delete(found) }
  }
}

/// `correct`: sets a count right.
struct CorrectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "correct", abstract: "Set a count right, of the session that goes on or of one in the history.")

  @Argument(help: "left or right.")
  var side: SideName

  // A number below 0 looks like an option that nobody knows.
  @Argument(parsing: .allUnrecognized, help: ArgumentHelp("Reps to add; -1 takes one back.", valueName: "reps"))
  var change: [String]

  @OptionGroup var socket: SocketArguments
  @OptionGroup var output: HistoryOutput

  @Option(
    help: ArgumentHelp("A session of the history instead: its id, its first characters, or last.", valueName: "id"))
  var session: String?

  func validate() throws {
    guard change.count == 1, reps != 0, reps.magnitude <= Command.mostReps else {
      throw ValidationError("'\(change.joined(separator: " "))' is no number of reps to add: give one such as 1 or -1")
    }
  }

  /// Reps to add; 0 for what is no number.
  private var reps: Int { change.first.flatMap { Int($0) } ?? 0 }

  func run() throws {
    let bytes = ByteOutput()
    if let session {
      let (database, found) = try SessionToChange.open(session, output)
      let count = try HistoryOutput.reporting(database.path) { () throws(HistoryError) in
        try database.correct(side.side, by: reps, of: found, at: .now)
      }
      try bytes.writeLine("\(side.rawValue) is now \(count)")
    } else {
      let request = #"{"command":"correct","side":"\#(side.rawValue)","reps":\#(reps)}"#
      _ = try DaemonRequest.ask(request, at: try socket.address())
      let counts = try DaemonRequest.ask("status", at: try socket.address()).members["counts"]?.members
      try bytes.writeLine("\(side.rawValue) is now \(counts?[side.rawValue]?.integer ?? 0)")
    }
    try bytes.flush()
  }
}

/// A side on the command line.
enum SideName: String, CaseIterable, ExpressibleByArgument {
  case left
  case right

  /// The side.
  var side: Side { self == .left ? .left : .right }
}

/// A session that is to be changed.
enum SessionToChange {
  /// Opens the history and finds a session in it.
  ///
  /// - Throws: ``CommandFailure``.
  static func open(
    _ name: String, _ output: HistoryOutput
  ) throws(CommandFailure) -> (HistoryDatabase, SessionRecord) {
    let path = try output.history.path()
    let (database, found) = try HistoryOutput.reporting(path) { () throws(HistoryError) in
      let database = try HistoryDatabase.amending(path)
      return (database, try database.session(named: name))
    }
    guard let found else { throw HistoryOutput.noSession(name, path) }
    return (database, found)
  }
}
