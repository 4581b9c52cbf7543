import Glibc
import TestSupport
import Testing

@Suite("A simulated sensor at a pseudo-terminal")
struct SimulatedSensorTests {
  /// A shell starts its background jobs with SIGINT ignored, and a program that does not ask for it never gets it.
  @Test(
    "in a shell's background job it ends by SIGINT and SIGTERM, and takes its link away", arguments: [SIGINT, SIGTERM])
  func ends(signal: CInt) throws {
    let folder = TemporaryFolder()
    let link = folder.file("imu")
    let sensor = Program(
      ["-c", #"trap "" INT; exec "$0" simulate --pty "$1" --left 1 --right 0"#, Program.path, link], path: "/bin/sh")
    #expect(becomes { permissions(ofFile: link) != nil })
    sensor.signal(signal)
    #expect(try sensor.wait() == 0)
    #expect(permissions(ofFile: link) == nil)
  }
}
