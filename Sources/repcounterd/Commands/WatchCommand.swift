import ArgumentParser
import Glibc
import IMUIngest

/// `watch`: shows what the daemon counts, live.
struct WatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: "Watch the daemon count.",
    discussion: "On a terminal: a live view until q is pressed. Elsewhere: a line for each event.")

  @OptionGroup var socket: SocketArguments
  @OptionGroup var speech: SpeechArguments
  @OptionGroup var language: LanguageArguments

  @Flag(help: "Write the events as lines of JSON.")
  var json = false

  @Option(help: ArgumentHelp("Swing angles a second; 20 on a terminal, else none unless set.", valueName: "hz"))
  var angleHz: Double?

  func validate() throws {
    guard angleHz.map({ 0...WatchOptions.fastestAngleRate ~= $0 }) ?? true else {
      throw ValidationError("--angle-hz is a rate from 0 to \(Int(WatchOptions.fastestAngleRate))")
    }
  }

  func run() throws {
    let client = try SocketClient(address: try socket.address(), until: MonotonicTime.now + StatusCommand.patience)
    if speech.isWanted {
      AnnouncerThread(address: client.address, voice: try speech.voice(), book: try language.book()).start()
    }
    if !json, isatty(STDOUT_FILENO) == 1, Environment.variable("TERM") != "dumb" {
      try LiveScreen(
        client, angleRate: angleHz ?? WatchOptions.usualAngleRate, hasColor: Environment.variable("NO_COLOR") == nil,
        hasUnicode: Self.hasUnicode, book: language.book()
      ).run()
    } else {
      try printEvents(of: client)
    }
  }

  private func printEvents(of client: SocketClient) throws {
    let angles = angleHz.map { ",\"angle_hz\":\($0)" } ?? ""
    try client.send("{\"command\":\"watch\"\(angles)}")
    let output = ByteOutput()
    while let line = try client.receiveLine(until: .infinity) {
      let event = try SocketClient.value(of: line, client.address)
      // The reply to `watch` is no event.
      guard event.members?["type"]?.string != "ok" else { continue }
      if json {
        try output.write(line + [UInt8(ascii: "\n")])
      } else if let text = WatchText.line(for: event) {
        try output.writeLine(text)
      }
      try output.flush()
    }
    throw client.gone
  }

  /// Whether the terminal shows characters beyond ASCII, as the locale tells it.
  private static var hasUnicode: Bool {
    let locale =
      Environment.variable("LC_ALL") ?? Environment.variable("LC_CTYPE") ?? Environment.variable("LANG") ?? ""
    return locale.lowercased().contains("utf-8") || locale.lowercased().contains("utf8")
  }
}
