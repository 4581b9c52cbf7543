import ArgumentParser
import Glibc
import IMUIngest
import RepDetector

/// `run`: the daemon.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Count reps from a sensor until interrupted.",
    discussion: """
      Events go to whoever is connected to the socket, and to the log. A sensor that is unplugged and plugged in again \
      goes on where it was.
      """)

  @OptionGroup var device: DeviceArguments
  @OptionGroup var wire: WireArguments
  @OptionGroup var detection: DetectionArguments
  @OptionGroup var socket: SocketArguments
  @OptionGroup var program: ProgramArguments
  @OptionGroup var speech: SpeechArguments
  @OptionGroup var language: LanguageArguments

  @Option(help: ArgumentHelp("The sensor on the left arm, where each arm has one.", valueName: "path"))
  var left: String?

  @Option(help: ArgumentHelp("The sensor on the right arm, where each arm has one.", valueName: "path"))
  var right: String?

  @Option(
    help: ArgumentHelp("Permissions of the socket, octal; 600 unless set.", valueName: "mode"),
    transform: { text in
      guard let mode = mode_t(text, radix: 8), mode <= 0o777, mode & 0o600 == 0o600 else {
        throw ValidationError("'\(text)' is no mode of a socket: give one such as 600 or 660")
      }
      return mode
    })
  var socketMode: mode_t?

  @Option(
    help: ArgumentHelp(
      "Group of the socket, whose members may use it; the mode is 660 then unless set.", valueName: "name"))
  var socketGroup: String?

  @Option(help: ArgumentHelp("Append events to this file, a line of JSON each.", valueName: "path"))
  var log: String?

  @Option(
    help: ArgumentHelp(
      "Put the log aside as FILE.1 and begin a new one when it has so many MiB.",
      discussion: "The last five are kept. Without it the log grows until something else moves it and sends SIGHUP.",
      valueName: "mib"))
  var logSize: Int?

  @OptionGroup var history: HistoryArguments

  @Option(help: ArgumentHelp("Record samples into this new file.", valueName: "path"))
  var record: String?

  @Option(
    help: ArgumentHelp(
      "Take options from this file.",
      discussion: """
        YAML with the options by their names in snake case, a line each, as 'min_rom: 40'. Variables of the environment, \
        as REPCOUNTERD_MIN_ROM, are stronger, and options given here are stronger still. See also 'config'.
        """, valueName: "file"))
  var config: String?

  /// Largest log that can be asked for, MiB.
  private static let largestLog = 1 << 20

  func validate() throws {
    let hasSides = left != nil || right != nil
    guard !hasSides || device.device == nil else {
      throw ValidationError("--device is one sensor, --left and --right are one for each arm: give one or the others")
    }
    guard !hasSides || detection.side == .auto else {
      throw ValidationError("with --left or --right the side is known: leave out --side")
    }
    guard left == nil || left != right else {
      throw ValidationError("--left and --right name the same device: each arm needs a sensor of its own")
    }
    guard record == nil || left == nil || right == nil else {
      throw ValidationError("--record takes the samples of one sensor: leave it out, or record each with 'record'")
    }
    if let logSize, !(1...Self.largestLog ~= logSize) {
      throw ValidationError("--log-size \(logSize) is no size: give MiB from 1 to \(Self.largestLog)")
    }
    guard logSize == nil || log != nil else { throw ValidationError("--log-size needs a log: give it with --log") }
    try wire.validateOptions()
  }

  func run() async throws {
    var follower = try program.follower()
    follower?.today = { Timestamp.now.days }
    if let follower { try program.requireAgreement(for: follower, language: language) }
    var options = Daemon.Options(
      sensors: sensors,
      socket: Daemon.Socket(
        address: try socket.address(), mode: socketMode ?? (socketGroup == nil ? 0o600 : 0o660), group: socketGroup,
        createsFolder: socket.isDefault),
      log: log, logLimit: logSize.map { $0 << 20 }, history: history.location, record: record,
      follower: follower)
    options.settings = {
      let arguments = Array(CommandLine.arguments.dropFirst())
      // What 'run' would refuse is refused now, too.
      _ = try Repcounterd.parse(arguments, with: .process)
      return try ConfiguredArguments.process.settings(arguments)
    }
    let announcer =
      speech.isWanted
      ? AnnouncerThread(address: try socket.address(), voice: try speech.voice(), book: try language.book()) : nil
    announcer?.start()
    try await Daemon(options: options, logger: .standardError()).run()
    announcer?.finish()
  }

  private var sensors: [Daemon.Sensor] {
    let configuration = detection.configuration
    guard left != nil || right != nil else {
      return [Daemon.Sensor(plan: device.plan(wire), detection: configuration)]
    }
    return [(left, Side.left), (right, Side.right)].compactMap { path, side in
      guard let path else { return nil }
      var plan = device.plan(wire)
      plan.place = .path(path)
      var sided = configuration
      sided.side = side
      return Daemon.Sensor(plan: plan, detection: sided)
    }
  }
}
