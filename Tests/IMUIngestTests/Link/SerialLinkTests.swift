import Glibc
import IMUIngest
import Testing

@Suite("Serial link")
struct SerialLinkTests {
  private let folder = TemporaryFolder()

  private var ownName: String {
    let descriptor = open("/proc/self/comm", O_RDONLY)
    defer { close(descriptor) }
    var buffer = [UInt8](repeating: 0, count: 64)
    let count = read(descriptor, &buffer, buffer.count)
    return String(decoding: buffer[..<max(count - 1, 0)], as: UTF8.self)
  }

  @Test("opens a pseudo-terminal through a link, raw and without touching its rate")
  func opening() throws {
    let terminal = try PseudoTerminal(link: folder.path("imu"))
    let link = try SerialLink(path: folder.path("imu"))
    #expect(link.path == folder.path("imu"))
    #expect(link.devicePath == terminal.slavePath)
    #expect(link.isPseudoTerminal)
    #expect(!link.isOpenedByLibserialport)
    #expect(link.baudRate == 38_400)  // What Linux gives a new terminal.

    var settings = termios()
    let other = open(terminal.slavePath, O_RDWR | O_NOCTTY)
    defer { close(other) }
    #expect(tcgetattr(other, &settings) == 0)
    #expect(settings.c_lflag & UInt32(ICANON | ECHO | ISIG | IEXTEN) == 0)
    #expect(settings.c_iflag & UInt32(ICRNL | INLCR | IXON | IXOFF | ISTRIP | INPCK) == 0)
    #expect(settings.c_oflag & UInt32(OPOST) == 0)
    #expect(settings.c_cflag & UInt32(CSIZE | PARENB | CSTOPB | HUPCL) == UInt32(CS8))
    #expect(settings.c_cflag & UInt32(CLOCAL | CREAD) == UInt32(CLOCAL | CREAD))
    #expect(settings.c_cc.6 == 1)  // VMIN
    #expect(settings.c_cc.5 == 0)  // VTIME
  }

  @Test(
    "takes standard rates and others, at opening and later",
    arguments: [4_800, 9_600, 115_200, 230_400, 250_000, 256_000, 460_800, 921_600, 1_500_000, 3_000_000, 12_345])
  func baudRates(rate: Int) throws {
    let terminal = try PseudoTerminal()
    let link = try SerialLink(path: terminal.slavePath, baudRate: rate)
    #expect(link.baudRate == rate)
    try link.setBaudRate(57_600)
    #expect(link.baudRate == 57_600)
    try link.setBaudRate(rate)
    #expect(link.baudRate == rate)
  }

