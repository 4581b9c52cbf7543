import NIOCore

/// Which lines of the log wait to be written, and what to do about a file that does not take them.
///
/// A pure state machine. The shell appends lines and then asks ``next()`` what to do until it answers nil; it tells how
/// each step went. While the file does not take lines they are kept up to a limit, and what cannot be kept is counted.
struct LogQueue {
  /// What the shell shall do.
  enum Action: Equatable {
    /// Write these bytes, then call ``LogQueue/wrote(_:)``.
    case write([UInt8])
    /// Bring what was written to the disk, then call ``LogQueue/synced(_:)``.
    case sync
    /// Tell everybody that the log cannot be written, and why.
    case tellUnwritable(SystemError)
    /// Tell everybody that the log is written again, and how many lines it lacks.
    case tellWritable(lost: Int)
  }

  /// A line of the log.
  private struct Line {
    var bytes: [UInt8]
    /// Whether the line is worth a wait for the disk, and is the last to be dropped.
    var isPrecious: Bool
  }

  /// Bytes that are kept while the file takes none: a day's reps.
  static let limit = 1024 * 1024

  private var lines = CircularBuffer<Line>()
  private var byteCount = 0
  /// Bytes of the first line that are in the file already.
  private var written = 0
  private var needsSync = false
  /// Whether the last step failed, and the next one waits for ``retry()``.
  private var isWaiting = false
  private var untold: Action?

  /// Whether the file takes no lines at present.
  private(set) var isUnwritable = false
  /// Lines that could not be kept since the file took no more.
  private(set) var lost = 0

  /// Whether the next bytes to write begin a line.
  var isAtLineStart: Bool { written == 0 }
  /// Whether everything is in the file.
  var isEmpty: Bool { lines.isEmpty }

  /// Puts a line at the end.
  ///
  /// - Parameters:
  ///   - line: with its line feed.
  ///   - isPrecious: whether the line is brought to the disk at once and is the last to be dropped, as a rep is.
  mutating func append(_ line: [UInt8], isPrecious: Bool) {
    lines.append(Line(bytes: line, isPrecious: isPrecious))
    byteCount += line.count
    if byteCount > Self.limit { drop() }
  }

  /// Tries again what failed; to be called about once a second and whenever something has changed.
  mutating func retry() {
    isWaiting = false
  }

  /// Another file has taken the place of the first: a line that was written in part is written there as a whole.
  mutating func reopened() {
    written = 0
    isWaiting = false
  }

  /// What to do now; nil when there is nothing, or nothing until ``retry()``.
  mutating func next() -> Action? {
    if let told = untold {
      untold = nil
      return told
    }
    guard !isWaiting else { return nil }
    if let line = lines.first { return .write(Array(line.bytes[written...])) }
    return needsSync ? .sync : nil
  }

  /// How many bytes the file took, or why it took none.
  mutating func wrote(_ result: Result<Int, SystemError>) {
    switch result {
    case .failure(let error): fail(error)
    case .success(let count):
      written += count
      guard let line = lines.first, written >= line.bytes.count else { return }
      lines.removeFirst()
      byteCount -= line.bytes.count
      written = 0
      if line.isPrecious { needsSync = true }
      recover()
    }
  }

  /// Whether the disk has what was written.
  mutating func synced(_ result: Result<Void, SystemError>) {
    switch result {
    case .failure(let error): fail(error)
    case .success:
      needsSync = false
      recover()
    }
  }

  private mutating func fail(_ error: SystemError) {
    isWaiting = true
    guard !isUnwritable else { return }
    isUnwritable = true
    untold = .tellUnwritable(error)
  }

  private mutating func recover() {
    guard isUnwritable, lines.isEmpty, !needsSync else { return }
    isUnwritable = false
    untold = .tellWritable(lost: lost)
    lost = 0
  }

  /// Makes room by dropping a quarter of the limit: the oldest lines that are not precious, then the oldest.
  ///
  /// A line that is in the file in part stays, so that the file holds whole lines only.
  private mutating func drop() {
    let target = Self.limit * 3 / 4
    for sparesPrecious in [true, false] where byteCount > target {
      var kept = CircularBuffer<Line>(initialCapacity: lines.count)
      for (number, line) in lines.enumerated() {
        let isBegun = number == 0 && written > 0
        if byteCount > target, !isBegun, !(sparesPrecious && line.isPrecious) {
          byteCount -= line.bytes.count
          lost += 1
        } else {
          kept.append(line)
        }
      }
      lines = kept
    }
  }
}
