import GRDB
import RepDetector

extension HistoryDatabase {
  /// Writes entries in one transaction, which is on the disk when this returns.
  ///
  /// An entry that is there already is left as it is, so that it does no harm to repeat what may have failed.
  ///
  /// - Throws: ``HistoryError``; then none of them is written.
  func write(_ entries: [HistoryEntry]) throws(HistoryError) {
    do {
      try connection.write { database in
        for entry in entries { try Self.write(entry, database) }
      }
    } catch {
      throw HistoryError(error)
    }
  }

  private static func write(_ entry: HistoryEntry, _ database: Database) throws {
    let time = entry.time.description
    // Whatever became of its beginning, and of the file that held it: what belongs to a session finds it.
    try database.execute(
      sql: """
        INSERT INTO sessions (session, start_time, left_reps, right_reps, seen_time)
        SELECT :session, :time, 0, 0, :time WHERE :session IS NOT NULL ON CONFLICT DO NOTHING
        """, arguments: ["session": entry.session, "time": time])
    switch entry.content {
    case .started(let counts, let target): try start(entry, counts, target, database)
    case .ended(let counts):
      try database.execute(
        sql: "UPDATE sessions SET end_time = ?, left_reps = ?, right_reps = ?, paused = 0 WHERE session = ?",
        arguments: [time, counts.left, counts.right, entry.session])
    case .paused(let isPaused):
      try database.execute(
        sql: "UPDATE sessions SET paused = ? WHERE session = ?", arguments: [isPaused, entry.session])
    case .target(let target):
      try database.execute(
        sql: "UPDATE sessions SET left_target = ?, right_target = ? WHERE session = ?",
        arguments: [target.left.nonzero, target.right.nonzero, entry.session])
    case .rep(let rep, let device, let curve):
      try add(rep, device, entry, database)
      if let curve { try add(curve, entry, database) }
    case .set(let set): try end(set, entry, database)
    case .correction(let correction, let set, let reps): try correct(correction, set, reps, entry, database)
    case .device(let device): try note(device, time, database)
    case .program(let program):
      try database.execute(
        sql: "UPDATE sessions SET program = ? WHERE session = ?", arguments: [program, entry.session])
    case .hold(let hold):
      try database.execute(
        sql: """
          INSERT OR IGNORE INTO holds (session, number, time, spot, state, held_s, limit_s, start_level, level)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          entry.session, entry.number, time, hold.spot, hold.state, hold.held, hold.limit, hold.startLevel, hold.level,
        ])
    case .alive: break
    }
    if let session = entry.session {
      try database.execute(
        sql: "UPDATE sessions SET seen_time = ?, boot_id = ?, boot_s = ? WHERE session = ?",
        arguments: [time, entry.bootTime?.boot, entry.bootTime?.seconds, session])
    }
  }

  private static func start(
    _ entry: HistoryEntry, _ counts: SideCounts, _ target: SideCounts, _ database: Database
  ) throws {
    // A session that goes on after a restart is open again.
    try database.execute(
      sql: """
        UPDATE sessions SET end_time = NULL, left_reps = ?, right_reps = ?, left_target = ?, right_target = ?
        WHERE session = ?
        """,
      arguments: [counts.left, counts.right, target.left.nonzero, target.right.nonzero, entry.session])
  }

  private static func add(
    _ rep: RepEvent, _ device: HistoryEntry.DeviceKey?, _ entry: HistoryEntry, _ database: Database
  ) throws {
    let number = try device.flatMap {
      try Int.fetchOne(
        database, sql: "SELECT device FROM devices WHERE path = ? AND wire = ?", arguments: [$0.path, $0.wire])
    }
    try database.execute(
      sql: """
        INSERT OR IGNORE INTO reps (
          session, number, time, device, side, count, set_number, rep_in_set, start_s, top_s, end_s, at_s,
          rom_deg, top_deg, bottom_deg, open_s, hold_s, close_s, peak_dps, sparc, flags
        ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        entry.session, entry.number, entry.time.description, number, rep.side.rawValue, rep.count, rep.set,
        rep.repInSet, rep.start, rep.top, rep.end, rep.at, rep.rangeOfMotion, rep.topAngle, rep.bottomAngle,
        rep.openDuration, rep.holdDuration, rep.closeDuration, rep.peakSpeed, rep.sparc, RepRecord.text(of: rep.flags),
      ])
    try setCount(of: rep.side, to: rep.count, entry, database)
    // The set as far as it has come, so that it is whole whenever the program ends.
    try database.execute(
      sql: """
        INSERT INTO sets (
          session, set_number, side, reps, rom_mean_deg, rom_best_deg, duration_s, start_s, end_s, time
        )
        SELECT session, set_number, side, :reps, round(avg(rom_deg), 2), max(rom_deg),
          round(max(end_s) - min(start_s), 4), min(start_s), max(end_s), :time
        FROM reps WHERE session = :session AND set_number = :set GROUP BY session, set_number
        ON CONFLICT (session, set_number) DO UPDATE SET
          reps = excluded.reps, rom_mean_deg = excluded.rom_mean_deg, rom_best_deg = excluded.rom_best_deg,
          duration_s = excluded.duration_s, start_s = excluded.start_s, end_s = excluded.end_s, time = excluded.time
        """,
      arguments: [
        "reps": rep.repInSet, "time": entry.time.description, "session": entry.session, "set": rep.set,
      ])
  }

  private static func add(_ curve: AngleCurve, _ entry: HistoryEntry, _ database: Database) throws {
    try database.execute(
      sql: "INSERT OR IGNORE INTO curves (session, number, start_s, step_s, angle_deg) VALUES (?, ?, ?, ?, ?)",
      arguments: [entry.session, entry.number, curve.start, AngleCurve.step, curve.text])
  }

  private static func end(_ set: SetEvent, _ entry: HistoryEntry, _ database: Database) throws {
    try database.execute(
      sql: """
        UPDATE sets SET reps = ?, rom_mean_deg = ?, rom_best_deg = ?, duration_s = ?, start_s = ?, end_s = ?, over = 1
        WHERE session = ? AND set_number = ?
        """,
      arguments: [
        set.reps, set.meanRangeOfMotion, set.bestRangeOfMotion, set.duration, set.start, set.end, entry.session,
        set.set,
      ])
  }

  private static func correct(
    _ correction: CorrectionEvent, _ set: Int?, _ reps: Int?, _ entry: HistoryEntry, _ database: Database
  ) throws {
    try database.execute(
      sql: "INSERT OR IGNORE INTO corrections (session, number, time, side, count) VALUES (?, ?, ?, ?, ?)",
      arguments: [
        entry.session, entry.number, entry.time.description, correction.side.rawValue, correction.count,
      ])
    try setCount(of: correction.side, to: correction.count, entry, database)
    if let set, let reps {
      try database.execute(
        sql: "UPDATE sets SET reps = ? WHERE session = ? AND set_number = ?", arguments: [reps, entry.session, set])
    }
  }

  private static func setCount(of side: Side, to count: Int, _ entry: HistoryEntry, _ database: Database) throws {
    let column = side == .left ? "left_reps" : "right_reps"
    try database.execute(
      sql: "UPDATE sessions SET \(column) = ? WHERE session = ?", arguments: [count, entry.session])
  }

  private static func note(_ device: DeviceEvent, _ time: String, _ database: Database) throws {
    try database.execute(
      sql: """
        INSERT INTO devices (path, wire, baud, rate_hz, first_time, last_time) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (path, wire) DO UPDATE SET
          baud = excluded.baud, rate_hz = coalesce(excluded.rate_hz, rate_hz), last_time = excluded.last_time
        """,
      arguments: [device.path, device.wire ?? "", device.baud, device.rate, time, time])
  }
}

extension Int {
  /// The number; nil for 0, which stands for no target.
  fileprivate var nonzero: Int? { self == 0 ? nil : self }
}
