import GRDB

extension HistoryDatabase {
  /// Reads something; what is read in one call belongs together, whatever is written at the same time.
  ///
  /// - Throws: ``HistoryError``.
  func read<Value>(_ query: (Database) throws -> Value) throws(HistoryError) -> Value {
    do {
      return try connection.read(query)
    } catch {
      throw HistoryError(error)
    }
  }

  /// The sessions, the oldest first.
  ///
  /// - Parameter start: only those that began then or later, RFC 3339 in UTC; nil for all.
  /// - Throws: ``HistoryError``.
  func sessions(since start: String? = nil) throws(HistoryError) -> [SessionRecord] {
    try read {
      try SessionRecord.fetchAll(
        $0, sql: "SELECT * FROM sessions WHERE start_time >= ? ORDER BY start_time, session", arguments: [start ?? ""])
    }
  }

  /// The session of an id, of the beginning of an id that no other session shares, or the newest for `last`.
  ///
  /// - Returns: nil where there is none, or more than one.
  /// - Throws: ``HistoryError``.
  func session(named name: String) throws(HistoryError) -> SessionRecord? {
    try read { database in
      if name == Self.newestWord {
        return try SessionRecord.fetchOne(
          database, sql: "SELECT * FROM sessions ORDER BY start_time DESC, session DESC LIMIT 1")
      }
      let found = try SessionRecord.fetchAll(
        database,
        sql: "SELECT * FROM sessions WHERE substr(session, 1, length(:name)) = :name ORDER BY session LIMIT 2",
        arguments: ["name": name])
      return found.first { $0.session == name } ?? (found.count == 1 ? found[0] : nil)
    }
  }

  /// The word for the newest session.
  static let newestWord = "last"

  /// The sets of a session, in their order.
  ///
  /// - Throws: ``HistoryError``.
  func sets(of session: String) throws(HistoryError) -> [SetRecord] {
    try read {
      try SetRecord.fetchAll($0, sql: "SELECT * FROM sets WHERE session = ? ORDER BY set_number", arguments: [session])
    }
  }

  /// The reps of a session, in their order.
  ///
  /// - Throws: ``HistoryError``.
  func reps(of session: String) throws(HistoryError) -> [RepRecord] {
    try read {
      try RepRecord.fetchAll($0, sql: "SELECT * FROM reps WHERE session = ? ORDER BY number", arguments: [session])
    }
  }

  /// The swing angles of a session's reps that have one, by the reps' numbers.
  ///
  /// - Throws: ``HistoryError``.
  func curves(of session: String) throws(HistoryError) -> [Int: AngleCurve] {
    try read { database in
      // A history that was never written since has no such table.
      guard try database.tableExists("curves") else { return [:] }
      let rows = try Row.fetchAll(
        database, sql: "SELECT number, start_s, angle_deg FROM curves WHERE session = ?", arguments: [session])
      let curves = rows.compactMap { row in
        AngleCurve(start: row["start_s"], text: row["angle_deg"]).map { (row["number"] as Int, $0) }
      }
      return Dictionary(curves) { first, _ in first }
    }
  }

  /// The corrections of a session, in their order.
  ///
  /// - Throws: ``HistoryError``.
  func corrections(of session: String) throws(HistoryError) -> [CorrectionRecord] {
    try read {
      try CorrectionRecord.fetchAll(
        $0, sql: "SELECT * FROM corrections WHERE session = ? ORDER BY number", arguments: [session])
    }
  }

  /// The sensors, in the order in which they first came.
  ///
  /// - Throws: ``HistoryError``.
  func devices() throws(HistoryError) -> [DeviceRecord] {
    try read { try DeviceRecord.fetchAll($0, sql: "SELECT * FROM devices ORDER BY device") }
  }

  /// What the reps of each session came to, by session and side; sessions and sides without reps are left out.
  ///
  /// - Parameter start: only of sessions that began then or later, RFC 3339 in UTC; nil for all.
  /// - Throws: ``HistoryError``.
  func measures(since start: String? = nil) throws(HistoryError) -> [SideMeasures] {
    try read {
      try SideMeasures.fetchAll(
        $0,
        sql: """
          SELECT session, side, count(*) AS measured, avg(rom_deg) AS rom_mean_deg, max(rom_deg) AS rom_best_deg,
            avg(end_s - start_s) AS tempo_s, avg(sparc) AS sparc_mean
          FROM reps JOIN sessions USING (session) WHERE start_time >= ? GROUP BY session, side
          """, arguments: [start ?? ""])
    }
  }
}

/// What the reps of one side in one session came to.
struct SideMeasures: Decodable, FetchableRecord, Equatable, Sendable {
  /// The session's id.
  var session: String
  /// The arm.
  var side: String
  /// Reps that were measured; corrections do not change it.
  var measured: Int
  /// Mean range of motion, degrees.
  var meanRangeOfMotion: Double?
  /// Largest range of motion, degrees.
  var bestRangeOfMotion: Double?
  /// Mean time from bottom to bottom, seconds.
  var tempo: Double?
  /// Mean spectral arc length.
  var sparc: Double?

  private enum CodingKeys: String, CodingKey {
    case session
    case side
    case measured
    case meanRangeOfMotion = "rom_mean_deg"
    case bestRangeOfMotion = "rom_best_deg"
    case tempo = "tempo_s"
    case sparc = "sparc_mean"
  }
}
