import GRDB
import RepDetector

extension HistoryDatabase {
  /// Writes a note on a session, or takes it away.
  ///
  /// - Throws: ``HistoryError``.
  func setNote(_ note: String?, of session: String) throws(HistoryError) {
    try change { try $0.execute(sql: "UPDATE sessions SET note = ? WHERE session = ?", arguments: [note, session]) }
  }

  /// Deletes a session with everything in it, and nothing else.
  ///
  /// - Throws: ``HistoryError``.
  func delete(_ session: SessionRecord) throws(HistoryError) {
    guard session.endTime != nil || !isBesideDaemon else {
      throw HistoryError(
        code: .refused, message: "the session goes on; end it first with 'repcounterd run' ended, or start another")
    }
    try change { try $0.execute(sql: "DELETE FROM sessions WHERE session = ?", arguments: [session.session]) }
  }

  /// Sets a count of a session that is over right, as ``Session/correct(_:by:)`` does while it goes on.
  ///
  /// - Parameters:
  ///   - reps: to add; -1 takes one back.
  ///   - time: when it was said.
  /// - Returns: the new count.
  /// - Throws: ``HistoryError``.
  func correct(
    _ side: Side, by reps: Int, of session: SessionRecord, at time: Timestamp
  ) throws(HistoryError) -> Int {
    let count = max(0, session.counts[side] + reps)
    let column = side == .left ? "left_reps" : "right_reps"
    try change { database in
      try database.execute(
        sql: """
          INSERT INTO corrections (session, number, time, side, count)
          SELECT :session, 1 + max(
            (SELECT coalesce(max(number), 0) FROM reps WHERE session = :session),
            (SELECT coalesce(max(number), 0) FROM corrections WHERE session = :session),
            (SELECT coalesce(max(number), 0) FROM holds WHERE session = :session)), :time, :side, :count
          """,
        arguments: ["session": session.session, "time": time.description, "side": side.rawValue, "count": count])
      try database.execute(
        sql: "UPDATE sessions SET \(column) = ? WHERE session = ?", arguments: [count, session.session])
    }
    return count
  }

  /// Changes something in one transaction.
  ///
  /// - Throws: ``HistoryError``; then nothing is changed.
  func change(_ body: (Database) throws -> Void) throws(HistoryError) {
    do {
      try connection.write(body)
    } catch {
      throw HistoryError(error)
    }
  }
}
