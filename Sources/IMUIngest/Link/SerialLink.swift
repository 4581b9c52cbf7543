internal import Glibc
internal import Synchronization

/// An open serial line that this program alone uses: raw, 8N1, without flow control, its modem lines left alone.
///
/// Bytes are read with a ``LinkReader``. Safe for use from several threads.
public final class SerialLink: Sendable {
  /// The path by which it was opened.
  public let path: String
  /// The device behind the path, such as `/dev/ttyUSB0`.
  public let devicePath: String
  /// Whether libserialport opened it; otherwise plain termios did.
  public let isOpenedByLibserialport: Bool
  /// Whether it is the slave of a pseudo-terminal, at which a baud rate does nothing.
  public let isPseudoTerminal: Bool

  private struct State {
    var descriptor: Int32
    /// How many calls are using the descriptor at this moment.
    var users = 0
    var isClosing = false
  }

  private let state: Mutex<State>

  /// Opens a device.
  ///
  /// - Parameters:
  ///   - path: the device or a link to it, such as one in `/dev/serial/by-id`.
  ///   - baudRate: bits per second, any that the line can run at; nil leaves the rate as it is.
  /// - Throws: ``SerialError``: `noSuchDevice`, `notSerial`, `noPermission`, `busy` with the holder, `baudRateRefused`,
  ///   `hungUp`, `inputOutput`.
  public init(path: String, baudRate: Int? = nil) throws(SerialError) {
    let opened = try SerialOpener.open(path, baudRate: baudRate)
    self.path = path
    devicePath = opened.devicePath
    isOpenedByLibserialport = opened.throughLibserialport
    isPseudoTerminal = opened.isPseudoTerminal
    state = Mutex(State(descriptor: opened.descriptor))
  }

  deinit { close() }

  /// Closes the line: at once, or else as soon as its reader has ended and no write is under way.
  public func close() {
    let isIdle = state.withLock { state in
      state.isClosing = true
      return state.users == 0
    }
    if isIdle { release() }
  }

  /// The rate that the line runs at, bits per second; nil where it is closed or cannot be asked.
  public var baudRate: Int? {
    guard let descriptor = acquire() else { return nil }
    defer { resign() }
    return LineSettings.baudRate(descriptor)
  }

  /// Changes the baud rate.
  ///
  /// - Parameters:
  ///   - baudRate: bits per second, any that the line can run at.
  ///   - droppingInput: whether what was received at the old rate is dropped.
  /// - Throws: ``SerialError``: `baudRateRefused`, `hungUp`, `inputOutput`.
  public func setBaudRate(_ baudRate: Int, droppingInput: Bool = true) throws(SerialError) {
    let descriptor = try acquireOpen()
    defer { resign() }
    switch LineSettings.setBaudRate(descriptor, baudRate, droppingInput: droppingInput) {
    case 0: return
    case EINVAL: throw SerialOpener.baudRateRefused(path, baudRate)
    case let number: throw failure("configure", number)
    }
  }

  /// Writes bytes, such as a request for data, and waits until the system has taken them.
  ///
  /// - Parameters:
  ///   - bytes: any number.
  ///   - timeout: how long to wait at most, seconds.
  /// - Throws: ``SerialError``: `timedOut` (some of the bytes may have gone out), `hungUp`, `inputOutput`.
  public func write(_ bytes: Span<UInt8>, timeout: Double = 1) throws(SerialError) {
    let descriptor = try acquireOpen()
    defer { resign() }
    let deadline = MonotonicTime.now + timeout
    var start = 0
    while start < bytes.count {
      guard let (events, _) = DescriptorPoll.wait((descriptor, Int16(POLLOUT)), until: deadline) else {
        throw failure("write to", errno)
      }
      guard events & DescriptorPoll.failure == 0 else { throw SerialOpener.hungUp(path) }
      guard events != 0 else {
        throw SerialError(
          .timedOut, path: path, finding: "it took \(start) of \(bytes.count) bytes within \(timeout) s",
          advice: "check that the device is on and its speed is right")
      }
      let count = unsafe bytes.extracting(start...).withUnsafeBytes { buffer in
        unsafe Glibc.write(descriptor, buffer.baseAddress, buffer.count)
      }
      if count >= 0 {
        start += count
      } else if errno != EAGAIN, errno != EINTR {
        throw failure("write to", errno)
      }
    }
  }

  /// Writes an array of bytes; see ``write(_:timeout:)``.
  public func write(_ bytes: [UInt8], timeout: Double = 1) throws(SerialError) {
    try write(bytes.span, timeout: timeout)
  }

  // MARK: Use of the descriptor

  /// The descriptor, which stays open until ``resign()``; nil where the line is closed.
  func acquire() -> Int32? {
    state.withLock { state in
      guard !state.isClosing else { return nil }
      state.users += 1
      return state.descriptor
    }
  }

  /// Ends a use that ``acquire()`` began.
  func resign() {
    let isLast = state.withLock { state in
      state.users -= 1
      return state.isClosing && state.users == 0
    }
    if isLast { release() }
  }

  /// The error for a system call on the line that failed.
  func failure(_ act: String, _ number: Int32) -> SerialError {
    [EIO, ENXIO, ENODEV].contains(number) ? SerialOpener.hungUp(path) : SerialOpener.failure(path, act, number)
  }

  private func acquireOpen() throws(SerialError) -> Int32 {
    guard let descriptor = acquire() else { throw SerialOpener.failure(path, "use", EBADF) }
    return descriptor
  }

  private func release() {
    let descriptor = state.withLock { state in
      defer { state.descriptor = -1 }
      return state.descriptor
    }
    guard descriptor >= 0 else { return }
    SerialOpener.close(descriptor, isPseudoTerminal: isPseudoTerminal)
  }
}
