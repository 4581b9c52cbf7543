import GRDB
import Glibc
import RepDetector
import TestSupport
import Testing

@testable import repcounterd

@Suite("The database of the history")
struct HistoryDatabaseTests {
  let folder = TemporaryFolder()
  var path: String { folder.file("history.sqlite") }

  static let boot = BootTime(boot: "b", seconds: 100)

  /// A rep that can be told from others by its count.
  static func rep(_ side: Side, _ count: Int, set: Int = 1, flags: [Rep.Flag] = []) -> RepEvent {
    RepEvent(
      side: side, count: count, set: set, repInSet: count, start: Double(count) * 4, top: Double(count) * 4 + 1.5,
      end: Double(count) * 4 + 3, at: Double(count) * 4 + 3.1, rangeOfMotion: 90.25 + Double(count), topAngle: 40.5,
      bottomAngle: -50, openDuration: 1.25, holdDuration: 0.5, closeDuration: 1.25, peakSpeed: 140.5, sparc: -2.125,
      flags: flags)
  }

  static func entry(
    _ content: HistoryEntry.Content, _ number: Int = 0, session: String? = "s1", at milliseconds: Int64 = 1000
  ) -> HistoryEntry {
    HistoryEntry(
      session: session, number: number, time: Timestamp(milliseconds: milliseconds), bootTime: boot, content: content)
  }

  /// A session of three reps, one correction and the sensor.
  static let session: [HistoryEntry] = [
    entry(.started(SideCounts(), target: SideCounts(left: 5))),
    entry(.device(DeviceEvent(path: "/dev/ttyUSB0", state: .streaming, wire: "witmotion", baud: 9600)), session: nil),
    entry(.rep(rep(.left, 1), device: .init(path: "/dev/ttyUSB0", wire: "witmotion")), 1, at: 2000),
    entry(.rep(rep(.left, 2, flags: [.fast, .jerky]), device: nil), 2, at: 3000),
    entry(.correction(CorrectionEvent(side: .left, count: 1), openSet: 1, repsInSet: 1), 3, at: 4000),
    entry(.rep(rep(.right, 1, set: 2), device: nil), 4, at: 5000),
  ]

