import Glibc
import TestSupport

/// A run of the program that gets its standard input in pieces, each by a read of its own, to its end.
struct PiecewiseRun {
  /// The exit status.
  let status: Int
  /// What it wrote to standard output.
  let output: String

  /// Runs the program.
  ///
  /// - Parameters:
  ///   - arguments: without the program's name.
  ///   - pieces: what comes on standard input.
  /// - Throws: ``TimedOut``.
  init(_ arguments: [String], pieces: [ArraySlice<UInt8>]) throws {
    let folder = TemporaryFolder()
    let sockets = PacketSockets()
    // The output goes to a file: nobody would read it from a pipe while the pieces are being sent.
    let redirected = ["-c", #"exec "$0" "$@" >"$OUTPUT""#, Program.path] + arguments
    let program = Program(
      redirected, path: "/bin/sh", environment: ["OUTPUT=\(folder.file("out"))"], input: sockets.reader)
    sockets.send(pieces)
    status = try program.wait()
    output = text(ofFile: folder.file("out")) ?? ""
  }
}

/// Two connected sockets that keep the bounds of what is written: a read gives one piece, never parts of two.
private final class PacketSockets {
  /// The end to read from.
  let reader: CInt
  private let writer: CInt

  init() {
    var pair: [CInt] = [-1, -1]
    let kind = CInt(SOCK_SEQPACKET.rawValue | SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &pair) == 0 else { fatalError("no pair of sockets can be made") }
    (reader, writer) = (pair[0], pair[1])
    var longest = timeval(tv_sec: Int(patience), tv_usec: 0)
    setsockopt(writer, SOL_SOCKET, SO_SNDTIMEO, &longest, socklen_t(MemoryLayout<timeval>.size))
  }

  /// Sends pieces, until all are taken or nobody takes them any more; then the reader finds the end.
  func send(_ pieces: [ArraySlice<UInt8>]) {
    // While this end is open too, a reader that has gone would not show.
    close(reader)
    defer { close(writer) }
    for piece in pieces where !piece.isEmpty {
      let sent = piece.withUnsafeBytes { Glibc.send(writer, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL)) }
      if sent < 0 { return }
    }
  }
}
