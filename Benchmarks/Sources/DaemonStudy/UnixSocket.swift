import Glibc

/// A plain blocking connection to a Unix socket.
final class UnixSocket {
  let descriptor: CInt
  private var received: [UInt8] = []

  /// Connects; nil where nobody listens.
  init?(path: String) {
    descriptor = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
    guard Self.withAddress(path, { connect(descriptor, $0, $1) }) == 0 else { return nil }
  }

  deinit {
    close(descriptor)
  }

  static func listen(at path: String) -> CInt {
    let descriptor = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0)
    unlink(path)
    guard withAddress(path, { bind(descriptor, $0, $1) }) == 0, Glibc.listen(descriptor, 16) == 0 else {
      fatalError("\(path) cannot be listened at")
    }
    return descriptor
  }

  func say(_ text: String) {
    let bytes = Array(text.utf8)
    send(descriptor, bytes, bytes.count, CInt(MSG_NOSIGNAL))
  }

  /// The bytes that come next; none at the end, or when none come within two seconds.
  func bytes() -> [UInt8] {
    var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&entry, 1, 2000) > 0 else { return [] }
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = read(descriptor, &buffer, buffer.count)
    return count > 0 ? Array(buffer[..<count]) : []
  }

  /// The next line; nil at the end, or when none comes within two seconds.
  func line() -> String? {
    while true {
      if let end = received.firstIndex(of: 10) {
        defer { received.removeFirst(end + 1) }
        return String(decoding: received[..<end], as: UTF8.self)
      }
      let bytes = bytes()
      guard !bytes.isEmpty else { return nil }
      received += bytes
    }
  }

  private static func withAddress(_ path: String, _ call: (UnsafePointer<sockaddr>, socklen_t) -> CInt) -> CInt {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    return withUnsafePointer(to: address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { call($0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
    }
  }
}