  @Test("what is written is read back as it was told, by another connection at the same time")
  func roundTrip() throws {
    let database = try HistoryDatabase(path: path)
    for entry in Self.session { try database.write([entry]) }
    let reader = try HistoryDatabase(path: path, access: .reading)
    let reps = try reader.reps(of: "s1")
    #expect(
      reps.map(\.rep) == [Self.rep(.left, 1), Self.rep(.left, 2, flags: [.fast, .jerky]), Self.rep(.right, 1, set: 2)])
    #expect(reps.map(\.number) == [1, 2, 4])
    #expect(reps.map(\.device) == [1, nil, nil])
    #expect(reps[0].time == "1970-01-01T00:00:02.000Z")
    #expect(try reader.corrections(of: "s1").map(\.correction) == [CorrectionEvent(side: .left, count: 1)])
    let session = try #require(try reader.session(named: "s1"))
    #expect(session.counts == SideCounts(left: 1, right: 1))
    #expect(session.target == SideCounts(left: 5))
    #expect(session.endTime == nil)
    let sets = try reader.sets(of: "s1")
    #expect(sets.map(\.set.reps) == [1, 1])
    #expect(sets[0].set.meanRangeOfMotion == 91.75)
    #expect(sets[0].set.bestRangeOfMotion == 92.25)
    #expect(sets[0].set.duration == 7)
    #expect(sets.map(\.isOver) == [false, false])
    #expect(try reader.devices().map(\.wire) == ["witmotion"])
  }

  @Test("an end is kept with its set and counts, and a session that goes on is open again")
  func endAndResume() throws {
    let database = try HistoryDatabase(path: path)
    let set = SetEvent(
      side: .right, set: 2, reps: 1, meanRangeOfMotion: 91.25, bestRangeOfMotion: 91.25, duration: 3, start: 4, end: 7)
    try database.write(
      Self.session + [Self.entry(.set(set)), Self.entry(.ended(SideCounts(left: 1, right: 1)), at: 9000)])
    #expect(try database.sets(of: "s1").map(\.isOver) == [false, true])
    #expect(try database.session(named: "s1")?.endTime == "1970-01-01T00:00:09.000Z")
    #expect(try database.resumption(at: .now, bootTime: Self.boot) == nil)
    try database.write([Self.entry(.started(SideCounts(left: 1, right: 1), target: SideCounts()))])
    let session = try #require(try database.session(named: "s1"))
    #expect(session.endTime == nil && session.counts == SideCounts(left: 1, right: 1))
    #expect(session.startTime == "1970-01-01T00:00:01.000Z")
  }

  @Test("writing the same again doubles nothing")
  func idempotent() throws {
    let database = try HistoryDatabase(path: path)
    for _ in 0..<2 { try database.write(Self.session) }
    #expect(try database.reps(of: "s1").count == 3)
    #expect(try database.corrections(of: "s1").count == 1)
    #expect(try database.sessions().count == 1)
  }

  @Test("a rep whose session is not there, as after its deletion, still finds one")
  func orphan() throws {
    let database = try HistoryDatabase(path: path)
    try database.write([Self.session[3]])
    #expect(try database.session(named: "s1")?.counts == SideCounts(left: 2))
    try database.connection.write { try $0.execute(sql: "DELETE FROM sessions") }
    #expect(try database.reps(of: "s1").isEmpty && database.sets(of: "s1").isEmpty)
  }

  /// Seconds by the machine's clock, its start, seconds by the wall clock since the session was last alive at 100 s of
  /// start b, and whether it goes on.
  static let absences: [(seconds: Double, boot: String, wall: Int64, goesOn: Bool)] = [
    (101, "b", 1, true), (699, "b", 599, true), (701, "b", 601, false),
    // The wall clock was set: only the machine's own clock counts.
    (101, "b", 360_000, true), (101, "b", -360_000, true), (5000, "b", 1, false),
    // The machine was started anew: only the wall clock is left, and it may have gone back.
    (20, "c", 60, true), (20, "c", 601, false), (20, "c", -30, true), (20, "c", -700, false),
  ]

  @Test("a session goes on within ten minutes of its last sign of life, whatever the clocks do", arguments: absences)
  func resumption(seconds: Double, boot: String, wall: Int64, goesOn: Bool) throws {
    let database = try HistoryDatabase(path: path)
    try database.write(Self.session)
    let found = try database.resumption(
      at: Timestamp(milliseconds: 5000 + wall * 1000), bootTime: BootTime(boot: boot, seconds: seconds))
    #expect((found != nil) == goesOn)
    if let found {
      #expect(found.sets == 2 && found.number == 4 && found.session.counts == SideCounts(left: 1, right: 1))
    }
  }

  @Test("sessions are found by id, by the beginning of one, and by being the last")
  func names() throws {
    let database = try HistoryDatabase(path: path)
    for (index, name) in ["a1", "a2", "a"].enumerated() {
      try database.write([
        Self.entry(.started(SideCounts(), target: SideCounts()), session: name, at: Int64(index) * 1000)
      ])
    }
    #expect(try database.session(named: "a2")?.session == "a2")
    #expect(try database.session(named: "a")?.session == "a")
    #expect(try database.session(named: "last")?.session == "a")
    #expect(try database.session(named: "b") == nil)
    #expect(try database.sessions(since: "1970-01-01T00:00:01.000Z").map(\.session) == ["a2", "a"])
  }

  @Test("every commit is brought to the disk, in a write-ahead log that its owner alone may read")
  func pragmas() throws {
    let database = try HistoryDatabase(path: path)
    try database.write(Self.session)
    let (mode, synchronous) = try database.read {
      (try String.fetchOne($0, sql: "PRAGMA journal_mode"), try Int.fetchOne($0, sql: "PRAGMA synchronous"))
    }
    #expect(mode == "wal" && synchronous == 2)
    for file in [path, path + "-wal", path + "-shm"] { #expect(permissions(ofFile: file) == 0o600) }
  }

  @Test("one process writes: a second one is refused until the first has closed the file")
  func secondWriter() throws {
    var database: HistoryDatabase? = try HistoryDatabase(path: path)
    let refusal = #expect(throws: HistoryError.self) { try HistoryDatabase(path: path) }
    #expect(refusal?.code == .locked)
    try database?.write(Self.session)
    database = nil
    #expect(try HistoryDatabase(path: path).reps(of: "s1").count == 3)
  }

  @Test("a file that is moved away is noticed")
  func moved() throws {
    let database = try HistoryDatabase(path: path)
    #expect(database.isInPlace)
    rename(path, folder.file("moved"))
    #expect(!database.isInPlace)
  }

  @Test("what is no history is refused and left as it is")
  func foreign() throws {
    write(String(repeating: "no database ", count: 100), toFile: path)
    let refusal = #expect(throws: HistoryError.self) { try HistoryDatabase(path: path) }
    #expect(refusal?.code == .corrupt)
    #expect(text(ofFile: path)?.hasPrefix("no database") == true)
  }

  @Test("a history of a newer program is refused")
  func newer() throws {
    var database: HistoryDatabase? = try HistoryDatabase(path: path)
    try database?.connection.write {
      try $0.execute(sql: "INSERT INTO grdb_migrations (identifier) VALUES ('tables of tomorrow')")
    }
    database = nil
    for access in [HistoryDatabase.Access.writing, .reading] {
      let refusal = #expect(throws: HistoryError.self) { try HistoryDatabase(path: path, access: access) }
      #expect(refusal?.code == .newer)
    }
  }

  @Test("a lock of another program is waited for, then told")
  func locked() throws {
    let database = try HistoryDatabase(path: path)
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    let other = try DatabaseQueue(path: path, configuration: configuration)
    try other.inDatabase { try $0.execute(sql: "BEGIN IMMEDIATE") }
    let refusal = #expect(throws: HistoryError.self) { try database.write(Self.session) }
    #expect(refusal?.code == .locked)
    try other.inDatabase { try $0.execute(sql: "ROLLBACK") }
    try database.write(Self.session)
  }
}
