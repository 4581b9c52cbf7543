import Glibc
import IMUIngest
import TestSupport
import Testing

@testable import repcounterd

@Suite("History of the daemon")
struct HistoryTests {
  let folder = TemporaryFolder()
  var path: String { folder.file("history.sqlite") }

  /// The output of `history` with these arguments as lines of JSON.
  func history(_ arguments: [String]) throws -> [[String: JSONValue]] {
    let (status, output, errors) = try Program.run(["history"] + arguments + ["--history", path, "--json"])
    #expect(status == 0, "\(errors)")
    return try output.split(separator: "\n").map { try JSONValue(parsing: Array($0.utf8)).members ?? [:] }
  }

  @Test("reps that a client is told of are in the history and in the log, and stay there after a kill")
  func durable() throws {
    let log = folder.file("log")
    let bench = try DaemonBench(["--history", path, "--log", log])
    let watcher = try bench.watcher()
    try bench.play(.left, reps: 2)
    let told = try watcher.event("rep")
    bench.daemon.signal(SIGKILL)
    try bench.daemon.wait()
    let kept = try history(["session", "last"]).filter { $0["type"] == .string("rep") }
    var first = try #require(kept.first)
    first["session"] = nil
    #expect(first == told)
    #expect(text(ofFile: log)?.contains("\"type\":\"rep\"") == true)
  }

