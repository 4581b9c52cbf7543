import Glibc
import IMUIngest
import TestSupport
import Testing

@testable import repcounterd

@Suite("A replay on a socket")
struct ReplayServerTests {
  let folder = TemporaryFolder()

  /// A recording of a sensor at rest.
  func recording(seconds: Int) -> String {
    let rows = (0..<seconds * 100).map { "\(Double($0) / 100),0,0,9.80665,0,0,0" }
    let header = "time_s,accel_x_mps2,accel_y_mps2,accel_z_mps2,gyro_x_radps,gyro_y_radps,gyro_z_radps"
    let path = folder.file("rest.csv")
    write(([header] + rows).joined(separator: "\n") + "\n", toFile: path)
    return path
  }

  @Test("clients can ask and watch, and a signal ends it with its summary")
  func serves() throws {
    let socket = folder.file("socket")
    let program = Program(["replay", recording(seconds: 600), "--json", "--socket", socket])
    #expect(try program.says("listening on \(socket)"))
    let client = Client(try SocketConnection(path: socket))
    #expect(try client.next()["type"] == .string("hello"))
    #expect(try client.ask(#"{"command":"watch","samples":true}"#)["type"] == .string("ok"))
    let first = try #require(try client.event("sample")["seq"]?.integer)
    for number in first + 1..<first + 50 { #expect(try client.event("sample")["seq"]?.integer == number) }
    let other = Client(try SocketConnection(path: socket))
    #expect(try other.next()["type"] == .string("hello"))
    #expect(try other.ask("status")["session"] == .string("replay-1"))
    #expect(try other.ask("devices")["code"] == .string("not_now"))
    program.signal(SIGTERM)
    #expect(try client.event("session")["state"] == .string("ended"))
    try client.event("summary")
    #expect(try client.reachesEnd())
    let output = try program.output.rest()
    #expect(try program.wait() == 0)
    #expect(output.split(separator: "\n").last?.contains("\"summary\"") == true)
    #expect(permissions(ofFile: socket) == nil)
  }

  @Test("standard output is the same with a socket and without")
  func sameOutput() throws {
    let path = folder.file("walk.csv")
    #expect(try Program.run(["simulate", "--out", path, "--left", "2", "--right", "2"]).status == 0)
    let plain = try Program.run(["replay", path, "--json"])
    let served = try Program.run(["replay", path, "--json", "--speed", "max", "--socket", folder.file("socket")])
    #expect(plain.status == 0 && served.status == 0)
    #expect(plain.output.contains("\"summary\"") && plain.output == served.output)
  }

  @Test("a socket that is taken is refused")
  func taken() throws {
    let bench = try DaemonBench()
    let result = try Program.run(["replay", recording(seconds: 1), "--socket", bench.socket])
    #expect(result.status == 69)
    #expect(result.errors.contains("process \(bench.daemon.processID) (repcounterd)"))
  }
}
