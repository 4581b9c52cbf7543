import ArgumentParser
import Glibc
import IMUIngest
import RepDetector
import SpatialMath

/// `export`: writes what the detector makes of each sample of a recording.
struct ExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write the orientation and the swing angle of each sample of a recording.",
    discussion: """
      A row a sample: time_s, qw, qx, qy, qz (turns the sensor's frame into an earth frame with z up), angle_deg (empty \
      before it is known), side (empty before it is known), phase. The file may be of any kind that replay reads.
      """)

  @Argument(help: ArgumentHelp("The recording; - is standard input.", valueName: "file"))
  var file: String

  @Option(help: ArgumentHelp("The CSV file to write; - is standard output.", valueName: "path"))
  var out: String

  @OptionGroup var source: ReplaySourceArguments
  @OptionGroup var detection: DetectionArguments
  @OptionGroup var wire: WireArguments

  func validate() throws {
    guard !isSameFile(file, out) else {
      throw ValidationError("'--out \(out)' would overwrite the recording itself: name another file")
    }
  }

  func run() async throws {
    let recording = try source.input(wire).open(file)
    let target = try out == ReplayInput.standardOutput ? nil : ReplacementFile(path: out)
    let output = target?.output ?? ByteOutput()
    let replay = Replay(
      input: source.input(wire), detection: detection.configuration, window: source.window, speed: .max, loops: false)
    var pipeline = CountingPipeline(sensors: [replay.stream(for: recording)])
    var rows = ExportRows()
    var events: [Event] = []
    try output.writeLine(ExportRows.header)
    while let portion = try recording.next(recording.isFile ? .large : .small), !pipeline.sensors[0].hasPassedWindow {
      pipeline.take(portion.input, into: &events) { rows.append($0, $1) }
      guard pipeline.sensors[0].unplaced == 0 else { throw Replay.noTimes(recording.name) }
      events.removeAll(keepingCapacity: true)
      try output.write(rows.take())
    }
    pipeline.finish(timing: recording.finalTiming, into: &events) { rows.append($0, $1) }
    try output.write(rows.take())
    if let target { try target.finish() } else { try output.flush() }
    recording.notes.forEach(StandardError.say)
  }

  private func isSameFile(_ a: String, _ b: String) -> Bool {
    var first = stat()
    var second = stat()
    return stat(a, &first) == 0 && stat(b, &second) == 0 && first.st_dev == second.st_dev
      && first.st_ino == second.st_ino
  }
}

/// Rows of an export as text.
struct ExportRows {
  /// The names of the columns.
  static let header = "time_s,qw,qx,qy,qz,angle_deg,side,phase"
  /// A quaternion's parts: 1e-6 is a ten-thousandth of a degree.
  private static let quaternion = Decimals(scale: 1_000_000)
  /// Angles are kept finer than in events: an export is there to be compared.
  private static let angle = Decimals(scale: 10_000)

  private var text: [UInt8] = []

  /// Appends the row of a sample.
  mutating func append(_ sample: IMUSample, _ detector: some MotionDetector) {
    let orientation = detector.orientation
    append(sample.time)
    for part in [orientation.w, orientation.x, orientation.y, orientation.z] {
      text.append(UInt8(ascii: ","))
      append(Self.quaternion.round(part))
    }
    text.append(UInt8(ascii: ","))
    append(detector.angle.flatMap(Self.angle.degrees))
    text.append(contentsOf: ",\(detector.side?.rawValue ?? ""),\(detector.phase.rawValue)\n".utf8)
  }

  /// The rows since the last call.
  mutating func take() -> [UInt8] {
    defer { text.removeAll(keepingCapacity: true) }
    return text
  }

  private mutating func append(_ number: Double?) {
    guard let number else { return }
    text.append(contentsOf: "\(number)".utf8)
  }
}
