import ArgumentParser
import Coach
import IMUIngest

/// `pain`: says how much it hurts, to a program of holds.
struct PainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pain",
    abstract: "Say how much it hurts now, from 0 to 10.",
    discussion: "For a daemon that follows a program of holds: the spot begins with the first level and ends with 2.")

  @Argument(help: ArgumentHelp("0 is no pain, 10 the worst that you can imagine.", valueName: "level"))
  var level: Int

  @OptionGroup var socket: SocketArguments
  @OptionGroup var language: LanguageArguments

  @Flag(help: "Write the daemon's own line of JSON.")
  var json = false

  func validate() throws {
    guard HoldPrescription.scale.contains(level) else {
      throw ValidationError("\(level) is no level of pain: give a whole number from 0 (no pain) to 10 (the worst)")
    }
  }

  func run() throws {
    let book = try language.book()
    let line = try DaemonRequest.ask("{\"command\":\"pain\",\"level\":\(level)}", at: try socket.address())
    let output = ByteOutput()
    if json {
      try output.write(line.bytes + [UInt8(ascii: "\n")])
    } else {
      for text in Self.words(of: line.members, book) { try output.writeLine(text) }
    }
    try output.flush()
  }

  /// What the reply says to a person: cues first, then where the hold stands.
  static func words(of reply: [String: JSONValue], _ book: Phrasebook) -> [String] {
    var narrator = Narrator(book: book)
    var lines: [String] = []
    if case .array(let codes)? = reply["cues"] {
      for code in codes {
        let cue: [String: JSONValue] = [
          "type": .string("cue"), "code": code, "spot": reply["spot"] ?? .null,
          "aim": .number("\(HoldPrescription().aim)"),
        ]
        lines += narrator.sentences(for: cue).map(\.text)
      }
    }
    guard let state = reply["state"] else { return lines }
    let hold = narrator.sentences(for: ["type": .string("hold"), "state": state]).map(\.text)
    return lines + hold
  }
}

/// A question to a daemon and its answer, for commands that ask once.
enum DaemonRequest {
  /// An answer.
  struct Reply {
    /// Its line, without the line feed.
    let bytes: [UInt8]
    /// Its members.
    let members: [String: JSONValue]
  }

  /// Asks a daemon.
  ///
  /// - Throws: ``CommandFailure``, with the daemon's own words where it refuses.
  static func ask(_ request: String, at address: SocketAddress) throws(CommandFailure) -> Reply {
    let deadline = MonotonicTime.now + StatusCommand.patience
    let client = try SocketClient(address: address, until: deadline)
    try client.send(request)
    guard let line = try client.receiveLine(until: deadline) else { throw client.gone }
    let members = try SocketClient.value(of: line, address).members ?? [:]
    guard members["type"]?.string != "error" else {
      throw CommandFailure(status: .unavailable, message: members["message"]?.string ?? "the daemon refused")
    }
    return Reply(bytes: line, members: members)
  }
}
