import Glibc
import IMUIngest
import TestSupport
import Testing

@testable import repcounterd

@Suite("Commands that ask the daemon, and record")
struct CommandTests {
  let folder = TemporaryFolder()

  @Test(
    "without a daemon there is a sentence and status 69", arguments: [["status"], ["status", "--json"], ["watch"]])
  func noDaemon(command: [String]) throws {
    let result = try Program.run(command + ["--socket", folder.file("none")])
    #expect(result.status == 69)
    #expect(result.output.isEmpty)
    #expect(result.errors.contains("no daemon answers at \(folder.file("none"))"))
    #expect(result.errors.contains("repcounterd run"))
  }

  @Test("status is a table for people and the daemon's line for programs")
  func status() throws {
    let bench = try DaemonBench()
    let client = try bench.client()
    #expect(try client.ask(#"{"command":"correct","side":"right","reps":4}"#)["type"] == .string("ok"))
    let table = try Program.run(["status", "--socket", bench.socket])
    #expect(table.status == 0)
    #expect(table.output.contains("reps      left 0, right 4\n"))
    #expect(table.output.contains("sensor    \(bench.device) "))
    let line = try Program.run(["status", "--socket", bench.socket, "--json"])
    #expect(line.status == 0)
    #expect(try JSONValue(parsing: Array(line.output.utf8)).members?["type"] == .string("status"))
  }

  @Test("watch writes a line for each event, and ends with 69 when the daemon does")
  func watch() throws {
    let bench = try DaemonBench()
    let text = Program(["watch", "--socket", bench.socket])
    let json = Program(["watch", "--socket", bench.socket, "--json"])
    let client = try bench.client()
    for (program, sentence) in [(text, "right is now "), (json, "\"correction\"")] {
      // It watches once an event reaches it, so there is one now and then until it does.
      var heard = false
      let deadline = MonotonicTime.now + patience
      while !heard, MonotonicTime.now < deadline {
        #expect(try client.ask(#"{"command":"correct","side":"right","reps":1}"#)["type"] == .string("ok"))
        while let line = try? program.output.next(within: 0.05), !heard { heard = line.contains(sentence) }
      }
      #expect(heard)
    }
    bench.daemon.signal(SIGTERM)
    for program in [text, json] {
      #expect(try program.wait() == 69)
      #expect(try program.errors.rest().contains("has gone"))
    }
    #expect(try text.output.rest().contains("session ended: left 0, right "))
  }

  @Test("watch on a terminal is a live view that ends with q and gives the terminal back")
  func liveView() throws {
    let bench = try DaemonBench()
    let terminal = try PseudoTerminal()
    let view = Program(
      ["watch", "--socket", bench.socket], environment: ["TERM=xterm", "LANG=C.UTF-8"], terminal: terminal.slavePath)
    var shown = ""
    func shows(_ text: String) throws -> Bool {
      let deadline = MonotonicTime.now + patience
      while !shown.contains(text), MonotonicTime.now < deadline {
        shown += String(decoding: try terminal.read(until: deadline), as: UTF8.self)
      }
      return shown.contains(text)
    }
    #expect(try shows("sensor searching"))
    #expect(shown.hasPrefix("\u{1B}[?1049h") && shown.contains("q quits"))
    try bench.feed(50)
    #expect(try shows("sensor streaming"))
    shown = ""
    #expect(try bench.client().ask(#"{"command":"correct","side":"left","reps":1}"#)["type"] == .string("ok"))
    #expect(try shows("\u{2588}"))
    shown = ""
    bench.daemon.signal(SIGTERM)
    #expect(try shows("no daemon, trying again"))
    shown = ""
    try terminal.write(Array("q".utf8))
    #expect(try shows("\u{1B}[?25h\u{1B}[?1049l"))
    #expect(try view.wait() == 0)
  }

  @Test("record writes samples and bytes, and refuses to replace a file")
  func record() throws {
    let sensor = try PseudoTerminal(link: folder.file("sensor"))
    let (csv, raw) = (folder.file("walk.csv"), folder.file("walk.bin"))
    let arguments = ["record", csv, "--raw", raw, "--device", folder.file("sensor"), "--wire", "witmotion"]
    let program = Program(arguments)
    #expect(sensor.waitForSlave(until: MonotonicTime.now + patience))
    try sensor.write(WitMotionFrames.atRest(count: 30))
    #expect(becomes { (text(ofFile: csv) ?? "").split(separator: "\n").count { !$0.hasPrefix("#") } == 31 })
    program.signal(SIGINT)
    #expect(try program.wait() == 0)
    #expect(try program.errors.rest().contains("30 samples in \(csv)"))
    var capture = try RawCaptureReader(path: raw)
    var bytes: [UInt8] = []
    while let chunk = try capture.next() { bytes += chunk.bytes }
    #expect(bytes == WitMotionFrames.atRest(count: 30))
    let before = text(ofFile: csv)
    let again = try Program.run(arguments)
    #expect(again.status == 74)
    #expect(again.errors.contains(csv))
    #expect(text(ofFile: csv) == before)
    let forced = try Program.run(arguments + ["--force", "--duration", "0.1"])
    #expect(forced.status == 69)
    #expect(forced.errors.contains("no sample came"))
  }

  @Test("devices lists ports without a daemon")
  func devices() throws {
    let line = try Program.run(["devices", "--json"])
    #expect(line.status == 0)
    let reply = try JSONValue(parsing: Array(line.output.utf8)).members ?? [:]
    #expect(reply["type"] == .string("devices"))
    guard case .array? = reply["devices"] else {
      Issue.record("no list in \(reply)")
      return
    }
    #expect(try Program.run(["devices"]).status == 0)
  }
}
