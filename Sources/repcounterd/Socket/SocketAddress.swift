import Glibc
import IMUIngest

/// The path of a Unix socket, in the form that the kernel takes.
struct SocketAddress: Hashable, Sendable {
  /// Longest path in bytes: the kernel's 108 less the closing zero.
  static let longestPath = 107

  /// The path.
  let path: String

  /// Takes a path.
  ///
  /// - Throws: ``CommandFailure`` with status 64 where the path is empty, too long or holds a zero.
  init(path: String) throws(CommandFailure) {
    guard !path.isEmpty, !path.utf8.contains(0) else {
      throw CommandFailure(status: .usage, message: "a socket needs a path; give one with --socket")
    }
    guard path.utf8.count <= Self.longestPath else {
      throw CommandFailure(
        status: .usage,
        message: "the socket's path \(path) has \(path.utf8.count) bytes, but the system takes at most "
          + "\(Self.longestPath); give a shorter one with --socket")
    }
    self.path = path
  }

  /// The path of a bound socket; nil where it has none.
  init?(of descriptor: CInt) {
    var address = sockaddr_un()
    var size = socklen_t(MemoryLayout<sockaddr_un>.size)
    let result = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &size) }
    }
    guard result == 0, address.sun_family == sa_family_t(AF_UNIX) else { return nil }
    let bytes = withUnsafeBytes(of: address.sun_path) { $0.prefix { $0 != 0 } }
    guard !bytes.isEmpty else { return nil }
    path = String(decoding: bytes, as: UTF8.self)
  }

  /// Where the socket is unless the user says otherwise.
  ///
  /// - Parameter runtimeFolder: the value of `XDG_RUNTIME_DIR`; nil or empty where it is not set.
  static func defaultPath(runtimeFolder: String?) -> String {
    guard let runtimeFolder, !runtimeFolder.isEmpty else { return "/run/repcounterd/repcounterd.sock" }
    return "\(runtimeFolder)/repcounterd.sock"
  }

  /// The folder that holds the socket.
  var folder: String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Calls bind(2), connect(2) or another function that takes an address.
  func withAddress(_ call: (UnsafePointer<sockaddr>, socklen_t) -> CInt) -> CInt {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    return withUnsafePointer(to: address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { call($0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
    }
  }

  /// A new stream socket, closed on exec; blocking.
  static func makeSocket() throws(SystemError) -> CInt {
    let descriptor = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw .last }
    return descriptor
  }
}
