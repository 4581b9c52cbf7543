import Coach
import Glibc
import IMUIngest

/// Says aloud what a daemon counts: the shell around ``Narrator`` and ``SpeechQueue``.
///
/// Blocks the thread that it runs on. Where no speaker is installed, or a bell is asked for, a count rings the terminal's
/// bell, and everything else stays unsaid.
final class Announcer {
  /// How people hear it.
  enum Voice: Sendable {
    /// A program that speaks.
    case speaker(Speaker)
    /// The terminal's bell.
    case bell
  }

  /// How often a speaker is asked whether it has ended, seconds.
  private static let pollTime = 0.01
  /// Longest time that a speaker may take to fall silent when it is told to, seconds.
  private static let silenceTime = 1.0
  /// Longest time that last words may take, seconds.
  private static let farewell = 4.0
  /// Types of events that are said.
  private static let request =
    #"{"command":"watch","types":["rep","target","cue","hold","proposal","program","session"]}"#

  private let client: SocketClient
  private var voice: Voice
  private let book: Phrasebook
  private var narrator: Narrator
  private var queue = SpeechQueue()
  private var process: SpeechProcess?
  private var stopper: SpeechProcess?

  /// Makes an announcer over a connection of which nothing was asked yet.
  ///
  /// - Parameters:
  ///   - client: connected.
  ///   - voice: how people hear it.
  ///   - book: the words.
  init(_ client: SocketClient, voice: Voice, book: Phrasebook) throws(CommandFailure) {
    self.client = client
    self.voice = voice
    self.book = book
    narrator = Narrator(book: book)
    try client.send("status")
    try client.send(Self.request)
  }

  /// Speaks until the daemon has gone, its last words included.
  func run() throws(CommandFailure) {
    while true {
      act()
      var entry = pollfd(fd: client.descriptor, events: Int16(POLLIN), revents: 0)
      let isBusy = process != nil || stopper != nil
      _ = poll(&entry, 1, isBusy ? CInt(Self.pollTime * 1000) : -1)
      reap()
      guard entry.revents != 0 else { continue }
      guard try client.fill() else { return finish() }
      while let line = client.nextLine() { try hear(SocketClient.value(of: line, client.address).members ?? [:]) }
    }
  }

  private func hear(_ members: [String: JSONValue]) throws(CommandFailure) {
    let now = MonotonicTime.now
    switch members["type"]?.string {
    case "status" where !Self.hasBegun(members):
      // Whoever is in the middle of it needs no explanation.
      try client.send(#"{"command":"program","language":"\#(book.language)"}"#)
    case "program_text":
      for text in Self.sentences(of: members) { queue.add(Utterance(text, .instruction, since: now)) }
    default: break
    }
    for sentence in narrator.sentences(for: members) {
      queue.add(Utterance(sentence.text, sentence.urgency, since: now))
    }
  }

  private static func hasBegun(_ status: [String: JSONValue]) -> Bool {
    LiveState.sides.contains { (status["counts"]?.members?[$0]?.integer ?? 0) > 0 }
  }

  private static func sentences(of program: [String: JSONValue]) -> [String] {
    ["contraindications", "steps"].flatMap { key -> [String] in
      if case .array(let texts)? = program[key] { texts.compactMap(\.string) } else { [] }
    }
  }

  private func act() {
    while let action = queue.next(at: MonotonicTime.now) {
      switch (action, voice) {
      case (.speak(let utterance), .bell):
        if utterance.urgency >= .count { _ = uninterrupted { write(STDERR_FILENO, "\u{07}", 1) } }
        queue.finished()
      case (.speak(let utterance), .speaker(let speaker)):
        process = SpeechProcess(speaker.command(utterance.text, voice: book.voice))
        if process == nil {
          replace(speaker)
          queue.finished()
        }
      case (.cut, .speaker(let speaker)):
        process?.stop()
        stopper = speaker.stopCommand.flatMap { SpeechProcess($0, atMost: Self.silenceTime) }
      case (.cut, .bell): queue.finished()
      }
    }
  }

  private func reap() {
    if let stopper, stopper.hasEnded() { self.stopper = nil }
    // Whoever is told to stop is silent only when the stop has been carried out.
    guard stopper == nil, let process, process.hasEnded() else { return }
    if process.hasFailed, case .speaker(let speaker) = voice { replace(speaker) }
    self.process = nil
    queue.finished()
  }

  /// Goes on with another speaker, or with the bell, where one cannot speak.
  private func replace(_ speaker: Speaker) {
    voice = speaker.substitute.map(Voice.speaker) ?? .bell
    StandardError.say(
      "\(speaker.path) cannot speak: try it yourself; "
        + (speaker.substitute.map { "\($0.kind.rawValue) speaks instead" } ?? "the bell rings instead"))
  }

  /// Lets the last words be said, for a while.
  private func finish() {
    let end = MonotonicTime.now + Self.farewell
    while !queue.isIdle, MonotonicTime.now < end {
      act()
      guard process != nil || stopper != nil else { return }
      usleep(UInt32(Self.pollTime * 1e6))
      reap()
    }
  }
}