  @Test("each rep's swing angle is kept from the rep before it on, as far up and down as its range says")
  func curves() throws {
    let bench = try DaemonBench(["--history", path])
    let watcher = try bench.watcher()
    try bench.play(.left, reps: 3)
    try watcher.event("rep") { $0["count"] == .number("2") }
    let database = try HistoryDatabase(path: path, access: .reading)
    let session = try #require(try database.session(named: "last")).session
    let (reps, curves) = (try database.reps(of: session), try database.curves(of: session))
    #expect(curves.keys.sorted() == reps.map(\.number))
    for (record, before) in zip(reps, [nil] + reps.dropLast()) {
      let curve = try #require(curves[record.number])
      let (start, end) = (try #require(record.rep.start), try #require(record.rep.end))
      #expect((curve.start - (before?.rep.end ?? start - 1)).magnitude < 0.11)
      #expect((curve.start + 0.1 * Double(curve.degrees.count - 1) - end).magnitude < 0.11)
      let (top, bottom) = (try #require(record.rep.topAngle), try #require(record.rep.bottomAngle))
      // Ten times a second misses the turning points of a brisk rep by a degree or two.
      let degrees = curve.parts.joined().filter { start - 0.1...end ~= $0.0 }.map(\.1)
      #expect(((degrees.max() ?? 0) - top).magnitude < 4, "rep \(record.number)")
      #expect(((degrees.first ?? 0) - bottom).magnitude < 4, "rep \(record.number)")
    }
  }

  @Test("after a crash the session goes on with its counts, and an orderly end begins a new one")
  func resume() throws {
    let bench = try DaemonBench(["--history", path])
    var watcher = try bench.watcher()
    try bench.play(.left, reps: 2)
    try watcher.event("rep") { $0["count"] == .number("2") }
    var client = try bench.client()
    #expect(try client.ask(#"{"command":"correct","side":"left","reps":3}"#)["type"] == .string("ok"))
    #expect(try client.ask(#"{"command":"target","left":9}"#)["type"] == .string("ok"))
    let session = try client.ask("status")["session"]
    try bench.crashAndRestart()
    client = try bench.client()
    var status = try client.ask("status")
    #expect(status["session"] == session)
    #expect(status["counts"] == .object(["left": .number("5"), "right": .number("0")]))
    #expect(status["target"] == .object(["left": .number("9")]))
    watcher = try bench.watcher()
    try bench.play(.left, reps: 1)
    let rep = try watcher.event("rep")
    #expect(rep["count"] == .number("6") && rep["set"] == .number("2"))
    bench.daemon.signal(SIGTERM)
    try bench.daemon.wait()
    let lines = try history(["session", "last"])
    #expect(lines.count { $0["type"] == .string("rep") } == 3)
    #expect(lines.first?["state"] == .string("ended") && lines.first?["left"] == .number("6"))
    try bench.crashAndRestart()
    status = try bench.client().ask("status")
    #expect(status["session"] != session)
    #expect(status["counts"] == .object(["left": .number("0"), "right": .number("0")]))
    #expect(try history([]).count == 2)
  }

  @Test("a client that comes back hears what it missed, and then what comes: nothing twice, and nothing left out")
  func since() throws {
    let bench = try DaemonBench(["--history", path])
    var client = try bench.client()
    let session = try #require(try client.ask("status")["session"]?.string)
    for _ in 0..<3 {
      #expect(try client.ask(#"{"command":"correct","side":"left","reps":1}"#)["type"] == .string("ok"))
    }
    try bench.crashAndRestart()
    client = try bench.client()
    let cursor = #"{"command":"watch","types":["correction","session"],"since":{"session":"\#(session)","left":1}}"#
    let watcher = try bench.client()
    #expect(try watcher.ask(cursor)["missed"] == .number("2"))
    for count in 2...3 { #expect(try watcher.next()["count"] == .number("\(count)")) }
    #expect(try client.ask(#"{"command":"correct","side":"left","reps":1}"#)["type"] == .string("ok"))
    #expect(try watcher.next()["count"] == .number("4"))
    #expect(try client.ask("reset")["type"] == .string("ok"))
    #expect(try client.ask(#"{"command":"correct","side":"right","reps":1}"#)["type"] == .string("ok"))
    let other = try bench.client()
    #expect(try other.ask(cursor)["missed"] == .number("6"))
    let told = try (0..<6).map { _ in try other.next() }
    #expect(
      told.map { $0["state"]?.string ?? $0["count"]!.integer.map(String.init)! } == [
        "2", "3", "4", "ended", "started", "1",
      ])
    #expect(told.map { $0["time"]?.string ?? "" } == told.map { $0["time"]?.string ?? "" }.sorted())
  }

  @Test("what a client cannot be told since is refused, and the connection goes on")
  func refusedSince() throws {
    let bench = try DaemonBench(["--history", path])
    let client = try bench.client()
    for (since, code) in [
      (#"{"session":"never"}"#, "bad_argument"), (#"{"left":1}"#, "bad_argument"), ("7", "bad_argument"),
      (#"{"session":"s","left":-1}"#, "bad_argument"),
    ] {
      #expect(try client.ask(#"{"command":"watch","since":\#(since)}"#)["code"] == .string(code))
    }
    let without = try DaemonBench().client()
    #expect(try without.ask(#"{"command":"watch","since":{"session":"s"}}"#)["code"] == .string("not_now"))
    #expect(try without.ask("status")["type"] == .string("status"))
  }

  @Test("a history that takes nothing is told once; counting goes on, and what was missed is written when it can be")
  func damaged() throws {
    write(String(repeating: "no database ", count: 100), toFile: path)
    let bench = try DaemonBench(["--history", path])
    let (watcher, client) = (try bench.watcher(), try bench.client())
    #expect(try client.ask("status")["warnings"] == .array([.string("history_unwritable")]))
    try bench.play(.right, reps: 1)
    #expect(try watcher.event("rep")["count"] == .number("1"))
    rename(path, folder.file("moved"))
    #expect(try becomes { try client.ask("status")["warnings"] == nil })
    #expect(try history(["session", "last"]).count { $0["type"] == .string("rep") } == 1)
    #expect(text(ofFile: folder.file("moved"))?.hasPrefix("no database") == true)
    #expect(permissions(ofFile: path) == 0o600)
    bench.daemon.signal(SIGTERM)
    try bench.daemon.wait()
    let errors = try bench.daemon.errors.rest()
    #expect(errors.split(separator: "\n").count { $0.contains("is written again; nothing is missing") } == 1)
  }

  @Test("a history that is removed under the daemon is begun anew")
  func removed() throws {
    let bench = try DaemonBench(["--history", path])
    let client = try bench.client()
    for file in [path, path + "-wal", path + "-shm"] { unlink(file) }
    #expect(becomes { permissions(ofFile: path) != nil })
    #expect(try client.ask(#"{"command":"correct","side":"left","reps":1}"#)["type"] == .string("ok"))
    #expect(try history([]).first?["left"] == .object(["reps": .number("1")]))
  }

  @Test("the usual place is made for its owner alone")
  func usualPlace() throws {
    let daemon = Program(
      ["run", "--socket", folder.file("socket")], environment: ["HOME=\(folder.path)", "PATH=/usr/bin"])
    #expect(try daemon.says("listening"))
    let state = folder.file(".local/state/repcounterd")
    #expect(permissions(ofFile: state) == 0o700)
    #expect(permissions(ofFile: "\(state)/history.sqlite") == 0o600)
    let (status, output, _) = try Program.run(["history", "--csv"], environment: ["HOME=\(folder.path)"])
    #expect(status == 0)
    #expect(output.split(separator: "\n").count == 2)
  }

  @Test("a history that is not there is told with what to do")
  func missing() throws {
    for arguments in [[], ["session", "last"]] {
      let (status, _, errors) = try Program.run(["history"] + arguments + ["--history", path])
      #expect(status == 66)
      #expect(errors.contains("'repcounterd run' begins one"))
    }
    let (status, _, errors) = try Program.run(["run", "--history", folder.file("none/h"), "--socket", folder.file("s")])
    #expect(status == 74 && errors.contains("--history"))
  }
}
