import Glibc
import IMUIngest
import TestSupport
import Testing

@testable import repcounterd

/// A USB serial adapter that is not there: a pseudo-terminal which a preloaded library lends an entry in sysfs and modem
/// lines, so that the program takes its way through libserialport.
private struct LentAdapter {
  static let port = "/dev/ttyUSB7"

  let folder = TemporaryFolder()
  let line: PseudoTerminal

  init() throws {
    line = try PseudoTerminal()
    // As the kernel lays it out: the class's link leads to the port, below its interface, below its device.
    let device = "sys/usb1/1-1"
    let port = "\(device)/1-1:1.0/ttyUSB7"
    let folders = [
      "sys", "sys/class", "sys/usb1", device, "\(device)/1-1:1.0", port, "\(port)/tty", "\(port)/tty/ttyUSB7",
    ]
    for name in folders { mkdir(folder.file(name), 0o700) }
    symlink("../usb1/1-1/1-1:1.0/ttyUSB7/tty/ttyUSB7", folder.file("sys/class/ttyUSB7"))
    symlink("../../../ttyUSB7", folder.file("\(port)/tty/ttyUSB7/device"))
    let values = [
      ("busnum", "1"), ("devnum", "5"), ("idVendor", "1a86"), ("idProduct", "7523"), ("manufacturer", "QinHeng"),
      ("product", "USB Serial"), ("serial", "A7"),
    ]
    for (name, value) in values { write(value + "\n", toFile: folder.file("\(device)/\(name)")) }
  }

  /// The environment in which the adapter is there.
  var environment: [String] {
    let library = Program.path.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" } + "/libLentSerialPort.so"
    return [
      "PATH=/usr/bin:/bin", "LD_PRELOAD=\(library)", "LENT_PORT=\(Self.port)", "LENT_TERMINAL=\(line.slavePath)",
      "LENT_SYSFS=\(folder.file("sys/class"))", "LENT_LOG=\(folder.file("modem"))",
    ]
  }

  /// How the modem lines were used.
  var modemLog: [Substring] { text(ofFile: folder.file("modem"))?.split(separator: "\n") ?? [] }
}

@Suite("Adapters, through libserialport", .enabled(if: !isSanitized))
struct AdapterTests {
  @Test("a port is listed with what its USB device says of itself")
  func listing() throws {
    let adapter = try LentAdapter()
    let run = try Program.run(["devices", "--json"], environment: adapter.environment)
    #expect(run.status == 0)
    let reply = try #require(try JSONValue(parsing: Array(run.output.utf8.dropLast())).members)
    guard case .array(let ports)? = reply["devices"], let port = ports.first?.members else {
      Issue.record("no devices in \(run.output)")
      return
    }
    #expect(port["path"] == .string(LentAdapter.port))
    #expect(port["likely_imu"] == .bool(true))
    #expect(
      port["usb"]
        == .object([
          "id": .string("1a86:7523"), "manufacturer": .string("QinHeng"), "product": .string("USB Serial"),
          "serial": .string("A7"),
        ]))
  }

  @Test("a sensor at a port is found by searching, at its rate, and the modem lines are left alone")
  func streaming() throws {
    let adapter = try LentAdapter()
    let sensor = TunedSensor(adapter.line, baudRate: 9600, bytes: RateTests.burst)
    let daemon = Program(["run", "--socket", adapter.folder.file("socket")], environment: adapter.environment)
    #expect(try daemon.says("listening"))
    let client = Client(try SocketConnection(path: adapter.folder.file("socket")))
    client.connection.send("watch\n")
    try client.event("ok")
    let player = Background { try sensor.run() }
    defer {
      sensor.stop()
      player.join()
    }
    let event = try client.event("device") { $0["state"] == .string("streaming") }
    #expect(event["path"] == .string(LentAdapter.port))
    #expect(event["baud"] == .number("9600"))
    #expect(event["wire"] == .string("witmotion"))
    // libserialport has read the lines, which only it does, and nobody has changed them: boards reset by that.
    #expect(adapter.modemLog.contains("TIOCMGET"))
    #expect(!adapter.modemLog.contains("changed"))
  }

  @Test("a second program at the same port is refused and told who holds it")
  func held() throws {
    let adapter = try LentAdapter()
    let arguments = ["--device", LentAdapter.port, "--wire", "witmotion", "--baud", "9600"]
    let first = Program(
      ["run", "--socket", adapter.folder.file("socket")] + arguments, environment: adapter.environment)
    #expect(try first.says("listening"))
    let second = Program(
      ["run", "--socket", adapter.folder.file("other")] + arguments, environment: adapter.environment)
    #expect(try second.says("held by process \(first.processID)"))
    #expect(try second.wait() == 69)
  }
}
