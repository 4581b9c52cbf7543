import ArgumentParser
import Glibc

/// `config`: which options are in force for the daemon, and where each comes from.
struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config",
    abstract: "Show which options 'run' would take, and where each comes from.",
    discussion: "Takes the options of 'run', and checks them as 'run' does, but starts nothing.")

  @OptionGroup var daemon: RunCommand

  func validate() throws {
    try daemon.validate()
  }

  func run() throws {
    let settings = try ConfiguredArguments.process.settings(Array(CommandLine.arguments.dropFirst()))
    let output = ByteOutput()
    for line in ConfigurationTable.lines(of: settings) { try output.writeLine(line) }
    try output.flush()
  }
}
