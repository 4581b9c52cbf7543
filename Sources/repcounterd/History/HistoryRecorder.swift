import IMUIngest
import Logging
import NIOCore
import ServiceLifecycle

/// Writes the history on a loop of its own, so that a slow disk delays no counting.
///
/// When the database takes nothing, counting goes on: a warning is given once, entries are kept (see ``HistoryQueue``)
/// and written when it takes them again.
struct HistoryRecorder: Service {
  /// How often a database that takes nothing is tried again, and looked at whether it is still in its place.
  private static let retryInterval = TimeAmount.seconds(1)
  /// How often the history is told that the session is alive: well under the time within which it goes on after a
  /// crash, and seldom enough for a disk that wears.
  private static let aliveInterval = TimeAmount.seconds(30)

  private let loop: any EventLoop
  private let writer: NIOLoopBound<HistoryWriter>

  /// Opens the history; one that cannot be opened is told and tried again later.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - loop: where the writing is done.
  ///   - tell: called on that loop with what everybody should know.
  init(path: String, loop: any EventLoop, tell: @escaping @Sendable (HistoryNotice) -> Void) async throws {
    self.loop = loop
    writer = try await loop.submit { NIOLoopBound(HistoryWriter(path: path, tell: tell), eventLoop: loop) }.get()
  }

  /// Appends an entry; may be called on any thread, and entries stay in the order of the calls.
  func append(_ entry: HistoryEntry) {
    loop.execute { [writer] in writer.value.append(entry) }
  }

  /// Reads from the database once everything that was appended is in it.
  ///
  /// - Returns: fails with a ``HistoryError`` where something is not in it yet.
  func read<Value: Sendable>(
    _ query: @escaping @Sendable (HistoryDatabase) throws(HistoryError) -> Value
  ) -> EventLoopFuture<Value> {
    loop.submit { [writer] in try query(try writer.value.completeDatabase) }
  }

  /// The session that goes on now.
  ///
  /// - Returns: nil where a new one shall begin; fails with a ``HistoryError``.
  func resumption() -> EventLoopFuture<SessionResumption?> {
    read { (database) throws(HistoryError) in try database.resumption(at: .now, bootTime: .now) }
  }

  /// Keeps the history until the program ends; then everything that was appended is on the disk.
  func run() async throws {
    let retries = loop.scheduleRepeatedTask(initialDelay: Self.retryInterval, delay: Self.retryInterval) { [writer] _ in
      writer.value.retry()
    }
    let signs = loop.scheduleRepeatedTask(initialDelay: Self.aliveInterval, delay: Self.aliveInterval) { [writer] _ in
      writer.value.signLife()
    }
    try? await gracefulShutdown()
    retries.cancel()
    signs.cancel()
    try await loop.submit { [writer] in writer.value.finish() }.get()
  }
}

/// What everybody should know of the history.
enum HistoryNotice: Equatable, Sendable {
  /// The database takes nothing.
  case unwritable(path: String, HistoryError)
  /// The database takes entries again; so many could not be kept for it.
  case writable(path: String, lost: Int)
  /// The program ends, and so many entries are not written.
  case incomplete(path: String, missing: Int)
}

/// The shell of a ``HistoryQueue``: writes its entries to the database.
private final class HistoryWriter {
  private let path: String
  private let tell: @Sendable (HistoryNotice) -> Void
  private var database: HistoryDatabase?
  private var queue = HistoryQueue()
  /// The session that is under way; nil between sessions.
  private var session: String?

  init(path: String, tell: @escaping @Sendable (HistoryNotice) -> Void) {
    self.path = path
    self.tell = tell
    work()
  }

  /// The database with everything that was appended.
  var completeDatabase: HistoryDatabase {
    get throws(HistoryError) {
      guard let database, queue.isEmpty else {
        throw HistoryError(code: .inputOutput, message: "what was counted last is not written yet; try again later")
      }
      return database
    }
  }

  func append(_ entry: HistoryEntry) {
    switch entry.content {
    case .started: session = entry.session
    case .ended: session = nil
    case .paused, .target, .rep, .set, .correction, .device, .program, .hold, .alive: break
    }
    queue.append(entry)
    work()
  }

  func retry() {
    if let database, !database.isInPlace { queue.misplaced() }
    queue.retry()
    work()
  }

  func signLife() {
    // While nothing can be written, there is no need to keep that nothing happened.
    guard let session, !queue.isUnwritable else { return }
    append(HistoryEntry(session: session, time: .now, bootTime: .now, content: .alive))
  }

  func finish() {
    retry()
    if !queue.isEmpty { tell(.incomplete(path: path, missing: queue.count)) }
    database = nil
  }

  private func work() {
    while let action = queue.next() {
      switch action {
      case .open: queue.opened(Result { () throws(HistoryError) in try open() })
      case .write(let entries):
        guard let database else { return }
        queue.wrote(Result { () throws(HistoryError) in try database.write(entries) })
      case .tellUnwritable(let error): tell(.unwritable(path: path, error))
      case .tellWritable(let lost): tell(.writable(path: path, lost: lost))
      }
    }
  }

  private func open() throws(HistoryError) {
    // The old file is let go first: the lock on it is ours.
    database = nil
    database = try HistoryDatabase(path: path)
  }
}
