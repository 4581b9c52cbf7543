import Glibc
import IMUIngest
import Logging
import NIOCore
import ServiceLifecycle

/// The event log: what is appended from any thread is written on a loop of its own, so that a slow disk delays nobody.
///
/// When the file takes no lines, counting goes on: a warning is given once, the lines are kept (see ``LogQueue``) and
/// written when the file takes them again.
struct EventLog: Service {
  /// How often a file that takes no lines is tried again.
  private static let retryInterval = TimeAmount.seconds(1)

  private let loop: any EventLoop
  private let writer: NIOLoopBound<LogWriter>
  private let logger: Logger

  /// Opens the log.
  ///
  /// - Parameters:
  ///   - path: where.
  ///   - limit: size in bytes from which on the file is put aside; nil for none.
  ///   - loop: where the writing is done.
  ///   - tell: called on that loop with what everybody should know.
  /// - Throws: ``CommandFailure`` where the file cannot be opened.
  init(
    path: String, limit: Int? = nil, loop: any EventLoop, logger: Logger, tell: @escaping @Sendable (LogNotice) -> Void
  ) async throws {
    self.loop = loop
    self.logger = logger
    writer = try await loop.submit {
      NIOLoopBound(try LogWriter(path: path, limit: limit, logger: logger, tell: tell), eventLoop: loop)
    }.get()
  }

  /// Appends a line with its line feed; may be called on any thread, and lines stay in the order of the calls.
  ///
  /// - Parameter isPrecious: whether the line is brought to the disk at once, as a rep is.
  func append(_ line: [UInt8], isPrecious: Bool) {
    loop.execute { [writer] in writer.value.append(line, isPrecious: isPrecious) }
  }

  /// Opens the file anew, for programs that rotate logs; where that fails the old file stays in use.
  func reopen() async {
    try? await loop.submit { [writer] in writer.value.reopen() }.get()
  }

  /// Keeps the log until the program ends; then everything that was appended is on the disk.
  func run() async throws {
    let retries = loop.scheduleRepeatedTask(initialDelay: Self.retryInterval, delay: Self.retryInterval) { [writer] _ in
      writer.value.retry()
    }
    try? await gracefulShutdown()
    retries.cancel()
    try await loop.submit { [writer] in writer.value.finish() }.get()
  }
}

/// What everybody should know of the log.
enum LogNotice: Equatable, Sendable {
  /// The file takes no lines.
  case unwritable(path: String, SystemError)
  /// The file takes lines again; so many could not be kept for it.
  case writable(path: String, lost: Int)
}

/// The shell of a ``LogQueue``: writes its lines to the file.
private final class LogWriter {
  /// Files that were put aside for their size and are kept.
  private static let keptFiles = 5

  private let path: String
  private let limit: Int?
  private let logger: Logger
  private let tell: @Sendable (LogNotice) -> Void
  private var file: LogFile
  private var queue = LogQueue()

  init(path: String, limit: Int?, logger: Logger, tell: @escaping @Sendable (LogNotice) -> Void) throws(CommandFailure)
  {
    self.path = path
    self.limit = limit
    self.logger = logger
    self.tell = tell
    file = try LogFile(path: path)
    sayRepair()
  }

  func append(_ line: [UInt8], isPrecious: Bool) {
    queue.append(line, isPrecious: isPrecious)
    work()
  }

  func retry() {
    queue.retry()
    work()
  }

  /// Opens the path anew; where that fails the old file stays in use.
  func reopen() {
    do {
      file = try LogFile(path: path)
      queue.reopened()
      sayRepair()
      logger.info("the log \(path) is opened anew")
    } catch {
      logger.error("\(error); the old file stays in use")
    }
    work()
  }

  func finish() {
    retry()
    _ = file.sync()
    if !queue.isEmpty { logger.error("the log \(path) lacks its last lines: the file takes none") }
  }

  private func work() {
    while let action = queue.next() {
      switch action {
      case .write(let bytes): queue.wrote(write(bytes))
      case .sync: queue.synced(file.sync())
      case .tellUnwritable(let error): tell(.unwritable(path: path, error))
      case .tellWritable(let lost): tell(.writable(path: path, lost: lost))
      }
    }
  }

  private func write(_ bytes: [UInt8]) -> Result<Int, SystemError> {
    if file.isRemoved {
      guard let next = try? LogFile(path: path) else { return .failure(SystemError(number: ENOENT)) }
      file = next
      queue.reopened()
      // The line is begun anew in the new file.
      return .success(0)
    }
    if queue.isAtLineStart, let limit, file.size >= limit { rotate() }
    return file.append(bytes)
  }

  /// Puts the file aside as `PATH.1`, the one before as `PATH.2` and so on, and begins a new one.
  private func rotate() {
    // What is put aside is not looked at again: it goes to the disk first.
    guard case .success = file.sync() else { return }
    for number in stride(from: Self.keptFiles - 1, through: 1, by: -1) {
      rename("\(path).\(number)", "\(path).\(number + 1)")
    }
    guard rename(path, "\(path).1") == 0 else { return }
    do {
      file = try LogFile(path: path)
      logger.info("the log \(path) goes on in a new file")
    } catch {
      // The old one goes on under its new name until the next try.
      logger.error("\(error); \(path).1 goes on")
    }
  }

  private func sayRepair() {
    if file.repaired > 0 {
      logger.notice("the last line of the log \(path) was torn: its \(file.repaired) bytes are cut off")
    }
  }
}
