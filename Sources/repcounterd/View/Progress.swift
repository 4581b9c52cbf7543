import Glibc
import IMUIngest

/// How far something is that takes its time, on a line of standard error; nothing where that is no terminal.
final class Progress {
  /// Nothing is shown before so many seconds: what is done by then needs no progress.
  private static let delay = 1.0
  /// Seconds between two changes of the line.
  private static let interval = 0.2

  private let title: String
  private let total: Int
  private let isShown = isatty(STDERR_FILENO) == 1
  private var next = MonotonicTime.now + Progress.delay
  private var hasDrawn = false

  /// Makes the progress of something.
  ///
  /// - Parameters:
  ///   - title: what is done.
  ///   - total: how much there is to do; above 0.
  init(_ title: String, of total: Int) {
    self.title = title
    self.total = max(1, total)
  }

  /// So much is done.
  func reached(_ done: Int) {
    guard isShown, MonotonicTime.now >= next else { return }
    next = MonotonicTime.now + Self.interval
    hasDrawn = true
    Self.write("\r\(title): \(min(100, 100 * done / total)) %\u{1B}[K")
  }

  /// All is done, or given up: the line goes.
  func finish() {
    if hasDrawn { Self.write("\r\u{1B}[K") }
    hasDrawn = false
  }

  private static func write(_ text: String) {
    let bytes = Array(text.utf8)
    _ = uninterrupted { Glibc.write(STDERR_FILENO, bytes, bytes.count) }
  }
}
