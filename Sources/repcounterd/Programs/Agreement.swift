import Coach
import Glibc
import IMUIngest

/// That the wearer has read who must not do an exercise, and has said yes.
///
/// Remembered as lines of JSON in the user's state folder, with the statement word by word: where the statement changes, the
/// wearer is asked again.
struct Agreement {
  /// The file's name in the state folder.
  private static let fileName = "agreements.ndjson"
  /// Answers that are a yes.
  private static let yes: Set<String> = ["yes", "y", "ja", "oui", "sí", "si"]

  /// A line of the file.
  private struct Entry: EventPayload {
    static let type = EventType(rawValue: "agreement")

    let program: String
    let statement: String
  }

  /// The program that it is about.
  let program: ExerciseProgram
  /// Where it is remembered; nil for nowhere.
  let folder: String?

  /// Whether a yes is needed before the first time.
  var isNeeded: Bool { !program.contraindications.isEmpty }

  /// Whether the wearer has said yes to what is stated now.
  var isGiven: Bool {
    guard isNeeded else { return true }
    guard let folder, let bytes = try? ConfiguredArguments.process.read("\(folder)/\(Self.fileName)") else {
      return false
    }
    return bytes.split(separator: UInt8(ascii: "\n")).contains { line in
      let members = (try? JSONValue(parsing: Array(line)))?.members
      return members?["program"]?.string == program.name && members?["statement"]?.string == statement
    }
  }

  /// What is agreed to: the contraindications, in English, whatever language they were read in.
  private var statement: String {
    program.contraindications.map { $0.text(in: LocalizedText.fallback) }.joined(separator: " ")
  }

  /// States who must not do it and asks for a yes on standard input.
  ///
  /// - Parameter book: the words of the question.
  /// - Throws: ``CommandFailure`` with 77 where the answer is anything else.
  func ask(_ book: Phrasebook) throws {
    let output = ByteOutput()
    try output.writeLine(program.title.text(in: book.language))
    for sentence in program.contraindications { try output.writeLine("  * " + sentence.text(in: book.language)) }
    try output.writeLine(book.phrase("agree"))
    try output.flush()
    let answer = (readLine() ?? "").lowercased().filter { !$0.isWhitespace && $0 != "." }
    guard Self.yes.contains(answer) else {
      throw CommandFailure(
        status: .noPermission,
        message:
          "without a yes '\(program.name)' does not begin; please ask your doctor or physiotherapist what suits you")
    }
    try remember()
  }

  /// The refusal where nobody can be asked.
  var missing: CommandFailure {
    CommandFailure(
      status: .noPermission,
      message: "before '\(program.name)' begins for the first time: \(statement) "
        + "Read this and answer with 'repcounterd programs agree \(program.name)'")
  }

  private func remember() throws(CommandFailure) {
    guard let folder else {
      throw CommandFailure(
        status: .inputOutput, message: "there is no folder to remember the yes in; set HOME or XDG_STATE_HOME")
    }
    let path = "\(folder)/\(Self.fileName)"
    StateFolder.makeFolders(of: path)
    let descriptor = uninterrupted { open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600) }
    guard descriptor >= 0 else { throw Self.unwritable(path, .last) }
    defer { close(descriptor) }
    let line = EventEncoder().line(for: Entry(program: program.name, statement: statement), time: .now)
    guard uninterrupted({ write(descriptor, line, line.count) }) == line.count, fsync(descriptor) == 0 else {
      throw Self.unwritable(path, .last)
    }
  }

  private static func unwritable(_ path: String, _ error: SystemError) -> CommandFailure {
    CommandFailure(
      status: error.exitStatus, message: "the yes cannot be remembered in \(path) (\(error)); make it writable")
  }
}
