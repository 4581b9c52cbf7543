import Glibc
import IMUIngest
import RepDetector

/// What the last lines of an event log tell of the session that was under way.
enum LogTail {
  /// Bytes at the end that are looked at: some thousand events.
  private static let length = 1 << 20

  /// The last session in a log.
  struct Session: Sendable {
    /// Its last counts and the time of the last line that is kept in the history, too.
    var cursor: HistoryCursor
    /// Its reps and corrections, in their order.
    var told: [(event: Event, time: Timestamp)] = []

    /// What came after something that was told; all where there was nothing, and nothing where that is not in the log.
    func told(after last: (event: Event, time: Timestamp)?) -> ArraySlice<(event: Event, time: Timestamp)> {
      guard let last else { return told[...] }
      let place = told.lastIndex { $0.time == last.time && $0.event.sideCount == last.event.sideCount }
      return place.map { told[($0 + 1)...] } ?? []
    }
  }

  /// The last session in a log.
  ///
  /// - Returns: nil where the log tells of no session, or cannot be read.
  static func session(inLog path: String) -> Session? {
    var session: Session?
    for line in lines(of: path) {
      guard let event = (try? JSONValue(parsing: Array(line)))?.members, let type = event["type"]?.string else {
        continue
      }
      switch type {
      case "session":
        guard let id = event["session"]?.string else { continue }
        if session?.cursor.session != id {
          session = Session(cursor: HistoryCursor(session: id, counts: SideCounts()))
        }
        session?.cursor.counts = SideCounts(left: event["left"]?.integer ?? 0, right: event["right"]?.integer ?? 0)
      case "rep", "correction":
        guard let side = event["side"]?.string.flatMap(Side.init), let count = event["count"]?.integer else { continue }
        session?.cursor.counts[side] = count
        session?.cursor.time = event["time"]?.string
        let correction = Event.correction(CorrectionEvent(side: side, count: count))
        let told = type == "rep" ? RepEvent(members: event).map(Event.rep) : correction
        guard let told, let time = event["time"]?.string.flatMap(Timestamp.init) else { continue }
        session?.told.append((told, time))
      default: continue
      }
    }
    return session
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

extension Event {
  /// What tells a rep or a correction from others of the same time; nil of anything else.
  fileprivate var sideCount: SideCount? {
    switch self {
    case .rep(let rep): SideCount(side: rep.side, count: rep.count, isRep: true)
    case .correction(let correction): SideCount(side: correction.side, count: correction.count, isRep: false)
    default: nil
    }
  }
}

/// A count of a side, and what made it.
private struct SideCount: Equatable {
  let side: Side
  let count: Int
  let isRep: Bool
}
