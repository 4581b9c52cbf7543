import Glibc
import IMUIngest

/// A listening socket that the service manager made and handed over (socket activation, sd_listen_fds(3)).
enum InheritedSocket {
  /// The first descriptor that is handed over.
  private static let first: CInt = 3

  /// The descriptor; nil where none was handed to this process.
  ///
  /// - Throws: ``CommandFailure`` with 64 where what was handed over is no listening Unix stream socket, or more than one.
  static func take() throws(CommandFailure) -> CInt? {
    guard let process = variable("LISTEN_PID"), process == String(getpid()),
      let count = variable("LISTEN_FDS").flatMap({ Int($0) }), count > 0
    else { return nil }
    // Programs that this one starts shall not take them for theirs.
    for name in ["LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"] { unsetenv(name) }
    guard count == 1 else { throw refusal("\(count) sockets") }
    var status = stat()
    guard fstat(first, &status) == 0, status.st_mode & S_IFMT == S_IFSOCK else { throw refusal("no socket") }
    guard option(SO_DOMAIN) == AF_UNIX, option(SO_TYPE) == CInt(SOCK_STREAM.rawValue), option(SO_ACCEPTCONN) == 1
    else { throw refusal("a socket of another kind") }
    _ = fcntl(first, F_SETFD, FD_CLOEXEC)
    return first
  }

  private static func option(_ name: CInt) -> CInt? {
    var value: CInt = 0
    var size = socklen_t(MemoryLayout<CInt>.size)
    return getsockopt(first, SOL_SOCKET, name, &value, &size) == 0 ? value : nil
  }

  private static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

  private static func refusal(_ found: String) -> CommandFailure {
    CommandFailure(
      status: .usage,
      message: "the service manager handed over \(found); give it one ListenStream= with the path of a Unix socket")
  }
}
