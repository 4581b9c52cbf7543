import ArgumentParser
import IMUIngest

/// `setup`: sets a sensor's rate, and shows how it was before and how it is after.
struct SetupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "setup",
    abstract: "Set a sensor to a rate that counting needs.",
    discussion: """
      Sensors of the wires \(SensorSetup.wires.joined(separator: ", ")) can be set; msp is asked as often as is said here. \
      Nothing else ever changes a sensor. Without --save it is as before once the sensor was switched off.
      """)

  @Argument(help: ArgumentHelp("The sensor's device.", valueName: "device"))
  var path: String

  @Option(help: ArgumentHelp("Samples a second.", valueName: "hertz"))
  var rate = 100.0

  @Option(help: ArgumentHelp("Bits per second from then on.", valueName: "n"))
  var baud: Int?

  @Flag(help: "Have the sensor keep it.")
  var save = false

  @Option(
    help: ArgumentHelp("The wire protocol, or auto to find it out.", valueName: "name"),
    transform: { name in
      guard name == "auto" || WireTable.named(name) != nil else {
        throw ValidationError("no wire protocol is called '\(name)'; see 'repcounterd help decode' for those there are")
      }
      return name
    })
  var wire = "auto"

  func validate() throws {
    guard rate >= 0.2, rate <= 10_000 else {
      throw ValidationError("'--rate \(rate)' is no rate of samples: give a number of hertz such as 100")
    }
    if let baud, !(50...12_000_000).contains(baud) {
      throw ValidationError("'--baud \(baud)' is no baud rate: give a number such as 115200")
    }
  }

  func run() throws {
    let memoryPath = StateFolder.path.map { "\($0)/\(DeviceMemory.fileName)" }
    let plan = DevicePlan(place: .path(path), wire: WireTable.named(wire))
    let memory = memoryPath.map(DeviceMemory.load) ?? DeviceMemory()
    let conversation = try SensorConversation(path: path, plan: plan, memory: memory)
    let request = SensorSetup.Request(rate: rate, baudRate: baud, isSaved: save)
    if conversation.wire == HostPoll.wire {
      try setPolling(conversation, memoryPath: memoryPath)
      return
    }
    let setup = try makeSetup(request, conversation)
    let output = ByteOutput()
    try output.writeLine("before: \(try conversation.describe(asking: setup.questions))")
    try output.flush()
    for step in setup.steps {
      try conversation.carryOut(step)
      try output.writeLine("  \(step.purpose)")
    }
    let after = try conversation.measure()
    try output.writeLine("after: \(try conversation.describe(asking: setup.questions, measured: after))")
    try output.flush()
    if let note = setup.note { StandardError.say(note) }
    remember(conversation, pollRate: nil, memoryPath)
    guard let after, after >= 0.9 * setup.rate else {
      throw CommandFailure(
        status: .unavailable,
        message: "\(path): \(SensorConversation.text(setup.rate)) samples a second were set and "
          + "\(after.map(SensorConversation.text) ?? "none") arrive: the baud rate may be too low for more, or the sensor "
          + "does not take the command")
    }
  }

  private func makeSetup(
    _ request: SensorSetup.Request, _ conversation: SensorConversation
  ) throws -> SensorSetup {
    do throws(SensorSetupError) {
      return try SensorSetup(wire: conversation.wire, request, baudRate: conversation.lineRate)
    } catch {
      throw CommandFailure(status: .usage, message: "\(path): \(error)")
    }
  }

  /// A board that is asked sends as often as it is asked: the daemon keeps in mind how often.
  private func setPolling(_ conversation: SensorConversation, memoryPath: String?) throws {
    guard rate <= HostPoll.highestRate, rate >= 1 else {
      throw CommandFailure(
        status: .usage,
        message: "\(path): a board is asked 1 to \(Int(HostPoll.highestRate)) times a second; \(rate) were wanted")
    }
    guard baud == nil else {
      throw CommandFailure(
        status: .usage,
        message: "\(path): the baud rate of a flight controller is set in its configurator: leave out --baud")
    }
    let output = ByteOutput()
    let before = conversation.remembered?.pollRate ?? HostPoll.highestRate
    try output.writeLine("before: msp, asked \(SensorConversation.text(before)) times a second")
    let answered = try conversation.measurePolling(rate: rate)
    try output.writeLine(
      "after: msp, asked \(SensorConversation.text(rate)) times a second, \(SensorConversation.text(answered)) are answered"
    )
    try output.flush()
    remember(conversation, pollRate: rate, memoryPath)
    if answered < 0.9 * rate {
      StandardError.say("\(path): the board does not answer that often; it is asked again as soon as it has answered")
    }
  }

  private func remember(_ conversation: SensorConversation, pollRate: Double?, _ path: String?) {
    guard let path else { return }
    var memory = DeviceMemory.load(path)
    let entry = DeviceMemory.Entry(wire: conversation.wire, baud: conversation.lineRate, pollRate: pollRate)
    guard memory.note(entry, for: conversation.name) else { return }
    do {
      try memory.save(to: path)
    } catch {
      StandardError.say("what works cannot be kept in \(path) (\(error)): the daemon finds it out each time")
    }
  }
}
