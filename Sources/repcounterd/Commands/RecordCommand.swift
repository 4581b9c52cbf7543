import ArgumentParser
import IMUIngest
import Logging
import RepDetector

/// `record`: a sensor's samples into a recording, and the bytes of its line into a capture.
struct RecordCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record",
    abstract: "Record the samples of a sensor until interrupted.")

  @OptionGroup var device: DeviceArguments
  @OptionGroup var wire: WireArguments

  @Argument(help: ArgumentHelp("The recording, a new CSV file.", valueName: "out.csv"))
  var output: String

  @Option(help: ArgumentHelp("Capture the line's bytes and their times as well, in a new file.", valueName: "out.bin"))
  var raw: String?

  @Option(help: ArgumentHelp("End after so long.", valueName: "seconds"))
  var duration: Double?

  @Flag(help: "Replace files that exist.")
  var force = false

  func validate() throws {
    guard duration.map({ $0 > 0 && $0 <= 1e8 }) ?? true else {
      throw ValidationError("--duration is a number of seconds above 0")
    }
    guard raw != output else { throw ValidationError("--raw needs a file of its own") }
    try wire.validateOptions()
  }

  func run() async throws {
    let plan = device.plan(wire)
    let options = Daemon.Options(
      sensors: [Daemon.Sensor(plan: plan, detection: DetectorConfiguration())], record: output, capture: raw,
      replacesFiles: force, duration: duration)
    let statistics = try await Daemon(options: options, logger: .standardError()).run()[0]
    guard statistics.samples > 0 else {
      throw CommandFailure(
        status: .unavailable,
        message:
          "no sample came from \(plan.name): look whether the sensor is on, and give --wire and --baud if they are "
          + "known")
    }
    let rate = statistics.meanRate.map { ", \(Int($0.rounded())) a second" } ?? ""
    StandardError.say("\(statistics.samples) samples in \(output)\(rate)")
  }
}
