import Glibc
import IMUIngest

/// A descriptor that is written to in large pieces.
///
/// What is collected is written by ``flush()`` or when it has become much.
final class ByteOutput {
  /// How many bytes are collected before they are written.
  private static let capacity = 65_536

  private let descriptor: Int32
  private let name: String
  private let willWrite: () -> Void
  private var buffer: [UInt8] = []

  /// Makes an output over a descriptor, which stays open afterwards; standard output unless given.
  ///
  /// - Parameters:
  ///   - descriptor: open for writing.
  ///   - name: what errors call it.
  ///   - willWrite: called before something is written.
  init(
    descriptor: Int32 = STDOUT_FILENO, name: String = "standard output", willWrite: @escaping () -> Void = {}
  ) {
    self.willWrite = willWrite
    self.descriptor = descriptor
    self.name = name
    buffer.reserveCapacity(Self.capacity + 1024)
  }

  /// Takes bytes.
  ///
  /// - Throws: ``ReaderGone``, or ``CommandFailure`` where they cannot be written.
  func write(_ bytes: [UInt8]) throws {
    buffer.append(contentsOf: bytes)
    if buffer.count >= Self.capacity { try flush() }
  }

  /// Takes text and a line feed.
  func writeLine(_ text: String) throws {
    buffer.append(contentsOf: text.utf8)
    buffer.append(UInt8(ascii: "\n"))
    if buffer.count >= Self.capacity { try flush() }
  }

  /// Writes all that was taken.
  ///
  /// - Throws: ``ReaderGone``, or ``CommandFailure`` where it cannot be written.
  func flush() throws {
    defer { buffer.removeAll(keepingCapacity: true) }
    var start = 0
    if !buffer.isEmpty { willWrite() }
    while start < buffer.count {
      let count = buffer.withUnsafeBytes { bytes in
        uninterrupted { Glibc.write(descriptor, bytes.baseAddress! + start, bytes.count - start) }
      }
      guard count >= 0 else {
        let error = SystemError.last
        if error.number == EPIPE { throw ReaderGone() }
        throw CommandFailure(
          status: error.exitStatus, message: "cannot write to \(name) (\(error)): make room or write elsewhere")
      }
      start += count
    }
  }
}

/// The reader of an output has gone: nothing is left to do, and nothing is wrong.
struct ReaderGone: Error {}

/// The program's three standard descriptors.
enum StandardDescriptors {
  /// Makes them fit for use: to be called once, before anything is opened.
  ///
  /// One that the caller left closed becomes `/dev/null`, so that no file that is opened later takes its number and is
  /// written to; and writing to a pipe without a reader becomes an error instead of a signal.
  static func prepare() {
    signal(SIGPIPE, SIG_IGN)
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) == -1 {
      // open(2) gives the lowest free number, which is this one.
      _ = open("/dev/null", O_RDWR)
    }
  }
}
