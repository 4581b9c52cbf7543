import GRDB
import Glibc
import IMUIngest
import Synchronization
import TestSupport
import Testing

@testable import repcounterd

/// What a crash leaves.
///
/// The number of crashes comes from `REPCOUNTERD_CRASHES`, and the folder, as on a disk with little
/// room, from `REPCOUNTERD_CRASH_FOLDER`.
@Suite("Crashes of the daemon")
struct CrashTests {
  static let crashes = number("REPCOUNTERD_CRASHES") ?? 10
  /// Fewer unless told, because each takes the time of some reps.
  static let repCrashes = number("REPCOUNTERD_CRASHES") ?? 2
  static let parent = getenv("REPCOUNTERD_CRASH_FOLDER").map { String(cString: $0) } ?? "/tmp"

  static func number(_ variable: String) -> Int? { getenv(variable).flatMap { Int(String(cString: $0)) } }

  @Test("killed at any moment under load it loses nothing that a client was told of, and doubles nothing")
  func kills() throws {
    let folder = TemporaryFolder(in: Self.parent)
    let (history, log) = (folder.file("history.sqlite"), folder.file("log"))
    let bench = try DaemonBench(["--history", history, "--log", log], hasSensor: false)
    let session = try #require(try bench.client().ask("status")["session"]?.string)
    var generator = SystemRandomNumberGenerator()
    var seen = 0
    for crash in 1...Self.crashes {
      // Requests come without pause; the kill falls between any two steps of any of them.
      let client = try bench.client()
      let watcher = try bench.watcher(#","since":{"session":"\#(session)","left":\#(seen)},"types":["correction"]"#)
      let requests = String(repeating: #"{"command":"correct","side":"left","reps":1}"# + "\n", count: 40)
      client.connection.send(requests)
      let killer = Killer(bench.daemon.processID, after: Double.random(in: 0...0.05, using: &generator))
      while let line = try watcher.connection.next() {
        let event = try #require(try JSONValue(parsing: Array(line.utf8)).members, "a line was cut: \(line)")
        guard event["type"] == .string("correction") else { continue }
        // Each count once, in order: none is left out, and none comes twice.
        #expect(event["count"]?.integer == seen + 1, "crash \(crash)")
        seen = event["count"]?.integer ?? seen
      }
      killer.join()
      try bench.crashAndRestart()
      let status = try bench.client().ask("status")
      #expect(status["session"] == .string(session))
      let count = status["counts"]?.members?["left"]?.integer ?? -1
      #expect(count >= seen, "crash \(crash): \(seen) were told, \(count) are there")
      #expect(try Self.keptCounts(of: "correction", log, history) == [count, count])
    }
  }

  @Test("killed while a wearer moves it loses no rep that a client was told of, and doubles none")
  func killsUnderReps() throws {
    let folder = TemporaryFolder(in: Self.parent)
    let (history, log) = (folder.file("history.sqlite"), folder.file("log"))
    let bench = try DaemonBench(["--history", history, "--log", log, "--side", "left"])
    let isOver = Atomic(false)
    let wearer = try bench.playWithoutEnd(.left) { isOver.load(ordering: .relaxed) }
    defer {
      isOver.store(true, ordering: .relaxed)
      wearer.join()
    }
    let session = try #require(try bench.client().ask("status")["session"]?.string)
    var generator = SystemRandomNumberGenerator()
    var seen = 0
    for crash in 1...Self.repCrashes {
      let watcher = try bench.watcher(#","since":{"session":"\#(session)","left":\#(seen)},"types":["rep"]"#)
      var killer: Killer?
      var reps = 0
      while let line = try watcher.connection.next() {
        let event = try #require(try JSONValue(parsing: Array(line.utf8)).members, "a line was cut: \(line)")
        guard event["type"] == .string("rep") else { continue }
        #expect(event["count"]?.integer == seen + 1, "crash \(crash)")
        seen = event["count"]?.integer ?? seen
        reps += 1
        // The first may be one that the last kill kept from the client; the kill falls anywhere in the reps after it.
        if reps == 2 {
          killer = Killer(bench.daemon.processID, after: Double.random(in: 0...Self.briskRep, using: &generator))
        }
      }
      killer?.join()
      try bench.crashAndRestart()
      let status = try bench.client().ask("status")
      #expect(status["session"] == .string(session))
      let count = status["counts"]?.members?["left"]?.integer ?? -1
      #expect(count >= seen, "crash \(crash): \(seen) were told, \(count) are there")
      #expect(try Self.keptCounts(of: "rep", log, history).allSatisfy { $0 >= count })
    }
    let database = try HistoryDatabase(path: history, access: .reading)
    #expect(try database.curves(of: session).keys.sorted() == database.reps(of: session).map(\.number))
  }

  /// Seconds of a rep of the wearer, in which a kill meets each step of counting, keeping and telling.
  private static let briskRep = 1.5

  /// The largest counts of an event in log and database, which are whole and have each count up to it once.
  static func keptCounts(of type: String, _ log: String, _ history: String) throws -> [Int] {
    let lines = try #require(text(ofFile: log)).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.last == "")
    var logged: [Int] = []
    for line in lines.dropLast() where line.contains("\"type\":\"\(type)\"") {
      let event = try #require(try JSONValue(parsing: Array(line.utf8)).members)
      logged.append(event["count"]?.integer ?? -1)
    }
    #expect(lines.dropLast().allSatisfy { $0.first == "{" && $0.last == "}" })
    let database = try HistoryDatabase(path: history, access: .reading)
    let check = try database.read { try String.fetchOne($0, sql: "PRAGMA integrity_check") }
    #expect(check == "ok")
    let kept = try database.read { try Int.fetchAll($0, sql: "SELECT count FROM \(type)s ORDER BY session, number") }
    for (name, counts) in [("log", logged), ("history", kept)] {
      let wrong = counts.indices.first { counts[$0] != $0 + 1 }
      #expect(wrong == nil, "each \(type) once in the \(name): \(counts[max(0, (wrong ?? 0) - 3)...].prefix(8))")
    }
    return [logged.count, kept.count]
  }

  /// Kills a process after a time, from a thread of its own.
  final class Killer {
    private let thread: pthread_t

    init(_ process: pid_t, after seconds: Double) {
      let arguments = UnsafeMutablePointer<(pid_t, Double)>.allocate(capacity: 1)
      arguments.initialize(to: (process, seconds))
      var thread = pthread_t()
      pthread_create(
        &thread, nil,
        { pointer in
          let arguments = pointer!.assumingMemoryBound(to: (pid_t, Double).self)
          let (process, seconds) = arguments.pointee
          arguments.deallocate()
          usleep(useconds_t(seconds * 1e6))
          kill(process, SIGKILL)
          return nil
        }, arguments)
      self.thread = thread
    }

    func join() {
      pthread_join(thread, nil)
    }
  }
}
