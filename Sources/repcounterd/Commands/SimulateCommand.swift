import ArgumentParser
import IMUIngest

/// `repcounterd simulate`: a wearer who exists only as arithmetic, as a recording with its truth.
struct SimulateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Simulates a wearer with a sensor on the arm.",
    discussion: """
      Scenarios:
      \(SimulatedScenario.presets.map { "  \($0.name): \($0.summary)" }.joined(separator: "\n"))
      """
  )

  @Option(help: ArgumentHelp("Write a recording, and its truth as FILE.truth.json beside it.", valueName: "file.csv"))
  var out: String?

  @Option(help: ArgumentHelp("What kind of session.", valueName: "name"))
  var scenario = "nominal"

  @Option(help: ArgumentHelp("Decides all that is left to chance.", valueName: "n"))
  var seed: UInt64 = 1

  @Option(help: ArgumentHelp("Reps of the left arm; drawn unless given.", valueName: "n"))
  var left: Int?

  @Option(help: ArgumentHelp("Reps of the right arm; drawn unless given.", valueName: "n"))
  var right: Int?

  @Option(help: ArgumentHelp("Samples a second, 1 to 1000; the scenario's unless given.", valueName: "hz"))
  var rate: Double?

  @Flag(help: "Replace files that are there already.")
  var force = false

  func validate() throws {
    guard out != nil else { throw ValidationError("say where the session should go: give --out FILE.csv") }
    for (name, count) in [("--left", left), ("--right", right)] {
      guard let count, !(0...1000).contains(count) else { continue }
      throw ValidationError("\(name) \(count) is no number of reps: give 0 to 1000")
    }
    if let rate, !(1...1000).contains(rate) {
      throw ValidationError("--rate \(rate) is no rate of a sensor here: give 1 to 1000")
    }
  }

  func run() throws {
    let session = SimulatedWearer(scenario: try chosenScenario()).session()
    if let out {
      try Self.writing { () throws(RecordingError) in
        try session.writeRecording(to: out, replacing: force)
        try session.writeTruth(to: SimulatedSession.truthPath(besideRecording: out), replacing: force)
      }
    }
  }

  private func chosenScenario() throws -> SimulatedScenario {
    do {
      return try SimulatedScenario.preset(scenario, seed: seed, left: left, right: right, rate: rate)
    } catch {
      throw CommandFailure(status: .usage, message: "\(error)")
    }
  }

  /// Runs what writes a file; a path that cannot be written to is a failure of output, not a missing input.
  static func writing(_ act: () throws(RecordingError) -> Void) throws {
    do {
      try act()
    } catch {
      let isPath = error.code == .noSuchFile || error.code == .isDirectory
      throw CommandFailure(status: isPath ? .inputOutput : error.exitStatus, message: "\(error)")
    }
  }
}
