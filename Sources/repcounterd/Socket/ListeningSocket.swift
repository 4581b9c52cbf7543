import Glibc
import IMUIngest

/// The socket at which the program listens, with its file.
///
/// A living daemon is never displaced, and a file left over from a dead one never stands in the way. Two that start at
/// the same moment take turns through a lock on the folder.
struct ListeningSocket: Sendable {
  /// Permissions unless the user says otherwise: whoever may talk to the socket may change counts.
  static let usualMode: mode_t = 0o600
  /// Clients that may wait to be accepted.
  private static let backlog: CInt = 1024
  /// Longest wait for another program's lock on the folder, milliseconds.
  private static let lockPatience = 2000

  /// The bound and listening socket.
  let descriptor: CInt
  /// Where its file is.
  let address: SocketAddress
  private let device: dev_t
  private let inode: ino_t

  /// Binds a socket and listens.
  ///
  /// - Parameters:
  ///   - address: where.
  ///   - mode: permissions of the file, which it has from its first moment.
  ///   - group: name of the group that owns the file; nil for the user's own.
  ///   - createsFolder: whether a missing folder is made, for the user alone.
  /// - Throws: ``CommandFailure``: 69 where a daemon lives there already, 77 without permission, else 74.
  init(
    address: SocketAddress, mode: mode_t = usualMode, group: String? = nil, createsFolder: Bool = false
  ) throws(CommandFailure) {
    let groupID = try group.map { name throws(CommandFailure) in try Self.groupID(name) }
    if createsFolder, mkdir(address.folder, 0o700) != 0, errno != EEXIST {
      throw Self.failure(address, "its folder cannot be made", .last)
    }
    let lock = Self.lock(address.folder)
    defer { if lock >= 0 { close(lock) } }
    try Self.clear(address)
    let descriptor: CInt
    do { descriptor = try SocketAddress.makeSocket() } catch { throw Self.failure(address, "it cannot be made", error) }
    var status = stat()
    // bind(2) gives the file the mode of the descriptor less the umask: it is never open to more than it shall be.
    // Until it belongs to the other group, the user's own group gets nothing of what that one shall have.
    guard fchmod(descriptor, groupID == nil ? mode : mode & 0o700) == 0,
      address.withAddress({ bind(descriptor, $0, $1) }) == 0,
      groupID.map({ lchown(address.path, uid_t.max, $0) == 0 }) ?? true, chmod(address.path, mode) == 0,
      lstat(address.path, &status) == 0, listen(descriptor, Self.backlog) == 0
    else {
      let error = SystemError.last
      close(descriptor)
      throw Self.failure(address, "it cannot be bound", error)
    }
    self.descriptor = descriptor
    self.address = address
    device = status.st_dev
    inode = status.st_ino
  }

  /// Takes a listening socket that somebody else has bound, whose file stays theirs.
  ///
  /// - Parameters:
  ///   - descriptor: bound and listening.
  ///   - address: what the socket is called where its own name is not known.
  init(inherited descriptor: CInt, address: SocketAddress) {
    self.descriptor = descriptor
    self.address = SocketAddress(of: descriptor) ?? address
    (device, inode) = (0, 0)
  }

  private static func groupID(_ name: String) throws(CommandFailure) -> gid_t {
    guard let entry = getgrnam(name) else {
      throw CommandFailure(
        status: .usage, message: "there is no group '\(name)' on this machine; give another one with --socket-group")
    }
    return entry.pointee.gr_gid
  }

  /// Removes the socket's file, unless it is another's by now.
  func removeFile() {
    var status = stat()
    guard lstat(address.path, &status) == 0, status.st_dev == device, status.st_ino == inode else { return }
    unlink(address.path)
  }

  /// Takes away what a dead daemon left.
  private static func clear(_ address: SocketAddress) throws(CommandFailure) {
    var status = stat()
    guard lstat(address.path, &status) == 0 else {
      guard errno == ENOENT else { throw failure(address, "it cannot be looked at", .last) }
      return
    }
    guard status.st_mode & S_IFMT == S_IFSOCK else {
      throw CommandFailure(
        status: .inputOutput,
        message: "\(address.path) is there and is no socket; it is left as it is: give another path with --socket")
    }
    let probe: CInt
    do { probe = try SocketAddress.makeSocket() } catch { throw failure(address, "it cannot be tried", error) }
    defer { close(probe) }
    _ = fcntl(probe, F_SETFL, O_NONBLOCK)
    // A full queue of clients (EAGAIN) is a sign of life, too.
    if address.withAddress({ connect(probe, $0, $1) }) == 0 || errno == EAGAIN {
      let holder = SocketPeer(of: probe)?.program ?? "another process"
      throw CommandFailure(
        status: .unavailable,
        message: "\(holder) already serves the socket \(address.path); end it, or give another path with --socket")
    }
    guard errno == ECONNREFUSED else { throw failure(address, "it is taken and cannot be tried", .last) }
    guard unlink(address.path) == 0 || errno == ENOENT else {
      throw failure(address, "the one left by a daemon that is gone cannot be removed", .last)
    }
  }

  /// Locks the folder; a negative number where that cannot be done, which only loses the turn-taking.
  private static func lock(_ folder: String) -> CInt {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return descriptor }
    for _ in 0..<lockPatience / 10 where flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      usleep(10_000)
    }
    return descriptor
  }

  private static func failure(_ address: SocketAddress, _ what: String, _ error: SystemError) -> CommandFailure {
    CommandFailure(
      status: error.exitStatus,
      message: "the socket \(address.path): \(what) (\(error)); give a path in a folder that you may write to "
        + "with --socket")
  }
}
