import ArgumentParser
import IMUIngest

/// `repcounterd simulate`: a wearer who exists only as arithmetic, as a recording with its truth or as a device.
struct SimulateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Simulates a wearer with a sensor on the arm.",
    discussion: """
      The session goes to a recording (--out), as a sensor's bytes to a file (--raw), or as a sensor to a
      pseudo-terminal (--pty), where it starts when a program opens the link and stands still while none has it open.

      Scenarios:
      \(Self.list(SimulatedScenario.presets.map { ($0.name, $0.summary) }))

      Wires:
      \(Self.list(SampleEncodingTable.all.map { ($0.name, $0.summary) }))
      """
  )

  @Option(help: ArgumentHelp("Write a recording, and its truth as FILE.truth.json beside it.", valueName: "file.csv"))
  var out: String?

  @Option(help: ArgumentHelp("Write the bytes of the wire with their times of arrival.", valueName: "out.bin"))
  var raw: String?

  @Flag(help: "With --raw: the bytes alone, without times.")
  var plain = false

  @Option(help: ArgumentHelp("Play on a pseudo-terminal with a link of this name.", valueName: "link"))
  var pty: String?

  @Option(help: ArgumentHelp("Write the truth, also without a recording.", valueName: "file.json"))
  var truth: String?

  @Option(help: ArgumentHelp("What the sensor speaks.", valueName: "name"))
  var wire = "witmotion"

  @Option(help: ArgumentHelp("With --pty: seconds of the session to a second.", valueName: "factor"))
  var speed = 1.0

  @Flag(help: "With --pty: start again at the end.")
  var loop = false

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
    guard out != nil || raw != nil || pty != nil || truth != nil else {
      throw ValidationError("say where the session should go: give --out FILE.csv, --raw OUT.bin or --pty LINK")
    }
    for (name, count) in [("--left", left), ("--right", right)] {
      guard let count, !(0...1000).contains(count) else { continue }
      throw ValidationError("\(name) \(count) is no number of reps: give 0 to 1000")
    }
    if let rate, !(1...1000).contains(rate) {
      throw ValidationError("--rate \(rate) is no rate of a sensor here: give 1 to 1000")
    }
    guard speed > 0, speed <= 1000 else {
      throw ValidationError("--speed \(speed) is no speed: give a factor above 0, at most 1000")
    }
    if SampleEncodingTable.named(wire) == nil {
      let names = SampleEncodingTable.all.map(\.name).joined(separator: ", ")
      throw ValidationError("no sensor here speaks '\(wire)': give one of \(names)")
    }
    if !SimulatedScenario.presets.contains(where: { $0.name == scenario }) {
      throw ValidationError("\(UnknownScenarioError(name: scenario))")
    }
  }

  func run() throws {
    let session = SimulatedWearer(
      scenario: try .preset(scenario, seed: seed, left: left, right: right, rate: rate)
    ).session()
    if raw != nil || pty != nil, chosenEncoding.needsGyro, !session.scenario.sensor.hasGyro {
      throw CommandFailure(
        status: .usage,
        message:
          "the wire '\(wire)' always carries a gyroscope, which the scenario '\(scenario)' has not: give --wire text")
    }
    try Self.writing { () throws(RecordingError) in try write(session) }
    if let pty { try play(session, at: pty) }
  }

  /// The row of the wire; its name was checked before.
  private var chosenEncoding: SampleEncoding {
    SampleEncodingTable.named(wire) ?? SampleEncodingTable.all[0]
  }

  private func write(_ session: SimulatedSession) throws(RecordingError) {
    if let out {
      try session.writeRecording(to: out, replacing: force)
      try session.writeTruth(to: SimulatedSession.truthPath(besideRecording: out), replacing: force)
    }
    if let truth { try session.writeTruth(to: truth, replacing: force) }
    if let raw, plain {
      try session.writeBytes(to: raw, encoding: chosenEncoding, replacing: force)
    } else if let raw {
      try session.writeCapture(to: raw, encoding: chosenEncoding, replacing: force)
    }
  }

  private func play(_ session: SimulatedSession, at link: String) throws {
    StopSignal.catchAll()
    do throws(SerialError) {
      let terminal = try PseudoTerminal(link: link)
      try SessionPlayer(
        session: session, encoding: chosenEncoding, terminal: terminal, speed: speed, loops: loop,
        shouldEnd: { StopSignal.isRaised }
      ).play()
    } catch {
      throw CommandFailure(status: error.exitStatus, message: "\(error)")
    }
  }

  /// Runs what writes files; a path that cannot be written to is a failure of output, not a missing input.
  private static func writing(_ act: () throws(RecordingError) -> Void) throws {
    do throws(RecordingError) {
      try act()
    } catch {
      let isPath = error.code == .noSuchFile || error.code == .isDirectory
      throw CommandFailure(status: isPath ? .inputOutput : error.exitStatus, message: "\(error)")
    }
  }

  /// A list for the help: names in a column, summaries beside them.
  private static func list(_ rows: [(name: String, summary: String)]) -> String {
    let width = (rows.map(\.name.count).max() ?? 0) + 2
    return rows.map { row in
      "  " + row.name + String(repeating: " ", count: width - row.name.count) + row.summary
    }.joined(separator: "\n")
  }
}
