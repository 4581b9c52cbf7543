import Glibc
import IMUIngest
import Testing

@Suite("Pseudo-terminal")
struct PseudoTerminalTests {
  private let folder = TemporaryFolder()

  /// All byte values, so that any cooking of the line would show.
  private let everyByte = (0..<1_024).map { UInt8(truncatingIfNeeded: $0 &* 7) }

  private func openSlave(_ terminal: PseudoTerminal) -> Int32 {
    open(terminal.path, O_RDWR | O_NOCTTY | O_CLOEXEC)
  }

  private func readAll(_ count: Int, from descriptor: Int32) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4_096)
    while bytes.count < count {
      let got = read(descriptor, &buffer, min(buffer.count, count - bytes.count))
      guard got > 0 else { break }
      bytes += buffer[..<got]
    }
    return bytes
  }

  @Test("bytes pass whole in both directions")
  func bothWays() throws {
    let terminal = try PseudoTerminal(link: folder.path("imu"))
    let slave = openSlave(terminal)
    defer { close(slave) }
    #expect(try terminal.write(everyByte) == everyByte.count)
    #expect(readAll(everyByte.count, from: slave) == everyByte)
    #expect(write(slave, everyByte, everyByte.count) == everyByte.count)
    var back: [UInt8] = []
    while back.count < everyByte.count { back += try terminal.read(until: MonotonicTime.now + 10) }
    #expect(back == everyByte)
    #expect(try terminal.read().isEmpty)
  }

  @Test("knows whether the slave is open, and keeps bytes back while it is not")
  func slaveOpen() throws {
    let terminal = try PseudoTerminal()
    #expect(!terminal.isSlaveOpen)
    #expect(try terminal.write([1, 2, 3]) == 0)
    for _ in 0..<3 {
      let slave = openSlave(terminal)
      #expect(terminal.isSlaveOpen)
      #expect(terminal.waitForSlave(until: 0))
      #expect(try terminal.write([4]) == 1)
      #expect(readAll(1, from: slave) == [4])
      close(slave)
      #expect(!terminal.isSlaveOpen)
      #expect(!terminal.waitForSlave(until: 0))
    }
  }

  @Test("a reader that does not read holds the writer back until the deadline")
  func backPressure() throws {
    let terminal = try PseudoTerminal()
    let slave = openSlave(terminal)
    defer { close(slave) }
    let flood = [UInt8](repeating: 0x55, count: 1_000_000)
    let taken = try terminal.write(flood, until: MonotonicTime.now + 0.02)
    #expect(taken > 0 && taken < flood.count)
    #expect(readAll(taken, from: slave).count == taken)
    #expect(try terminal.write([1], until: MonotonicTime.now + 10) == 1)
  }

  @Test("the link is made, replaced and removed")
  func link() throws {
    let path = folder.path("imu")
    func target() -> String? {
      realpath(path, nil).map { resolved in
        defer { free(resolved) }
        return String(cString: resolved)
      }
    }
    symlink("/nowhere", path)
    do {
      let first = try PseudoTerminal(link: path)
      defer { withExtendedLifetime(first) {} }
      #expect(target() == first.slavePath)
      do {
        let second = try PseudoTerminal(link: path)
        #expect(target() == second.slavePath)
        #expect(second.path == path)
      }
      // The second took its link away; the first must not take away what is not its own.
      symlink("/dev/null", path)
    }
    #expect(target() == "/dev/null")
  }

  @Test("something that is no link is not replaced")
  func linkRefused() throws {
    let path = folder.write("precious".utf8, as: "imu")
    let error = #expect(throws: SerialError.self) { _ = try PseudoTerminal(link: path) }
    #expect(error?.code == .linkRefused)
    #expect(
      error?.description
        == "\(path): there is something that is no symbolic link, and it will not be replaced; choose another name for the link"
    )
    #expect(folder.read("imu") == Array("precious".utf8))
    let nowhere = #expect(throws: SerialError.self) { _ = try PseudoTerminal(link: folder.path("no/imu")) }
    #expect(
      nowhere?.description
        == "\(folder.path)/no/imu: the link could not be made (No such file or directory); name a place in a folder that exists and that you may write to"
    )
  }
}
