import Glibc

/// A plain connection to a Unix socket, which knows nothing of the program's own client.
public final class SocketConnection {
  private let descriptor: CInt
  private let lines: LineReader

  /// Connects.
  ///
  /// - Throws: ``TimedOut`` where nobody listens.
  public init(path: String) throws {
    let descriptor = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let result = withUnsafePointer(to: address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    self.descriptor = descriptor
    lines = LineReader(descriptor: descriptor)
    guard result == 0 else { throw TimedOut("nobody listens at \(path): \(String(cString: strerror(errno)))") }
  }

  /// Sends text as it is.
  ///
  /// - Returns: whether all of it was taken.
  @discardableResult
  public func send(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    var start = 0
    while start < bytes.count {
      let count = bytes.withUnsafeBytes { bytes in
        Glibc.send(descriptor, bytes.baseAddress! + start, bytes.count - start, CInt(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      start += count
    }
    return true
  }

  /// Sends bytes, as many as the other side takes within a moment; what it does not take is left.
  public func sendUntilRefused(_ bytes: [UInt8]) {
    var start = 0
    while start < bytes.count {
      var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      guard poll(&entry, 1, 20) > 0, entry.revents & Int16(POLLERR | POLLHUP) == 0 else { return }
      let count = bytes.withUnsafeBytes { bytes in
        Glibc.send(
          descriptor, bytes.baseAddress! + start, bytes.count - start,
          CInt(MSG_NOSIGNAL | MSG_DONTWAIT))
      }
      guard count > 0 else { return }
      start += count
    }
  }

  /// Ends our side, as `nc -N` does at the end of its input.
  public func closeOutput() {
    shutdown(descriptor, CInt(SHUT_WR))
  }

  /// The next line; nil at the end.
  ///
  /// - Throws: ``TimedOut``.
  public func next(within seconds: Double = patience) throws -> String? {
    try lines.next(within: seconds)
  }
}
