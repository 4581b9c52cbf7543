import GRDB

/// A hold as the history has it.
struct HoldRecord: Equatable, Sendable {
  /// The session's id.
  var session: String
  /// Its place among the session's reps, corrections and holds, from 1.
  var number: Int
  /// When it was over, RFC 3339 in UTC.
  var time: String
  /// Number of the spot, from 1.
  var spot: Int
  /// How it ended; see ``HoldEvent/state``.
  var state: String
  /// Seconds that it was held still.
  var held: Double?
  /// Longest hold, seconds.
  var limit: Double?
  /// Level of pain at the start.
  var startLevel: Int?
  /// Level of pain at the end.
  var level: Int?
}

extension HoldRecord: FetchableRecord {
  init(row: Row) throws {
    session = row["session"]
    number = row["number"]
    time = row["time"]
    spot = row["spot"]
    state = row["state"]
    held = row["held_s"]
    limit = row["limit_s"]
    startLevel = row["start_level"]
    level = row["level"]
  }
}

extension HistoryDatabase {
  /// The holds of a session, in their order; none where the history is older than they are.
  ///
  /// - Throws: ``HistoryError``.
  func holds(of session: String) throws(HistoryError) -> [HoldRecord] {
    try read { database in
      guard try database.tableExists("holds") else { return [] }
      return try HoldRecord.fetchAll(
        database, sql: "SELECT * FROM holds WHERE session = ? ORDER BY number", arguments: [session])
    }
  }
}
