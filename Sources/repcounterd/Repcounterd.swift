import ArgumentParser

@main
struct Repcounterd: AsyncParsableCommand {
  /// The program's version, as `--version` and the `hello` event tell it.
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "repcounterd",
    abstract: "Counts trunk-rotation reps from an IMU on the elbow.",
    version: version,
    subcommands: [SimulateCommand.self]
  )
}
