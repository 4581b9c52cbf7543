import Glibc

/// The terminal in front of a person: its size, its keys, and its screen while a live view is shown.
final class Terminal {
  /// What woke a wait.
  struct Wake {
    /// Keys that were pressed.
    var keys: [UInt8] = []
    /// Whether the size has changed.
    var isResized = false
    /// Whether somebody asks the program to end.
    var isAskedToEnd = false
    /// Whether the descriptor that was waited for can be read.
    var isReady = false
  }

  /// The signals that are watched, each written to the pipe as its number.
  private static let signals = [SIGWINCH, SIGTERM, SIGINT, SIGHUP]
  /// Size where the terminal does not tell: what all terminals once had.
  private static let usualSize = (columns: 80, rows: 24)

  /// Where the signal handler writes; a handler can reach nothing else.
  nonisolated(unsafe) private static var signalPipe: CInt = -1

  private let signalReader: CInt
  private let saved: termios?
  private var hasKeys = true

  /// Takes the terminal over: no echo, keys one by one, the alternate screen.
  init() {
    var pipes: [CInt] = [-1, -1]
    _ = pipe(&pipes)
    for descriptor in pipes {
      _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
      _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    }
    signalReader = pipes[0]
    Self.signalPipe = pipes[1]
    var settings = termios()
    saved = tcgetattr(STDIN_FILENO, &settings) == 0 ? settings : nil
    if saved != nil {
      settings.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG)
      _ = tcsetattr(STDIN_FILENO, TCSANOW, &settings)
    }
    for number in Self.signals {
      signal(number) { number in
        let before = errno
        var byte = UInt8(truncatingIfNeeded: number)
        _ = Glibc.write(Terminal.signalPipe, &byte, 1)
        errno = before
      }
    }
    write(FrameWriter.enter)
  }

  /// Gives the terminal back as it was.
  func restore() {
    write(FrameWriter.leave)
    if var saved { _ = tcsetattr(STDIN_FILENO, TCSANOW, &saved) }
    for number in Self.signals { signal(number, SIG_DFL) }
    close(Self.signalPipe)
    close(signalReader)
    Self.signalPipe = -1
  }

  /// Columns and rows.
  var size: (columns: Int, rows: Int) {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
      return Self.usualSize
    }
    return (Int(size.ws_col), Int(size.ws_row))
  }

  /// Writes text; a terminal that is gone is noticed by its hang-up.
  func write(_ text: String) {
    let bytes = Array(text.utf8)
    var start = 0
    while start < bytes.count {
      let count = bytes.withUnsafeBytes { bytes in
        uninterrupted { Glibc.write(STDOUT_FILENO, bytes.baseAddress! + start, bytes.count - start) }
      }
      guard count > 0 else { return }
      start += count
    }
  }

  /// Waits for a key, a signal or a descriptor.
  ///
  /// - Parameters:
  ///   - descriptor: to be read; nil for none.
  ///   - seconds: how long at most.
  func wait(for descriptor: CInt?, atMost seconds: Double) -> Wake {
    var entries = [
      pollfd(fd: hasKeys ? STDIN_FILENO : -1, events: Int16(POLLIN), revents: 0),
      pollfd(fd: signalReader, events: Int16(POLLIN), revents: 0),
      pollfd(fd: descriptor ?? -1, events: Int16(POLLIN), revents: 0),
    ]
    let timeout = CInt(max(0, min((seconds * 1000).rounded(.up), 1e9)))
    var wake = Wake()
    guard poll(&entries, nfds_t(entries.count), timeout) > 0 || errno == EINTR else { return wake }
    if entries[0].revents != 0 { wake.keys = readKeys(&wake) }
    if entries[1].revents != 0 { readSignals(&wake) }
    wake.isReady = entries[2].revents != 0
    return wake
  }

  private func readKeys(_ wake: inout Wake) -> [UInt8] {
    var keys = [UInt8](repeating: 0, count: 64)
    let count = read(STDIN_FILENO, &keys, keys.count)
    guard count <= 0 else { return Array(keys[..<count]) }
    // Input that has ended can be polled for ever; a terminal that is gone ends the view.
    hasKeys = false
    if saved != nil { wake.isAskedToEnd = true }
    return []
  }

  private func readSignals(_ wake: inout Wake) {
    var numbers = [UInt8](repeating: 0, count: 64)
    let count = read(signalReader, &numbers, numbers.count)
    for number in numbers.prefix(max(0, count)) {
      if CInt(number) == SIGWINCH { wake.isResized = true } else { wake.isAskedToEnd = true }
    }
  }
}
