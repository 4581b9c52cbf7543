import ArgumentParser
import Coach
import Glibc

/// The options that say which program is followed; the same for `run` and `replay`.
struct ProgramArguments: ParsableArguments {
  @Option(help: ArgumentHelp("Coach this program; see 'repcounterd programs'.", valueName: "name|file"))
  var program: String?

  @Option(help: ArgumentHelp("With --program: reps a side, instead of what the rule says.", valueName: "n"))
  var targetReps: Int?

  func validate() throws {
    guard targetReps == nil || program != nil else {
      throw ValidationError("'--target-reps' says how many reps a program asks for: add --program")
    }
    guard targetReps.map({ 1...1000 ~= $0 }) ?? true else {
      throw ValidationError("'--target-reps' is a number of reps from 1 to 1000")
    }
  }

  /// What follows the sessions; nil where no program was asked for.
  func follower() throws(CommandFailure) -> ProgramFollower? {
    guard let program else { return nil }
    var follower = ProgramFollower(program: try ProgramLibrary.process.find(program).program)
    follower.chosenReps = targetReps
    return follower
  }

  /// Makes sure that the wearer has read who must not do the program, and has said yes; asks where somebody can answer.
  func requireAgreement(for follower: ProgramFollower, language: LanguageArguments) throws {
    let agreement = Agreement(program: follower.program, folder: StateFolder.path)
    guard !agreement.isGiven else { return }
    guard isatty(STDIN_FILENO) == 1 else { throw agreement.missing }
    try agreement.ask(language.book())
  }
}

extension ProgramFollower {
  /// Reads the sessions before from a history.
  ///
  /// - Parameter path: of the history; nil for none.
  /// - Throws: ``CommandFailure``.
  mutating func remember(_ path: String?) throws(CommandFailure) {
    guard let path, case .reps(let prescription) = program.exercise else { return }
    let name = program.name
    past = try HistoryOutput.reporting(path) { () throws(HistoryError) in
      try HistoryDatabase(path: path, access: .reading).past(of: name, prescription)
    }
    today = { Timestamp.now.days }
  }
}
