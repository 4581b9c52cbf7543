import Glibc
import IMUIngest

/// The file of the event log: appended to by whole lines, one write(2) each.
struct LogFile: ~Copyable {
  /// A last line longer than this is no event of ours.
  private static let longestTail = 1 << 20

  /// Where it is.
  let path: String
  /// Bytes of a torn last line that were cut off when the file was opened.
  let repaired: Int
  /// Bytes in the file.
  private(set) var size: Int
  private let descriptor: CInt
  /// What was written since the last sync that succeeded: the last bytes of the file.
  private var unsynced: [UInt8] = []
  /// Whether the kernel may have let go of bytes that it could not bring to the disk.
  private var isSuspect = false

  /// Opens a log or makes a new one, readable by its owner alone.
  ///
  /// A last line that was torn when the power or the program failed is cut off, so that the file holds whole lines only;
  /// a whole one that lacks its line feed gets it.
  ///
  /// - Throws: ``CommandFailure``: 77 without permission, 65 for a file that is no event log, else 74.
  init(path: String) throws(CommandFailure) {
    let descriptor = uninterrupted {
      open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY | O_NONBLOCK, 0o600)
    }
    guard descriptor >= 0 else { throw Self.failure(path, "cannot be opened", .last) }
    do throws(CommandFailure) {
      (size, repaired) = try Self.repairTail(descriptor, path)
    } catch {
      close(descriptor)
      throw error
    }
    // The name, too, is to survive a loss of power.
    syncFolder(of: path)
    self.path = path
    self.descriptor = descriptor
  }

  deinit {
    close(descriptor)
  }

  /// Whether the file was removed, so that what is written is gone with it; one that was only moved away is still there.
  var isRemoved: Bool {
    var status = stat()
    return fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && status.st_nlink == 0
  }

  /// Appends bytes with one write(2); the file may take fewer than given.
  mutating func append(_ bytes: [UInt8]) -> Result<Int, SystemError> {
    let count = uninterrupted { write(descriptor, bytes, bytes.count) }
    guard count >= 0 else { return .failure(.last) }
    size += count
    unsynced += bytes[..<count]
    // More is forgotten than lines that anybody waits for: those are synced at once.
    if unsynced.count > Self.longestTail { unsynced.removeFirst(unsynced.count - Self.longestTail) }
    return .success(count)
  }

  /// Brings what was written to the disk; what is no file on a disk has nothing to bring.
  mutating func sync() -> Result<Void, SystemError> {
    if isSuspect { writeUnsyncedAgain() }
    guard fdatasync(descriptor) != 0, errno != EINVAL, errno != ENOTSUP, errno != EROFS else {
      unsynced.removeAll(keepingCapacity: true)
      isSuspect = false
      return .success(())
    }
    isSuspect = true
    return .failure(.last)
  }

  /// Writes the last bytes once more, at the same place: after a sync that failed the kernel takes them for written, and
  /// the next sync would succeed without them.
  private func writeUnsyncedAgain() {
    var status = stat()
    let flags = fcntl(descriptor, F_GETFL)
    // Where somebody else has cut the file down there is no such place any more.
    guard flags >= 0, fstat(descriptor, &status) == 0, Int(status.st_size) == size else { return }
    // With O_APPEND, pwrite(2) would append.
    guard fcntl(descriptor, F_SETFL, flags & ~O_APPEND) == 0 else { return }
    var start = 0
    while start < unsynced.count {
      let count = unsynced.withUnsafeBytes { bytes in
        pwrite(
          descriptor, bytes.baseAddress! + start, bytes.count - start, off_t(size - unsynced.count + start))
      }
      guard count > 0 else { break }
      start += count
    }
    _ = fcntl(descriptor, F_SETFL, flags)
  }

  /// Mends the last line of a regular file; returns its size then, and how many bytes were cut off.
  private static func repairTail(
    _ descriptor: CInt, _ path: String
  ) throws(CommandFailure) -> (size: Int, repaired: Int) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure(path, "cannot be looked at", .last) }
    guard status.st_mode & S_IFMT == S_IFREG, status.st_size > 0 else { return (0, 0) }
    let size = Int(status.st_size)
    let tail = try lastLine(descriptor, size, path)
    guard !tail.isEmpty else { return (size, 0) }
    // After a power failure some file systems leave zeros where a line should be.
    guard tail.first == UInt8(ascii: "{") || tail.first == 0, tail.count < longestTail else {
      throw CommandFailure(
        status: .badData,
        message: "\(path) is no event log: its last line is not JSON; give another path with --log")
    }
    if (try? JSONValue(parsing: tail)) != nil {
      guard write(descriptor, "\n", 1) == 1 else { throw failure(path, "cannot be written", .last) }
      return (size + 1, 0)
    }
    guard ftruncate(descriptor, off_t(size - tail.count)) == 0 else { throw failure(path, "cannot be mended", .last) }
    return (size - tail.count, tail.count)
  }

  /// What stands after the last line feed.
  private static func lastLine(_ descriptor: CInt, _ size: Int, _ path: String) throws(CommandFailure) -> [UInt8] {
    let count = min(size, longestTail)
    var bytes = [UInt8](repeating: 0, count: count)
    guard uninterrupted({ pread(descriptor, &bytes, count, off_t(size - count)) }) == count else {
      throw failure(path, "cannot be read", .last)
    }
    let lineFeed = bytes.lastIndex(of: UInt8(ascii: "\n"))
    return Array(bytes[(lineFeed.map { $0 + 1 } ?? 0)...])
  }

  private static func failure(_ path: String, _ what: String, _ error: SystemError) -> CommandFailure {
    CommandFailure(
      status: error.exitStatus,
      message: "the log \(path) \(what) (\(error)); give a path that you may write to with --log")
  }
}
