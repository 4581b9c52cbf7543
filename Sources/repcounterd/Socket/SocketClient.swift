import Glibc
import IMUIngest
import NIOCore

/// A connection to a daemon, for the commands that ask one; blocking, with deadlines.
final class SocketClient {
  /// Longest line that a daemon sends: far more than any.
  private static let longestLine = 1 << 24
  /// Bytes read at once.
  private static let readSize = 65_536

  /// Where the daemon listens.
  let address: SocketAddress
  /// The connected socket, for poll(2).
  let descriptor: CInt
  private var received: [UInt8] = []
  /// Bytes at the head of `received` that are known to hold no line feed.
  private var searched = 0

  /// Connects and reads the daemon's first line.
  ///
  /// - Parameter deadline: on ``MonotonicTime``.
  /// - Throws: ``CommandFailure`` with 69 where no daemon answers, 77 where it may not be asked.
  init(address: SocketAddress, until deadline: Double) throws(CommandFailure) {
    self.address = address
    do { descriptor = try SocketAddress.makeSocket() } catch {
      throw CommandFailure(status: .inputOutput, message: "no socket can be made (\(error)); try again")
    }
    // A daemon that is stopped accepts nobody: the wait for it is limited as well.
    var patience = timeval(tv_sec: max(1, Int(deadline - MonotonicTime.now)), tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    let descriptor = descriptor
    guard uninterrupted({ address.withAddress { connect(descriptor, $0, $1) } }) == 0 else {
      throw Self.refusal(address, .last)
    }
    _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    guard let hello = try receive(until: deadline), hello.members?["type"]?.string == "hello" else {
      throw CommandFailure(
        status: .unavailable,
        message: "what listens at \(address.path) does not say hello as repcounterd does; look at it or start one with "
          + "'repcounterd run'")
    }
  }

  deinit {
    close(descriptor)
  }

  /// Sends a request.
  ///
  /// - Throws: ``CommandFailure`` with 69 where the daemon is gone.
  func send(_ request: String) throws(CommandFailure) {
    let bytes = Array((request + "\n").utf8)
    // A request is far smaller than the buffer of a socket that nothing was sent to.
    guard uninterrupted({ Glibc.send(descriptor, bytes, bytes.count, CInt(MSG_NOSIGNAL)) }) == bytes.count
    else { throw gone }
  }

  /// Waits for the next line and reads it.
  ///
  /// - Parameter deadline: on ``MonotonicTime``.
  /// - Returns: nil where the daemon has ended the connection.
  /// - Throws: ``CommandFailure`` with 69 where nothing came in time or what came is no JSON.
  func receive(until deadline: Double) throws(CommandFailure) -> JSONValue? {
    guard let line = try receiveLine(until: deadline) else { return nil }
    return try Self.value(of: line, address)
  }

  /// Waits for the next line; see ``receive(until:)``.
  func receiveLine(until deadline: Double) throws(CommandFailure) -> [UInt8]? {
    while true {
      if let line = nextLine() { return line }
      let left = (deadline - MonotonicTime.now) * 1000
      var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      let ready = uninterrupted { poll(&entry, 1, Int32(max(0, min(left.rounded(.up), 1e9)))) }
      guard ready > 0 else {
        throw CommandFailure(
          status: .unavailable, message: "the daemon at \(address.path) does not answer; look whether it is stopped")
      }
      guard try fill() else { return nil }
    }
  }

  /// Reads what has come without waiting; false once the daemon has ended the connection.
  func fill() throws(CommandFailure) -> Bool {
    var piece = [UInt8](repeating: 0, count: Self.readSize)
    let count = uninterrupted { read(descriptor, &piece, piece.count) }
    if count < 0, errno == EAGAIN { return true }
    if count < 0, errno != ECONNRESET { throw gone }
    guard count > 0 else { return false }
    guard received.count + count <= Self.longestLine else { throw gone }
    received += piece[..<count]
    return true
  }

  /// The next line that has come whole, without its line feed.
  func nextLine() -> [UInt8]? {
    guard let end = received[searched...].firstIndex(of: UInt8(ascii: "\n")) else {
      searched = received.count
      return nil
    }
    defer {
      received.removeFirst(end + 1)
      searched = 0
    }
    return Array(received[..<end])
  }

  /// Reads a daemon's line.
  static func value(of line: [UInt8], _ address: SocketAddress) throws(CommandFailure) -> JSONValue {
    do {
      return try JSONValue(parsing: line)
    } catch {
      throw CommandFailure(
        status: .unavailable,
        message: "what listens at \(address.path) sent a line that is no JSON (\(error.problem)); is it repcounterd?")
    }
  }

  /// The failure of a connection that has ended.
  var gone: CommandFailure {
    CommandFailure(
      status: .unavailable, message: "the daemon at \(address.path) has gone; start it again with 'repcounterd run'")
  }

  private static func refusal(_ address: SocketAddress, _ error: SystemError) -> CommandFailure {
    guard error.exitStatus != .noPermission else {
      return CommandFailure(
        status: .noPermission,
        message: "the daemon's socket \(address.path) may not be used (\(error)); ask as its user, or start the daemon "
          + "with another --socket-mode")
    }
    return CommandFailure(
      status: .unavailable,
      message:
        "no daemon answers at \(address.path) (\(error)); start one with 'repcounterd run', or say with --socket "
        + "where it listens")
  }
}
