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
  private let descriptor: CInt

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
      repaired = try Self.repairTail(descriptor, path)
    } catch {
      close(descriptor)
      throw error
    }
    self.path = path
    self.descriptor = descriptor
  }

  deinit {
    close(descriptor)
  }

  /// Appends bytes with one write(2); the file may take fewer than given.
  func append(_ bytes: [UInt8]) -> Result<Int, SystemError> {
    let count = uninterrupted { write(descriptor, bytes, bytes.count) }
    return count >= 0 ? .success(count) : .failure(.last)
  }

  /// Brings what was written to the disk; what is no file on a disk has nothing to bring.
  func sync() -> Result<Void, SystemError> {
    guard fdatasync(descriptor) != 0, errno != EINVAL, errno != ENOTSUP, errno != EROFS else { return .success(()) }
    return .failure(.last)
  }

  /// Mends the last line of a regular file; returns how many bytes were cut off.
  private static func repairTail(_ descriptor: CInt, _ path: String) throws(CommandFailure) -> Int {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure(path, "cannot be looked at", .last) }
    guard status.st_mode & S_IFMT == S_IFREG, status.st_size > 0 else { return 0 }
    let size = Int(status.st_size)
    let tail = try lastLine(descriptor, size, path)
    guard !tail.isEmpty else { return 0 }
    // After a power failure some file systems leave zeros where a line should be.
    guard tail.first == UInt8(ascii: "{") || tail.first == 0, tail.count < longestTail else {
      throw CommandFailure(
        status: .badData,
        message: "\(path) is no event log: its last line is not JSON; give another path with --log")
    }
    if (try? JSONValue(parsing: tail)) != nil {
      guard write(descriptor, "\n", 1) == 1 else { throw failure(path, "cannot be written", .last) }
      return 0
    }
    guard ftruncate(descriptor, off_t(size - tail.count)) == 0 else { throw failure(path, "cannot be mended", .last) }
    return tail.count
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
