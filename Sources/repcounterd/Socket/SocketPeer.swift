import Glibc
import NIOCore

/// The process at the other end of a Unix socket, as the kernel knows it.
struct SocketPeer: Equatable, Sendable, CustomStringConvertible {
  /// The process that connected, or that called listen(2).
  let processID: pid_t
  /// Its user.
  let userID: uid_t
  /// Its group.
  let groupID: gid_t

  /// `struct ucred`, which the Glibc module does not show: process, user and group id.
  typealias Credentials = (process: pid_t, user: uid_t, group: gid_t)

  /// Takes the kernel's answer; nil where it knows no process.
  init?(_ credentials: Credentials) {
    guard credentials.process > 0 else { return nil }
    processID = credentials.process
    userID = credentials.user
    groupID = credentials.group
  }

  /// Asks about a connected socket.
  init?(of descriptor: CInt) {
    var credentials: Credentials = (0, 0, 0)
    var size = socklen_t(MemoryLayout.size(ofValue: credentials))
    guard getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &credentials, &size) == 0 else { return nil }
    self.init(credentials)
  }

  /// Asks about a client's channel; nil where it has gone already.
  init?(of channel: any Channel) {
    let future: EventLoopFuture<Credentials>? = (channel as? any SocketOptionProvider)?.unsafeGetSocketOption(
      level: NIOBSDSocket.OptionLevel(rawValue: SOL_SOCKET), name: NIOBSDSocket.Option(rawValue: SO_PEERCRED))
    // On the channel's own loop the answer is there at once.
    var credentials: Credentials?
    future?.assumeIsolated().whenSuccess { credentials = $0 }
    guard let credentials else { return nil }
    self.init(credentials)
  }

  /// Process, command and user in a sentence.
  var description: String {
    "\(program) of user \(userID)"
  }

  /// Process and command in a sentence, as `process 123 (nc)`.
  var program: String {
    "process \(processID)" + (commandName.map { " (\($0))" } ?? "")
  }

  private var commandName: String? {
    let descriptor = open("/proc/\(processID)/comm", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    // The kernel keeps 16 bytes of a command's name.
    var name = [UInt8](repeating: 0, count: 64)
    let count = read(descriptor, &name, name.count)
    guard count > 1 else { return nil }
    return String(decoding: name[..<count].prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
  }
}
