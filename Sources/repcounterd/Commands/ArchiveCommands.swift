import ArgumentParser
import Glibc
import IMUIngest

/// `export-all`: the whole history into one file.
struct ExportAllCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export-all",
    abstract: "Write the whole history into one file, to be kept or brought elsewhere.",
    discussion: "Lines of JSON, a row of a table each; 'import' takes them in again.")

  @OptionGroup var history: HistoryArguments

  @Argument(help: "The file; - is standard output.")
  var file: String

  func run() throws {
    let database = try history.open()
    do {
      guard file != ReplayInput.standardOutput else {
        let bytes = ByteOutput()
        try HistoryArchive.export(database) { try bytes.write($0) }
        return try bytes.flush()
      }
      let output = try ReplacementFile(path: file)
      try HistoryArchive.export(database) { try output.output.write($0) }
      try output.finish()
    } catch let error as HistoryError {
      throw CommandFailure(status: error.exitStatus, message: "the history \(database.path): \(error)")
    }
  }
}

/// `import`: takes an exported history in.
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Take in what 'export-all' wrote; sessions that are there already stay as they are.",
    discussion: "All of it or, where something is wrong, nothing.")

  @OptionGroup var history: HistoryArguments

  @Argument(help: "The file.")
  var file: String

  func run() throws {
    guard case .file(let path, _) = history.location else {
      throw CommandFailure(status: .usage, message: "there is no history here; give the path of one with --history")
    }
    let lines = try Self.contents(of: file).split(separator: UInt8(ascii: "\n"))
    StateFolder.makeFolders(of: path)
    let database = try HistoryOutput.reporting(path) { () throws(HistoryError) in try HistoryDatabase.amending(path) }
    let progress = Progress("importing \(file)")
    let result: HistoryArchive.Import
    do {
      result = try HistoryArchive.take(lines, into: database) { progress.reached(Double($0) / Double(lines.count)) }
      progress.clear()
    } catch let error as ArchiveError {
      progress.clear()
      throw CommandFailure(
        status: .badData, message: "\(file), line \(error.line): \(error.problem); nothing was taken in")
    } catch let error as HistoryError {
      throw CommandFailure(status: error.exitStatus, message: "the history \(path): \(error)")
    }
    let bytes = ByteOutput()
    let known = result.known > 0 ? "; \(result.known) were there already" : ""
    try bytes.writeLine("\(result.sessions) sessions, \(result.reps) reps\(known)")
    try bytes.flush()
  }

  /// The bytes of a file, which may be large.
  private static func contents(of path: String) throws(CommandFailure) -> [UInt8] {
    let descriptor = uninterrupted { open(path, O_RDONLY | O_CLOEXEC) }
    guard descriptor >= 0 else { throw unreadable(path, .last) }
    defer { close(descriptor) }
    var contents: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = uninterrupted { Glibc.read(descriptor, &piece, piece.count) }
      guard count >= 0 else { throw unreadable(path, .last) }
      guard count > 0 else { return contents }
      contents += piece[..<count]
    }
  }

  private static func unreadable(_ path: String, _ error: SystemError) -> CommandFailure {
    CommandFailure(
      status: error.exitStatus == .noPermission ? .noPermission : .noInput,
      message: "\(path) cannot be read (\(error)); give the file that 'repcounterd export-all' wrote")
  }
}
