import ArgumentParser
import Glibc
import IMUIngest

/// The program: reads the command line, runs the command, and ends with the status that fits.
@main
struct Repcounterd: AsyncParsableCommand {
  /// The program's version, as `--version` and the `hello` event tell it.
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "repcounterd",
    abstract: "Counts trunk-rotation reps from an IMU on the elbow.",
    version: version,
    subcommands: [
      RunCommand.self, ReplayCommand.self, RecordCommand.self, SimulateCommand.self, DecodeCommand.self,
      ExportCommand.self, StatusCommand.self, WatchCommand.self, DevicesCommand.self, SetupCommand.self,
      HistoryCommand.self,
      ProgramsCommand.self, PainCommand.self, CorrectCommand.self, ReportCommand.self, ExportAllCommand.self,
      ImportCommand.self, ConfigCommand.self,
    ]
  )

  /// Reads arguments together with what environment and file add to them.
  ///
  /// - Throws: what is wrong with them, with its place where it does not stand on the command line.
  static func parse(
    _ arguments: [String], with configured: ConfiguredArguments
  ) throws -> any ParsableCommand {
    let resolved = try configured.resolve(arguments)
    do {
      return try parseAsRoot(resolved)
    } catch {
      let blamed = configured.blame(arguments) { single in
        do {
          _ = try parseAsRoot(single)
          return nil
        } catch {
          return exitCode(for: error) == .validationFailure ? message(for: error) : nil
        }
      }
      throw blamed ?? error
    }
  }

  static func main() async {
    StandardDescriptors.prepare()
    do {
      let arguments = Array(CommandLine.arguments.dropFirst())
      var command = try parse(arguments, with: .process)
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      let report = ExitReport(error)
      report.deliver()
      Glibc.exit(report.status.rawValue)
    }
  }
}
