import ArgumentParser
import Coach
import Glibc
import IMUIngest

/// `replay`: counts the reps of recordings.
struct ReplayCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Count the reps of recordings.",
    discussion: """
      A file is a CSV recording, a raw capture, or the bytes of a wire (NAME.<wire>.bin, or any other; what it is is told \
      by name and content). Each file is a session of its own. Times are those of the recording.
      """)

  @OptionGroup var source: ReplaySourceArguments
  @OptionGroup var detection: DetectionArguments
  @OptionGroup var wire: WireArguments
  @OptionGroup var program: ProgramArguments

  @Argument(help: ArgumentHelp("Recordings; - is standard input.", valueName: "file"))
  var files: [String]

  @Flag(help: "Write the events as lines of JSON, the summary last.")
  var json = false

  @Option(
    help: ArgumentHelp(
      "Seconds of the recording in a second, or max; max unless set, 1 with --socket.", valueName: "factor|max"),
    transform: { text in
      guard let speed = ReplaySpeed(text) else {
        throw ValidationError("'\(text)' is no speed: give max or a number above 0, such as 1 or 2.5")
      }
      return speed
    })
  var speed: ReplaySpeed?

  @Flag(help: "Begin again after the last file, until interrupted.")
  var loop = false

  @Option(help: ArgumentHelp("Serve the events on a Unix socket, as the daemon does.", valueName: "path"))
  var socket: String?

  @Option(
    help: ArgumentHelp(
      "Write a table of the files to this CSV, a row a file, and no events; - is standard output.", valueName: "file"))
  var summary: String?

  @Option(help: ArgumentHelp("With --summary: files at once; all cores unless set.", valueName: "n"))
  var jobs: Int?

  @Option(
    help: ArgumentHelp(
      "With --program: the sessions before, from this history, which is only read; none unless set.", valueName: "path")
  )
  var history: String?

  @Option(
    help: ArgumentHelp(
      "With --program: a level of pain said at a time of the recording, in seconds; may be repeated.",
      valueName: "seconds:level"),
    transform: { text in
      let parts = text.split(separator: ":").map(String.init)
      guard parts.count == 2, let time = Double(parts[0]), time.isFinite, let level = Int(parts[1]),
        HoldPrescription.scale.contains(level)
      else { throw ValidationError("'\(text)' is no level of pain: give seconds and a level from 0 to 10, as 12.5:6") }
      return ProgramFollower.PainEntry(time: time, level: level)
    })
  var pain: [ProgramFollower.PainEntry] = []

  func validate() throws {
    guard summary == nil || (!json && socket == nil && !loop && program.program == nil) else {
      throw ValidationError(
        "'--summary' writes a table and no events: leave out --json, --socket, --loop and --program")
    }
    guard summary == nil || !files.contains(ReplayInput.standardInput) else {
      throw ValidationError("'--summary' is a table of files: name files instead of standard input")
    }
    guard jobs.map({ summary != nil && 1...1000 ~= $0 }) ?? true else {
      throw ValidationError("'--jobs' says how many files '--summary' replays at once: give 1 to 1000")
    }
    guard history == nil || program.program != nil else {
      throw ValidationError("'--history' tells a program of the sessions before: add --program")
    }
    guard pain.isEmpty || program.program != nil else {
      throw ValidationError("'--pain' says something to a program: add --program")
    }
    guard files.filter({ $0 == ReplayInput.standardInput }).count <= 1 else {
      throw ValidationError("'-' stands for standard input, which can be read once only: name it once")
    }
    guard !loop || !files.contains(ReplayInput.standardInput) else {
      throw ValidationError("standard input cannot be read again: leave out --loop, or name a file")
    }
  }

  func run() async throws {
    if let summary { return try await writeTable(to: summary) }
    let progress = Progress("replaying")
    // Both may be written to one terminal.
    let output = ByteOutput { progress.clear() }
    let sink: any EventSink = json ? JSONOutput(output) : TextOutput(output, titles: files.count > 1)
    var follower = try program.follower()
    follower?.painEntries = pain.sorted { $0.time < $1.time }
    try follower?.remember(history)
    do {
      if let socket {
        try await ReplaySocket.serve(path: socket, sink: sink, follower: follower) {
          try await replay(into: $0, progress)
        }
      } else {
        try await replay(into: ReplayCounter(sink: sink, follower: follower), progress)
      }
    } catch let error as any ReportedError {
      progress.clear()
      // Who reads the events alone shall learn why no summary comes; what was counted before stays valid.
      if json { try? sink.take([.error(ErrorEvent(code: error.stableName, message: "\(error)"))]) }
      try? sink.flush()
      throw error
    }
  }

  private var replay: Replay {
    Replay(
      input: source.input(wire), detection: detection.configuration, window: source.window,
      speed: speed ?? (socket == nil ? .max : .factor(1)), loops: loop)
  }

  private func writeTable(to path: String) async throws {
    let progress = Progress("replaying")
    let summaries = ReplaySummaries(replay: replay, jobs: jobs ?? max(1, sysconf(CInt(_SC_NPROCESSORS_ONLN))))
    let rows = await summaries.run(files) { progress.reached(Double($0) / Double(files.count)) }
    progress.clear()
    var table = CommaSeparatedTable(columns: FileSummary.columns)
    for row in rows { table.append(row.fields) }
    if path == ReplayInput.standardOutput {
      let bytes = ByteOutput()
      for line in table.lines { try bytes.writeLine(line) }
      try bytes.flush()
    } else {
      let file = try ReplacementFile(path: path)
      for line in table.lines { try file.output.writeLine(line) }
      try file.finish()
    }
    let failures = rows.count { $0.problem != nil }
    if let first = rows.lazy.compactMap(\.problem).first {
      throw CommandFailure(
        status: .badData,
        message: "\(failures) of \(rows.count) files could not be read, as the table says; the first: \(first)")
    }
  }

  private func replay(into consumer: any ReplayConsumer, _ progress: Progress) async throws {
    let tally = try await replay.run(files, into: consumer) {
      // At a pace of its own or without an end, how far it is says nothing.
      if replay.speed == .max, !replay.loops { progress.reached($0) }
    } note: {
      progress.clear()
      StandardError.say($0)
    }
    progress.clear()
    try await consumer.tell([.summary(tally.summary)])
    try await consumer.flush()
  }
}

