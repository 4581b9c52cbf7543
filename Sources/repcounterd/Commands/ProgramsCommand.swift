import ArgumentParser
import Coach
import IMUIngest

/// `programs`: the exercises that there are.
struct ProgramsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "programs",
    abstract: "List and show exercise programs.",
    discussion: """
      A program is a data file that says what to do, how many and how long. 'run --program NAME' coaches it. Files in \
      ~/.config/repcounterd/programs and /etc/repcounterd/programs are found by their name.
      """,
    subcommands: [List.self, Show.self, Agree.self],
    defaultSubcommand: List.self)

  /// `programs list`.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List the programs.")

    @OptionGroup var language: LanguageArguments

    func run() throws {
      let language = try language.book().language
      let entries = try ProgramLibrary.process.all()
      let width = entries.map(\.program.name.count).max() ?? 0
      let output = ByteOutput()
      for entry in entries {
        let name = entry.program.name + String(repeating: " ", count: width - entry.program.name.count)
        try output.writeLine("\(name)  \(entry.program.title.text(in: language))")
      }
      try output.flush()
    }
  }

  /// `programs show`.
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show what a program asks for, from setting up to the end.")

    @Argument(help: ArgumentHelp("A program's name, or the path of its file.", valueName: "name|file"))
    var name: String

    @OptionGroup var language: LanguageArguments

    func run() throws {
      let language = try language.book().language
      let entry = try ProgramLibrary.process.find(name)
      let output = ByteOutput()
      for line in ProgramSheet.lines(of: entry.program, language: language) { try output.writeLine(line) }
      if let path = entry.path { try output.writeLine("\nfrom \(path)") }
      try output.flush()
    }
  }

  /// `programs agree`.
  struct Agree: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Read who must not do a program, and say yes; it is remembered.")

    @Argument(help: ArgumentHelp("A program's name, or the path of its file.", valueName: "name|file"))
    var name: String

    @OptionGroup var language: LanguageArguments

    func run() throws {
      let agreement = Agreement(program: try ProgramLibrary.process.find(name).program, folder: StateFolder.path)
      guard agreement.isNeeded else {
        throw CommandFailure(
          status: .usage, message: "'\(name)' needs no yes; begin with 'repcounterd run --program \(name)'")
      }
      try agreement.ask(language.book())
    }
  }
}

/// The option that says in which language people are spoken to.
struct LanguageArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Language: en, de, fr, es, or the path of a language file; that of the locale unless set.", valueName: "code"))
  var language: String?

  /// The phrases of the language.
  func book() throws(CommandFailure) -> Phrasebook {
    if let language { return try Phrasebook.named(language) }
    return Phrasebook.ofLocale(Environment.locale)
  }
}
