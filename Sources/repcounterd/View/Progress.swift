import Glibc
import IMUIngest

/// How far something is that takes its time, on a line of standard error; nothing where that is no terminal.
final class Progress {
  /// Nothing is shown before so many seconds: what is done by then needs no progress.
  private static let delay = 1.0
  /// Seconds between two changes of the line.
  private static let interval = 0.2

  private let title: String
  private let now: () -> Double
  private let write: ((String) -> Void)?
  private var next: Double
  private var hasDrawn = false

  /// Makes the progress of something that begins now.
  ///
  /// - Parameters:
  ///   - title: what is done.
  ///   - now: a clock that does not jump, seconds.
  ///   - write: where it is shown; nil for nowhere.
  init(_ title: String, now: @escaping () -> Double, write: ((String) -> Void)?) {
    self.title = title
    self.now = now
    self.write = write
    next = now() + Self.delay
  }

  /// Makes the progress of something that begins now, shown where standard error is a terminal.
  convenience init(_ title: String) {
    let isTerminal = isatty(STDERR_FILENO) == 1
    self.init(title, now: { MonotonicTime.now }, write: isTerminal ? { Self.writeError($0) } : nil)
  }

  /// So much is done.
  ///
  /// - Parameter share: of all, 0 to 1.
  func reached(_ share: Double) {
    guard let write, now() >= next else { return }
    next = now() + Self.interval
    hasDrawn = true
    write("\r\(title): \(Int(100 * min(max(share, 0), 1))) %\u{1B}[K")
  }

  /// The line goes, because all is done or given up, or because something else is written now.
  func clear() {
    if hasDrawn { write?("\r\u{1B}[K") }
    hasDrawn = false
  }

  private static func writeError(_ text: String) {
    let bytes = Array(text.utf8)
    _ = uninterrupted { Glibc.write(STDERR_FILENO, bytes, bytes.count) }
  }
}
