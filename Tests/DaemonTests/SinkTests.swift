import Glibc
import IMUIngest
import TestSupport
import Testing

@testable import repcounterd

@Suite("Log and recording of the daemon")
struct SinkTests {
  let folder = TemporaryFolder()

  func correct(_ client: Client) throws {
    #expect(try client.ask(#"{"command":"correct","side":"left","reps":1}"#)["type"] == .string("ok"))
  }

  @Test("a log that takes nothing is told once, counting goes on, and what was missed is written when it can be")
  func fullLog() throws {
    let log = folder.file("log")
    symlink("/dev/full", log)
    let bench = try DaemonBench(["--log", log])
    let (watcher, client) = (try bench.watcher(), try bench.client())
    for _ in 0..<3 { try correct(client) }
    #expect(try watcher.event("correction") { $0["count"] == .number("3") }["side"] == .string("left"))
    let status = try client.ask("status")
    #expect(status["warnings"] == .array([.string("log_unwritable")]))
    unlink(log)
    bench.daemon.signal(SIGHUP)
    #expect(becomes { (text(ofFile: log) ?? "").contains("\"count\":3") })
    #expect(becomes { (try? client.ask("status")["warnings"]) == .some(nil) })
    let lines = try #require(text(ofFile: log)).split(separator: "\n")
    #expect(lines.first?.contains("\"started\"") == true)
    #expect(lines.count { $0.contains("\"correction\"") } == 3)
    #expect(lines.count { $0.contains("log_unwritable") } == 1)
    #expect(permissions(ofFile: log) == 0o600)
  }

  @Test("SIGHUP makes it write to a new file when the old one was moved away")
  func rotate() throws {
    let log = folder.file("log")
    let bench = try DaemonBench(["--log", log])
    let client = try bench.client()
    try correct(client)
    #expect(becomes { (text(ofFile: log) ?? "").contains("\"count\":1") })
    rename(log, folder.file("old"))
    try correct(client)
    #expect(becomes { (text(ofFile: folder.file("old")) ?? "").contains("\"count\":2") })
    bench.daemon.signal(SIGHUP)
    #expect(becomes { permissions(ofFile: log) != nil })
    try correct(client)
    #expect(becomes { (text(ofFile: log) ?? "").contains("\"count\":3") })
    #expect(text(ofFile: folder.file("old"))?.contains("\"count\":3") == false)
  }

  @Test("a torn last line of an earlier run is cut off")
  func tornLog() throws {
    let log = folder.file("log")
    write("{\"type\":\"rep\"}\n{\"type\":\"re", toFile: log)
    let bench = try DaemonBench(["--log", log])
    bench.daemon.signal(SIGTERM)
    #expect(try bench.daemon.wait() == 0)
    let lines = try #require(text(ofFile: log)).split(separator: "\n")
    #expect(lines.first == "{\"type\":\"rep\"}")
    for line in lines { #expect(throws: Never.self) { try JSONValue(parsing: Array(line.utf8)) } }
  }

  @Test("a recording holds every sample, and is on the disk while the daemon runs")
  func record() throws {
    let path = folder.file("walk.csv")
    let bench = try DaemonBench(["--record", path])
    try bench.feed(100)
    #expect(becomes { (text(ofFile: path) ?? "").split(separator: "\n").count { !$0.hasPrefix("#") } == 101 })
    bench.daemon.signal(SIGTERM)
    #expect(try bench.daemon.wait() == 0)
    let lines = try #require(text(ofFile: path)).split(separator: "\n")
    #expect(
      lines.first { !$0.hasPrefix("#") }
        == "time_s,accel_x_mps2,accel_y_mps2,accel_z_mps2,gyro_x_radps,gyro_y_radps,gyro_z_radps")
    #expect(lines.contains("# clock: placed") && lines.contains("# wire: witmotion"))
    #expect(lines.last?.hasSuffix(",0.00000,0.00000,9.80665,0.000000,0.000000,0.000000") == true)
  }

  @Test("a recording that cannot be written ends with a warning, and counting goes on")
  func fullRecording() throws {
    let bench = try DaemonBench(["--record", "/dev/full"])
    let watcher = try bench.watcher()
    try bench.feed(100)
    #expect(try watcher.event("warning")["code"] == .string("record_unwritable"))
    let client = try bench.client()
    try correct(client)
    #expect(try client.ask("status")["warnings"] == .array([.string("record_unwritable")]))
  }
}
