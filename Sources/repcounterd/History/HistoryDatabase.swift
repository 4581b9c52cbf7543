import GRDB
import Glibc
import IMUIngest

/// The history: sessions, sets, reps and sensors in an SQLite file that people can query.
///
/// One process writes (the daemon); others may read at the same time, because the journal is a write-ahead log. A
/// transaction is on the disk when it is done: `synchronous` is `FULL`.
final class HistoryDatabase: Sendable {
  /// How long another program's lock is waited for, seconds: its transactions take milliseconds.
  private static let lockPatience = 0.5

  /// What the history is opened for.
  enum Access: Sendable {
    /// To write and read; the file is made where there is none, and its tables are brought up to date.
    case writing
    /// To read what is there.
    case reading
    /// To change a little beside a daemon that holds the lock; the file and its tables must be there.
    case beside
  }

  /// The file.
  let path: String
  /// The connection; reads and writes of later tables go through it, too.
  let connection: DatabaseQueue
  /// Holds the lock by which one process writes; negative where the history is only read.
  ///
  /// Closed after SQLite has closed the file: a process loses SQLite's own locks with any descriptor of the file.
  private let lock: CInt

  /// Opens the history.
  ///
  /// - Throws: ``HistoryError``.
  init(path: String, access: Access = .writing) throws(HistoryError) {
    self.path = path
    switch access {
    case .writing:
      lock = try Self.takeFile(path)
      do {
        connection = try Self.open(path, isReadOnly: false)
        try connection.inDatabase { database in
          // What GRDB sets for a write-ahead log (NORMAL) may lose the last transactions with the power.
          try database.execute(sql: "PRAGMA synchronous = FULL")
          // A journal of 1 MB is large enough for hundreds of reps, and small enough for a disk with little room.
          try database.execute(sql: "PRAGMA wal_autocheckpoint = 250")
        }
        try Self.refuseNewer(connection)
        try HistorySchema.migrator.migrate(connection)
      } catch {
        Glibc.close(lock)
        throw HistoryError(error)
      }
    case .reading:
      lock = -1
      do {
        connection = try Self.open(path, isReadOnly: true)
        try Self.refuseNewer(connection)
      } catch {
        throw HistoryError(error)
      }
    case .beside:
      lock = -1
      do {
        connection = try Self.open(path, isReadOnly: false)
        try Self.refuseNewer(connection)
        guard try connection.read(HistorySchema.migrator.hasCompletedMigrations) else {
          throw HistoryError(
            code: .locked, message: "an older repcounterd writes it; end that one, and try again")
        }
      } catch {
        throw HistoryError(error)
      }
    }
  }

  /// Opens a history that is there to change something in it, whether a daemon writes it at the same time or not.
  ///
  /// - Throws: ``HistoryError``.
  static func amending(_ path: String) throws(HistoryError) -> HistoryDatabase {
    do {
      return try HistoryDatabase(path: path, access: .writing)
    } catch  where error.code == .locked {
      return try HistoryDatabase(path: path, access: .beside)
    }
  }

  /// Whether a daemon writes it at the same time.
  var isBesideDaemon: Bool { lock < 0 }

  deinit {
    try? connection.close()
    if lock >= 0 { Glibc.close(lock) }
  }

  /// Whether the file still stands at its path: one that was moved or removed takes what nobody will find.
  var isInPlace: Bool {
    var (own, named) = (stat(), stat())
    return fstat(lock, &own) == 0 && stat(path, &named) == 0 && own.st_dev == named.st_dev
      && own.st_ino == named.st_ino
  }

  private static func open(_ path: String, isReadOnly: Bool) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.readonly = isReadOnly
    configuration.busyMode = .timeout(lockPatience)
    configuration.label = "history"
    if !isReadOnly { configuration.journalMode = .wal }
    return try DatabaseQueue(path: path, configuration: configuration)
  }

  private static func refuseNewer(_ connection: DatabaseQueue) throws {
    guard try connection.read(HistorySchema.migrator.hasBeenSuperseded) else { return }
    throw HistoryError(
      code: .newer, message: "a newer version of repcounterd has written it; use that one, or give another --history")
  }

  /// Opens or makes the file, for this user alone (SQLite gives its own files the same mode), and locks it.
  private static func takeFile(_ path: String) throws(HistoryError) -> CInt {
    let descriptor = uninterrupted { Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600) }
    guard descriptor >= 0 else {
      throw HistoryError(
        code: .unopenable, message: "it cannot be opened (\(SystemError.last)); look at its folder and permissions")
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      Glibc.close(descriptor)
      throw HistoryError(
        code: .locked, message: "another repcounterd writes it; end that one, or give this one another --history")
    }
    syncFolder(of: path)
    return descriptor
  }
}
