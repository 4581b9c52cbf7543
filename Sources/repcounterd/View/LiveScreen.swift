import Glibc
import IMUIngest

/// Keeps a live view of a daemon on the terminal until the person has seen enough.
final class LiveScreen {
  /// Shortest time between two drawings, seconds: 20 a second are smooth, and more only heat the machine.
  private static let frameTime = 0.05
  /// Time between two tries to reach a daemon that has gone, seconds.
  private static let retryTime = 1.0
  /// Time between two questions for the status, seconds: targets and own bests change without an event.
  private static let statusTime = 1.0
  /// How long a daemon may take to say hello, seconds.
  private static let helloTime = 1.0
  /// Keys that end the view: q, Q, Ctrl-C and Ctrl-D.
  private static let endKeys: Set<UInt8> = [UInt8(ascii: "q"), UInt8(ascii: "Q"), 3, 4]

  private let address: SocketAddress
  private let angleRate: Double
  private let hasColor: Bool
  private let hasUnicode: Bool

  private var client: SocketClient?
  private let book: Phrasebook
  private var state: LiveState
  private var frames = FrameWriter()
  /// Whether something has changed since the last drawing; nothing is drawn before the daemon has told something.
  private var isDirty = false
  private var lastDrawn = -Double.infinity
  private var retryAt = 0.0
  private var askAt = MonotonicTime.now + LiveScreen.statusTime

  /// Makes a screen over a connection.
  ///
  /// - Parameters:
  ///   - client: connected; nothing was asked of it yet.
  ///   - angleRate: angles a second, hertz.
  ///   - hasColor: whether colours may be used.
  ///   - hasUnicode: whether characters beyond ASCII may be used.
  ///   - book: the words of cues.
  init(
    _ client: SocketClient, angleRate: Double, hasColor: Bool, hasUnicode: Bool, book: Phrasebook
  ) throws(CommandFailure) {
    address = client.address
    self.angleRate = angleRate
    self.hasColor = hasColor
    self.hasUnicode = hasUnicode
    self.client = client
    self.book = book
    state = LiveState(book: book)
    try ask(client)
  }

  /// Shows the view until a key or a signal ends it; the terminal is as before then.
  func run() {
    let terminal = Terminal()
    defer { terminal.restore() }
    while true {
      draw(on: terminal)
      let wake = terminal.wait(for: client?.descriptor, atMost: patience)
      if wake.isAskedToEnd || wake.keys.contains(where: Self.endKeys.contains) { return }
      for key in wake.keys { say(key) }
      if wake.isResized {
        frames.forget()
        isDirty = true
      }
      if wake.isReady { receive() }
      if client == nil { reconnect() } else { askAgain() }
    }
  }

  /// How long to wait at most, seconds.
  private var patience: Double {
    let now = MonotonicTime.now
    let draw = isDirty ? lastDrawn + Self.frameTime - now : .infinity
    return max(0, min(draw, (client == nil ? retryAt : askAt) - now))
  }

  private func draw(on terminal: Terminal) {
    let now = MonotonicTime.now
    guard isDirty, now - lastDrawn >= Self.frameTime else { return }
    let size = terminal.size
    let view = LiveView(columns: size.columns, rows: size.rows, hasColor: hasColor, hasUnicode: hasUnicode)
    terminal.write(frames.update(to: view.lines(of: state)))
    isDirty = false
    lastDrawn = now
  }

  private func ask(_ client: SocketClient) throws(CommandFailure) {
    try client.send("status")
    try client.send("{\"command\":\"watch\",\"angle_hz\":\(angleRate)}")
  }

  private func askAgain() {
    let now = MonotonicTime.now
    guard now >= askAt else { return }
    askAt = now + Self.statusTime
    // Where it has gone, reading will tell.
    try? client?.send("status")
  }

  /// A digit says how much it hurts, where a program holds.
  private func say(_ key: UInt8) {
    guard state.hold != nil, UInt8(ascii: "0")...UInt8(ascii: "9") ~= key else { return }
    try? client?.send("{\"command\":\"pain\",\"level\":\(key - UInt8(ascii: "0"))}")
  }

  private func receive() {
    do {
      guard let client, try client.fill() else { return lose() }
      while let line = client.nextLine() {
        state.take(try SocketClient.value(of: line, address))
        isDirty = true
      }
    } catch {
      lose()
    }
  }

  private func lose() {
    client = nil
    retryAt = MonotonicTime.now + Self.retryTime
    state.isConnected = false
    state.sensors = []
    isDirty = true
  }

  private func reconnect() {
    let now = MonotonicTime.now
    guard now >= retryAt else { return }
    retryAt = now + Self.retryTime
    guard let client = try? SocketClient(address: address, until: now + Self.helloTime) else { return }
    do {
      try ask(client)
      self.client = client
      state = LiveState(book: book)
      isDirty = true
    } catch {
      // It went again at once; the next try may find it.
    }
  }
}
