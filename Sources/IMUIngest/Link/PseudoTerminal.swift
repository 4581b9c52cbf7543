internal import CSerialPort
internal import Glibc

/// A pseudo-terminal that stands in for a serial device: this end plays the sensor, the other end is opened by path.
///
/// The line is raw in both directions. Where a link is given, it points to the slave for as long as the terminal stands.
/// It closes, and the link goes, when the last reference does. Bytes that several threads write at once may mix.
public final class PseudoTerminal: Sendable {
  private let master: Int32
  /// The path of the slave, such as `/dev/pts/4`.
  public let slavePath: String
  /// The symbolic link to the slave; nil where none was asked for.
  public let linkPath: String?

  /// Opens a pseudo-terminal.
  ///
  /// - Parameter link: where to put a symbolic link to the slave. A link that is there is replaced at once, so that there is
  ///   no moment without one; anything else is left alone and refused.
  /// - Throws: ``SerialError``: `linkRefused`, `noPermission`, `inputOutput`.
  public init(link: String? = nil) throws(SerialError) {
    let (master, slavePath) = try Self.openMaster(named: link ?? "pseudo-terminal")
    do throws(SerialError) {
      if let link { try SlaveLink.make(at: link, to: slavePath) }
    } catch {
      close(master)
      throw error
    }
    self.master = master
    self.slavePath = slavePath
    linkPath = link
  }

  deinit {
    if let linkPath { SlaveLink.remove(linkPath, pointingTo: slavePath) }
    close(master)
  }

  /// The path by which another program should open it: the link, or else the slave.
  public var path: String { linkPath ?? slavePath }

  /// Whether a program has the slave open.
  public var isSlaveOpen: Bool {
    guard let (events, _) = DescriptorPoll.wait((master, 0), until: 0) else { return false }
    return events & Int16(POLLHUP) == 0
  }

  /// The baud rate that the program at the slave has set, bits per second; nil where it cannot be asked.
  public var baudRate: Int? { LineSettings.baudRate(master) }

  /// Waits until a program has the slave open, looking every 10 ms: the kernel tells the closing, not the opening.
  ///
  /// - Parameter deadline: on ``MonotonicTime``; nil waits for ever.
  /// - Returns: whether it is open.
  public func waitForSlave(until deadline: Double? = nil) -> Bool {
    while !isSlaveOpen {
      if let deadline, MonotonicTime.now >= deadline { return false }
      usleep(10_000)
    }
    return true
  }

  /// Writes bytes, waiting while the reader does not take them.
  ///
  /// While the slave is closed nothing is written, so that nobody finds old bytes later.
  ///
  /// - Parameters:
  ///   - bytes: any number.
  ///   - deadline: on ``MonotonicTime``; nil waits for ever.
  /// - Returns: how many bytes were taken: fewer than given after the deadline or where the slave was closed.
  /// - Throws: ``SerialError`` `inputOutput`.
  @discardableResult
  public func write(_ bytes: Span<UInt8>, until deadline: Double? = nil) throws(SerialError) -> Int {
    var start = 0
    while start < bytes.count {
      guard let (events, _) = DescriptorPoll.wait((master, Int16(POLLOUT)), until: deadline) else {
        throw failure("poll")
      }
      if events & DescriptorPoll.failure != 0 || events == 0 { break }
      let count = unsafe bytes.extracting(start...).withUnsafeBytes { buffer in
        unsafe Glibc.write(master, buffer.baseAddress, buffer.count)
      }
      if count > 0 {
        start += count
      } else if count < 0, errno == EIO {
        break
      } else if count < 0, errno != EAGAIN, errno != EINTR {
        throw failure("write")
      }
    }
    return start
  }

  /// Writes an array of bytes; see ``write(_:until:)``.
  @discardableResult
  public func write(_ bytes: [UInt8], until deadline: Double? = nil) throws(SerialError) -> Int {
    try write(bytes.span, until: deadline)
  }

  /// Reads what the program at the slave has sent, such as a poll for data.
  ///
  /// - Parameter deadline: on ``MonotonicTime``: how long to wait for the first byte; already past looks only, nil waits for ever.
  /// - Returns: the bytes, none after the deadline or where the slave is closed.
  /// - Throws: ``SerialError`` `inputOutput`.
  public func read(until deadline: Double? = 0) throws(SerialError) -> [UInt8] {
    while true {
      guard let (events, _) = DescriptorPoll.wait((master, Int16(POLLIN)), until: deadline) else {
        throw failure("poll")
      }
      guard events & Int16(POLLIN) != 0 else { return [] }
      var buffer = [UInt8](repeating: 0, count: 4_096)
      let count = unsafe buffer.withUnsafeMutableBytes { bytes in
        unsafe Glibc.read(master, bytes.baseAddress, bytes.count)
      }
      if count >= 0 { return Array(buffer[..<count]) }
      if errno == EIO { return [] }
      guard errno == EAGAIN || errno == EINTR else { throw failure("read") }
    }
  }

  // MARK: Opening

  private static func openMaster(named name: String) throws(SerialError) -> (master: Int32, slavePath: String) {
    let master = uninterrupted { unsafe open("/dev/ptmx", O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC) }
    guard master >= 0 else { throw failure("open /dev/ptmx", name) }
    do throws(SerialError) {
      var number: UInt32 = 0
      guard csp_unlock_pty(master) == 0, unsafe csp_get_pty_number(master, &number) == 0 else {
        throw failure("make", name)
      }
      let slavePath = "/dev/pts/\(number)"
      // The slave's settings last as long as the master. Only once the slave was open and closed again does poll report POLLHUP.
      let slave = uninterrupted { unsafe open(slavePath, O_RDWR | O_NOCTTY | O_CLOEXEC) }
      guard slave >= 0 else { throw failure("open \(slavePath)", name) }
      defer { close(slave) }
      var settings = termios()
      guard unsafe tcgetattr(slave, &settings) == 0 else { throw failure("configure", name) }
      unsafe cfmakeraw(&settings)
      guard unsafe tcsetattr(slave, TCSANOW, &settings) == 0 else { throw failure("configure", name) }
      return (master, slavePath)
    } catch {
      close(master)
      throw error
    }
  }

  private static func failure(_ act: String, _ name: String) -> SerialError {
    let number = errno
    return SerialError(
      number == EACCES || number == EPERM ? .noPermission : .inputOutput, path: name,
      finding: "a pseudo-terminal was expected, but the attempt to \(act) failed (\(systemErrorText(number)))",
      advice: "look whether /dev/ptmx and /dev/pts are there and may be used")
  }

  private func failure(_ act: String) -> SerialError { Self.failure(act, path) }
}
