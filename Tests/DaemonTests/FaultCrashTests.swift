import GRDB
import Glibc
import RepDetector
import TestSupport
import Testing

@testable import repcounterd

/// What a crash leaves where the disk had failed before.
///
/// The number of crashes comes from `REPCOUNTERD_CRASHES`.
@Suite("Crashes on disks that fail")
struct FaultCrashTests {
  enum Fault: String, CaseIterable, CustomTestStringConvertible {
    /// Nothing can be brought to the disk.
    case failingSync = "a disk that does not sync"
    /// No file can grow: the same to a program as a disk without room.
    case full = "a disk without room"

    var testDescription: String { rawValue }
  }

  static let crashes = CrashTests.number("REPCOUNTERD_CRASHES") ?? 6

  @Test(
    "killed once its disk fails it keeps what was told before its warning, and nothing is broken or doubled",
    .enabled(if: FaultTests.canCompile), arguments: Fault.allCases)
  func kills(fault: Fault) throws {
    let folder = TemporaryFolder()
    let (history, log) = (folder.file("history.sqlite"), folder.file("log"))
    let (marker, shim) = (folder.file("fault"), folder.file("shim.so"))
    try FaultTests.compile(FaultTests.failingSync, to: shim)
    let bench = try DaemonBench(
      ["--history", history, "--log", log], hasSensor: false,
      environment: ["PATH=/usr/bin:/bin", "LD_PRELOAD=\(shim)", "FAULT=\(marker)"])
    let session = try #require(try bench.client().ask("status")["session"]?.string)
    var generator = SystemRandomNumberGenerator()
    var kept = 0
    var warned = 0
    for crash in 1...Self.crashes {
      let client = try bench.client()
      let watcher = try bench.watcher(
        #","since":{"session":"\#(session)","left":\#(kept)},"types":["correction","warning"]"#)
      let request = #"{"command":"correct","side":"left","reps":1}"# + "\n"
      client.connection.send(String(repeating: request, count: 5))
      var (told, safe, isWarned) = (kept, kept, false)
      var killer: CrashTests.Killer?
      while let line = try watcher.connection.next() {
        let event = try #require(try JSONValue(parsing: Array(line.utf8)).members, "a line was cut: \(line)")
        if event["code"] == .string("history_unwritable") {
          isWarned = true
          // The kill falls anywhere between the first failure and the many tries after it.
          killer = CrashTests.Killer(
            bench.daemon.processID, after: Double.random(in: 0...0.05, using: &generator))
        }
        guard event["type"] == .string("correction") else { continue }
        #expect(event["count"]?.integer == told + 1, "crash \(crash)")
        told = event["count"]?.integer ?? told
        if !isWarned { safe = told }
        guard told == kept + 3, !isWarned, killer == nil else { continue }
        switch fault {
        case .failingSync: write("", toFile: marker)
        case .full: try FaultTests.setLargestFile("1", of: bench.daemon)
        }
        client.connection.send(String(repeating: request, count: 40))
      }
      killer?.join()
      if isWarned { warned += 1 }
      unlink(marker)
      try bench.crashAndRestart()
      let status = try bench.client().ask("status")
      #expect(status["session"] == .string(session))
      let count = status["counts"]?.members?["left"]?.integer ?? -1
      #expect(count >= safe && count <= told + 45, "crash \(crash): \(safe) were safe, \(count) are there")
      #expect(try CrashTests.keptCounts(of: "correction", log, history) == [count, count], "crash \(crash)")
      kept = count
    }
    #expect(warned == Self.crashes)
  }

  @Test("what the log shows and the history lost is written there at the next start, and the session goes on with it")
  func logKnowsMore() throws {
    let folder = TemporaryFolder()
    let (history, log) = (folder.file("history.sqlite"), folder.file("log"))
    let bench = try DaemonBench(["--history", history, "--log", log], hasSensor: false)
    let request = #"{"command":"correct","side":"left","reps":1}"#
    for _ in 0..<3 { #expect(try bench.client().ask(request)["type"] == .string("ok")) }
    bench.daemon.signal(SIGKILL)
    try bench.daemon.wait()
    do {
      let database = try HistoryDatabase(path: history)
      try database.change { database in
        try database.execute(sql: "DELETE FROM corrections WHERE number = 3; UPDATE sessions SET left_reps = 2")
      }
    }
    let rep = EventEncoder().line(for: .rep(Self.rep), time: .now)
    write((text(ofFile: log) ?? "") + String(decoding: rep, as: UTF8.self), toFile: log)
    try bench.crashAndRestart()
    #expect(try bench.client().ask("status")["counts"]?.members?["left"] == .number("4"))
    #expect(try bench.client().ask(request)["type"] == .string("ok"))
    let database = try HistoryDatabase(path: history, access: .reading)
    let session = try #require(try database.session(named: "last"))
    #expect(session.counts.left == 5)
    #expect(try database.corrections(of: session.session).map(\.correction.count) == [1, 2, 3, 5])
    #expect(try database.reps(of: session.session).map(\.rep) == [Self.rep])
    let lines = (text(ofFile: log) ?? "").split(separator: "\n")
    let counts = lines.filter { $0.contains(#""correction""#) || $0.contains(#""type":"rep""#) }
    #expect(counts.count == 5)
  }

  private static let rep = RepEvent(
    side: .left, count: 4, set: 1, repInSet: 1, start: 1, top: 2.5, end: 4, at: 4.1, rangeOfMotion: 110.25,
    topAngle: 20.5, bottomAngle: -89.75, openDuration: 1.25, holdDuration: 0.5, closeDuration: 1.25, peakSpeed: 140.5,
    sparc: -2.125, flags: [.fast, .jerky])
}