  @Test("a rate that cannot be is refused", arguments: [0, -9_600, 1 << 40])
  func impossibleRate(rate: Int) throws {
    let terminal = try PseudoTerminal()
    let error = #expect(throws: SerialError.self) { _ = try SerialLink(path: terminal.slavePath, baudRate: rate) }
    #expect(error?.code == .baudRateRefused)
    #expect(error?.exitStatus.rawValue == 74)
    #expect(
      error?.description
        == "\(terminal.slavePath): the line does not run at \(rate) baud; choose a rate that both the adapter and the sensor support"
    )
  }

  @Test("a second opening is refused with the holder named")
  func busy() throws {
    let terminal = try PseudoTerminal(link: folder.path("imu"))
    let link = try SerialLink(path: terminal.path)
    let error = #expect(throws: SerialError.self) { _ = try SerialLink(path: terminal.slavePath) }
    #expect(error?.code == .busy)
    #expect(error?.exitStatus.rawValue == 69)
    #expect(error?.holder?.processID == getpid())
    #expect(
      error?.description
        == "\(terminal.slavePath): it is held by process \(getpid()) (\(ownName)); end that process or name another device"
    )
    // The attempt has not spoilt the line for its holder.
    try terminal.write([1])
    let log = ReadLog()
    let reader = log.reader(link)
    try reader.start()
    #expect(log.wait { $0.bytes == [1] })
    reader.stop()
  }

  @Test("a line that another program holds by TIOCEXCL alone is refused, even to root")
  func exclusiveOnly() throws {
    let terminal = try PseudoTerminal()
    let other = open(terminal.slavePath, O_RDWR | O_NOCTTY | O_CLOEXEC)
    #expect(ioctl(other, UInt(TIOCEXCL), 0) == 0)
    let error = #expect(throws: SerialError.self) { _ = try SerialLink(path: terminal.slavePath) }
    #expect(error?.code == .busy)
    #expect(error?.holder == DeviceHolder(processID: getpid(), command: ownName))
    // Once it is gone, the flag that it left behind on the pseudo-terminal does not count for those whom the system lets in.
    close(other)
    if getuid() == 0 { _ = try SerialLink(path: terminal.slavePath) }
  }

  @Test("ten openings in a row leave nothing behind")
  func reopening() throws {
    let terminal = try PseudoTerminal()
    for round in UInt8(0)..<10 {
      let link = try SerialLink(path: terminal.slavePath, baudRate: 115_200)
      let log = ReadLog()
      let reader = log.reader(link)
      try reader.start()
      try terminal.write([round, 0x0D, 0x0A, 0x03])
      #expect(log.wait { $0.bytes.count == 4 })
      reader.stop()
      #expect(log.current.bytes == [round, 0x0D, 0x0A, 0x03])
      #expect(log.current.ends == [.stopped])
      link.close()
      #expect(!terminal.isSlaveOpen)
    }
  }

  @Test("closing waits for the reader, and a closed line refuses everything")
  func closing() throws {
    let terminal = try PseudoTerminal()
    let link = try SerialLink(path: terminal.slavePath)
    let log = ReadLog()
    let reader = log.reader(link)
    try reader.start()
    link.close()
    try terminal.write([7])
    #expect(log.wait { $0.bytes == [7] })
    #expect(throws: SerialError.self) { try link.write([1]) }
    reader.stop()
    #expect(!terminal.isSlaveOpen)
    #expect(link.baudRate == nil)
    #expect(throws: SerialError.self) { try log.reader(link).start() }
    link.close()
  }

  @Test("writes reach the device, and a device that takes nothing ends them")
  func writing() throws {
    let terminal = try PseudoTerminal()
    let link = try SerialLink(path: terminal.slavePath)
    let request: [UInt8] = [0x24, 0x4D, 0x3C, 0x00, 0x66, 0x66, 0x0A, 0x0D]
    try link.write(request)
    var received: [UInt8] = []
    while received.count < request.count { received += try terminal.read(until: MonotonicTime.now + ReadLog.patience) }
    #expect(received == request)

    let error = #expect(throws: SerialError.self) {
      try link.write([UInt8](repeating: 0x55, count: 1_000_000), timeout: 0.02)
    }
    #expect(error?.code == .timedOut)
  }

  @Test("what is no serial line is refused and named")
  func notSerial() throws {
    let file = folder.write("a,b".utf8, as: "file.csv")
    mkfifo(folder.path("pipe"), 0o600)
    for (path, finding) in [
      (file, "it is a regular file"), (folder.path, "it is a directory"),
      (folder.path("pipe"), "it is a named pipe"),
      ("/dev/null", "it is a character device, but no serial line"),
    ] {
      let error = #expect(throws: SerialError.self) { _ = try SerialLink(path: path) }
      #expect(error?.code == .notSerial)
      #expect(error?.exitStatus.rawValue == 66)
      #expect(
        error?.description
          == "\(path): \(finding); a serial device was expected; see 'repcounterd devices' for those that are there")
    }
  }

  @Test("a device that is not there is refused, also at the end of a dangling link")
  func missing() {
    symlink("/dev/ttyNOWHERE", folder.path("dangling"))
    for path in ["/dev/ttyNOWHERE", folder.path("dangling")] {
      let error = #expect(throws: SerialError.self) { _ = try SerialLink(path: path) }
      #expect(error?.code == .noSuchDevice)
      #expect(error?.exitStatus.rawValue == 69)
      #expect(
        error?.description
          == "\(path): there is no such device (No such file or directory); plug it in, or see 'repcounterd devices' for those that are there"
      )
    }
  }

  @Test("a device that may not be opened is refused with the group to join", .enabled(if: getuid() != 0))
  func permission() {
    let error = #expect(throws: SerialError.self) { _ = try SerialLink(path: "/dev/console") }
    #expect(error?.code == .noPermission)
    #expect(error?.exitStatus.rawValue == 77)
  }
}