/// The options that say what of the files is read; the same for `replay` and `export`.
struct ReplaySourceArguments: ParsableArguments {
  @Option(help: ArgumentHelp("Leave out samples before this time of the recording.", valueName: "seconds"))
  var from: Double?

  @Option(help: ArgumentHelp("Leave out samples after this time of the recording.", valueName: "seconds"))
  var to: Double?

  @Option(
    help: ArgumentHelp("Samples a second of bytes that carry no time and have no receive times.", valueName: "hz"))
  var rate: Double?

  @Flag(help: "Skip rows that cannot be read, and say how many.")
  var lenient = false

  func validate() throws {
    guard !(from ?? 0).isNaN, !(to ?? 0).isNaN, from ?? -.infinity <= to ?? .infinity else {
      throw ValidationError("nothing lies between '--from' and '--to': the end must not be before the start")
    }
    guard (rate ?? 1) > 0, (rate ?? 1).isFinite else {
      throw ValidationError("'--rate' must be a number of samples a second above 0")
    }
  }

  /// Stream times, seconds, of the samples to look at.
  var window: ClosedRange<Double> { (from ?? -.infinity)...(to ?? .infinity) }

  /// How the files are read.
  func input(_ wire: WireArguments) -> ReplayInput {
    ReplayInput(wire: wire, rate: rate, rows: lenient ? .skipBad : .strict)
  }
}
