import Glibc
import IMUIngest
import RepDetector

/// What the last lines of an event log tell of the session that was under way.
enum LogTail {
  /// Bytes at the end that are looked at: some thousand events.
  private static let length = 1 << 20

  /// The last session in a log, with its last counts and the time of the last line that is kept in the history, too.
  ///
  /// - Returns: nil where the log tells of no session, or cannot be read.
  static func cursor(ofLog path: String) -> HistoryCursor? {
    var (session, counts, time): (String?, SideCounts, String?) = (nil, SideCounts(), nil)
    for line in lines(of: path) {
      guard let event = (try? JSONValue(parsing: Array(line)))?.members, let type = event["type"]?.string else {
        continue
      }
      switch type {
      case "session":
        guard let id = event["session"]?.string else { continue }
        session = id
        counts = SideCounts(left: event["left"]?.integer ?? 0, right: event["right"]?.integer ?? 0)
      case "rep", "correction":
        guard let side = event["side"]?.string.flatMap(Side.init), let count = event["count"]?.integer else { continue }
        counts[side] = count
        time = event["time"]?.string
      default: continue
      }
    }
    return session.map { HistoryCursor(session: $0, counts: counts, time: time) }
  }

  private static func lines(of path: String) -> [ArraySlice<UInt8>] {
    let descriptor = uninterrupted { open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY) }
    guard descriptor >= 0 else { return [] }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return [] }
    let start = max(0, Int(status.st_size) - length)
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size) - start)
    let count = uninterrupted { pread(descriptor, &bytes, bytes.count, off_t(start)) }
    guard count > 0 else { return [] }
    // The first line may have been cut by where we began.
    return Array(bytes[..<count].split(separator: UInt8(ascii: "\n")).dropFirst(start > 0 ? 1 : 0))
  }
}
