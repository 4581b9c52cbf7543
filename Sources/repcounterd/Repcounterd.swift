import ArgumentParser

@main
struct Repcounterd: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "repcounterd",
    abstract: "Counts trunk-rotation reps from an IMU on the elbow.",
    version: "0.1.0"
  )
}
