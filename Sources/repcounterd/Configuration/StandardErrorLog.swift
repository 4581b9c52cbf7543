import Glibc
import IMUIngest
import Logging

/// Diagnostics on standard error: a sentence a line.
///
/// At a terminal or in a file a line begins with the program's name. Under journald it begins with the level in angle
/// brackets (sd-daemon(3)), which journald takes off and files.
struct StandardErrorLog: LogHandler {
  var logLevel: Logger.Level
  var metadata: Logger.Metadata = [:]
  private let isJournal: Bool

  /// Makes a handler.
  ///
  /// - Parameters:
  ///   - level: what is less important is left out.
  ///   - isJournal: whether journald reads standard error; see ``isJournal(stream:)``.
  init(level: Logger.Level, isJournal: Bool) {
    logLevel = level
    self.isJournal = isJournal
  }

  /// Whether standard error is the journal's stream, as systemd tells it.
  ///
  /// - Parameter stream: the value of `JOURNAL_STREAM`, device and inode as `8:12345`; nil where it is not set.
  static func isJournal(stream: String?) -> Bool {
    var status = stat()
    guard let stream, fstat(STDERR_FILENO, &status) == 0 else { return false }
    return stream == "\(status.st_dev):\(status.st_ino)"
  }

  func log(event: LogEvent) {
    guard !isJournal else {
      let bytes = Array("<\(Self.priority(of: event.level))>\(event.message.description.onOneLine)\n".utf8)
      _ = uninterrupted { write(STDERR_FILENO, bytes, bytes.count) }
      return
    }
    StandardError.say("\(event.message)")
  }

  /// The priority of syslog(3).
  private static func priority(of level: Logger.Level) -> Int {
    switch level {
    case .trace, .debug: 7
    case .info: 6
    case .notice: 5
    case .warning: 4
    case .error: 3
    case .critical: 2
    }
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }
}

extension Logger {
  /// Where the program's diagnostics go.
  static func standardError() -> Logger {
    let stream = getenv("JOURNAL_STREAM").map { String(cString: $0) }
    let isJournal = StandardErrorLog.isJournal(stream: stream)
    return Logger(label: "repcounterd") { _ in StandardErrorLog(level: .info, isJournal: isJournal) }
  }
}
