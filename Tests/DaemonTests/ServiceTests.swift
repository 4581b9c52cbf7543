import Glibc
import IMUIngest
import TestSupport
import Testing

@testable import repcounterd

@Suite("The daemon under a service manager")
struct ServiceTests {
  let folder = TemporaryFolder()
  var socketPath: String { folder.file("socket") }

  @Test("it tells when it is ready, its counts, that it is alive, and that it ends, in under a second")
  func notifications() throws {
    let manager = try DatagramSocket(path: folder.file("notify"))
    let daemon = Program(
      ["run", "--socket", socketPath],
      environment: ["NOTIFY_SOCKET=\(folder.file("notify"))", "WATCHDOG_USEC=200000", "PATH=/usr/bin"])
    #expect(try manager.receives("READY=1"))
    let client = Client(try SocketConnection(path: socketPath))
    #expect(try client.next()["type"] == .string("hello"))
    #expect(try client.ask(#"{"command":"correct","side":"left","reps":2}"#)["type"] == .string("ok"))
    #expect(try manager.receives("STATUS=left 2, right 0; auto searching"))
    for _ in 0..<3 { #expect(try manager.receives("WATCHDOG=1")) }
    let begin = MonotonicTime.now
    daemon.signal(SIGTERM)
    #expect(try manager.receives("STOPPING=1"))
    #expect(try daemon.wait() == 0)
    // The thread sanitizer holds up an end by a second.
    #expect(MonotonicTime.now - begin < (isSanitized ? 5 : 1))
  }

  @Test("it serves a socket that was handed to it, and leaves its file alone")
  func activation() throws {
    let listener = try listen(at: socketPath)
    defer { close(listener) }
    let daemon = Program(
      ["-c", #"exec 3<&0 0</dev/null; LISTEN_FDS=1 LISTEN_PID=$$ exec "$0" run"#, Program.path], path: "/bin/sh",
      environment: ["PATH=/usr/bin:/bin", "XDG_RUNTIME_DIR=\(folder.file("none"))"], input: listener)
    let client = Client(try SocketConnection(path: socketPath))
    #expect(try client.next()["type"] == .string("hello"))
    #expect(try client.ask("status")["type"] == .string("status"))
    daemon.signal(SIGTERM)
    #expect(try daemon.wait() == 0)
    #expect(permissions(ofFile: socketPath) != nil)
  }

  @Test("a handed socket of another kind is refused")
  func foreignDescriptor() throws {
    let daemon = Program(
      ["-c", #"exec 3</dev/null; LISTEN_FDS=1 LISTEN_PID=$$ exec "$0" run"#, Program.path], path: "/bin/sh")
    #expect(try daemon.errors.rest().contains("ListenStream="))
    #expect(try daemon.wait() == 64)
  }

  @Test(
    "SIGHUP has the configuration read again: side and smallest range at once, the rest is named, what is wrong changes nothing"
  )
  func reload() throws {
    let file = folder.file("conf.yaml")
    write("side: left\n", toFile: file)
    let sensor = try PseudoTerminal(link: folder.file("sensor"))
    let daemon = Program([
      "run", "--socket", socketPath, "--config", file, "--device", sensor.slavePath, "--wire", "witmotion",
    ])
    #expect(try daemon.says("listening"))
    write("side: right\nmin_rom: 40\nmount: +y,-x,+z\n", toFile: file)
    daemon.signal(SIGHUP)
    #expect(try daemon.says("min_rom is 40 now"))
    #expect(try daemon.says("mount is +y,-x,+z now, which takes effect when the daemon is started again"))
    #expect(try daemon.says("side is right now"))
    write("side: up\n", toFile: file)
    daemon.signal(SIGHUP)
    #expect(try daemon.says("\(file), line 1"))
    let client = Client(try SocketConnection(path: socketPath))
    #expect(try client.next()["type"] == .string("hello"))
    guard case .array(let devices)? = try client.ask("status")["devices"] else { throw TimedOut("no devices") }
    #expect(devices.first?.members?["side"] == .string("right"))
  }

  @Test("a smallest range that comes by SIGHUP holds for the next rep")
  func reloadedRange() throws {
    let file = folder.file("conf.yaml")
    write("min_rom: 175\n", toFile: file)
    let bench = try DaemonBench(["--config", file])
    let watcher = try bench.watcher()
    write("min_rom: 30\n", toFile: file)
    bench.daemon.signal(SIGHUP)
    #expect(try bench.daemon.says("min_rom is 30 now"))
    try bench.play(.right, reps: 1)
    #expect(try watcher.event("rep")["count"]?.integer == 1)
  }

  @Test("the socket belongs to the group that is given, whose members may use it", .enabled(if: getuid() == 0))
  func group() throws {
    let daemon = Program(["run", "--socket", socketPath, "--socket-group", "dialout"])
    #expect(try daemon.says("listening"))
    var status = stat()
    #expect(lstat(socketPath, &status) == 0)
    #expect(status.st_gid == getgrnam("dialout").pointee.gr_gid)
    #expect(permissions(ofFile: socketPath) == 0o660)
    let (code, _, errors) = try Program.run(["run", "--socket", folder.file("s"), "--socket-group", "nobody here"])
    #expect(code == 64 && errors.contains("'nobody here'"))
  }

  private func listen(at path: String) throws -> CInt {
    let descriptor = try SocketAddress.makeSocket()
    let address = try SocketAddress(path: path)
    #expect(address.withAddress { bind(descriptor, $0, $1) } == 0)
    #expect(Glibc.listen(descriptor, 8) == 0)
    return descriptor
  }
}

/// The end of a service manager's socket.
private final class DatagramSocket {
  private let descriptor: CInt

  init(path: String) throws {
    descriptor = socket(AF_UNIX, CInt(SOCK_DGRAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
    let address = try SocketAddress(path: path)
    #expect(address.withAddress { bind(descriptor, $0, $1) } == 0)
  }

  deinit {
    close(descriptor)
  }

  /// Whether a datagram with this text comes.
  func receives(_ text: String) throws -> Bool {
    let deadline = MonotonicTime.now + patience
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&entry, 1, CInt(max(0, deadline - MonotonicTime.now) * 1000)) > 0 else { return false }
      let count = read(descriptor, &buffer, buffer.count)
      if count > 0, String(decoding: buffer[..<count], as: UTF8.self) == text { return true }
    }
  }
}
