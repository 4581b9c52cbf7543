import Glibc
import IMUIngest

/// The service manager that started the program, as sd_notify(3) describes it: a datagram of `KEY=value` lines to the
/// socket that `NOTIFY_SOCKET` names.
///
/// Any manager that keeps to that protocol will do; without one, nothing is sent.
struct ServiceManager: Sendable {
  /// The socket's path; one that begins with `@` is in the abstract name space.
  private let socketPath: String
  /// How often the manager wants to hear that the program is alive, seconds; nil where it does not watch it.
  let watchdogInterval: Double?

  /// Takes the manager of this process; nil where there is none.
  ///
  /// - Parameters:
  ///   - environment: a variable of the environment; nil where it is not set.
  ///   - processID: of this process: the watchdog of another one is not ours.
  init?(environment: (String) -> String?, processID: pid_t = getpid()) {
    guard let path = environment("NOTIFY_SOCKET"), path.hasPrefix("/") || path.hasPrefix("@"),
      path.utf8.count <= SocketAddress.longestPath
    else { return nil }
    socketPath = path
    let isOurs = environment("WATCHDOG_PID").map { $0 == String(processID) } ?? true
    let microseconds = environment("WATCHDOG_USEC").flatMap(Double.init)
    watchdogInterval = isOurs ? microseconds.flatMap { $0 > 0 ? $0 / 1e6 : nil } : nil
  }

  /// The manager of this process; nil where there is none.
  static var current: ServiceManager? {
    ServiceManager { name in getenv(name).map { String(cString: $0) } }
  }

  /// Tells the manager something; where it does not listen it is lost.
  func tell(_ lines: String...) {
    let descriptor = socket(AF_UNIX, CInt(SOCK_DGRAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    let message = Array(lines.joined(separator: "\n").utf8)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    var name = Array(socketPath.utf8)
    if name.first == UInt8(ascii: "@") { name[0] = 0 }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name) }
    // An abstract name is as long as it is said to be; the zeros behind it would belong to it.
    let length = MemoryLayout<sa_family_t>.size + name.count
    _ = withUnsafePointer(to: address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        sendto(
          descriptor, message, message.count, CInt(MSG_NOSIGNAL) | CInt(MSG_DONTWAIT), $0, socklen_t(length))
      }
    }
  }
}
