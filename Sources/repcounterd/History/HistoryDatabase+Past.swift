import Coach
import GRDB
import RepDetector

extension HistoryDatabase {
  /// What a program needs to know of the sessions before.
  ///
  /// Those that followed it, and those that followed none: what is counted is one exercise. 10,000 reps take some 50 ms.
  ///
  /// - Parameters:
  ///   - program: its name.
  ///   - prescription: how its reps are judged.
  ///   - excluded: a session that is left out because it goes on.
  /// - Throws: ``HistoryError``.
  func past(
    of program: String, _ prescription: RepPrescription, excluding excluded: String? = nil
  ) throws(HistoryError) -> ProgramFollower.Past {
    try read { database in
      let condition = "(program = :program OR program IS NULL) AND session IS NOT :excluded"
      let arguments: StatementArguments = ["program": program, "excluded": excluded]
      let reps = try Row.fetchCursor(
        database,
        sql: """
          SELECT session, side, count, set_number, at_s, rom_deg, open_s, close_s, sparc, flags
          FROM reps JOIN sessions USING (session) WHERE \(condition) ORDER BY start_time, session, number
          """, arguments: arguments)
      var past = ProgramFollower.Past()
      var digest = SessionDigest(prescription: prescription)
      var next = try reps.next()
      let sessions = try SessionRecord.fetchCursor(
        database, sql: "SELECT * FROM sessions WHERE \(condition) ORDER BY start_time, session", arguments: arguments)
      while let session = try sessions.next() {
        digest.begin(day: Timestamp(session.startTime)?.days ?? 0, onlySide: session.onlySide)
        while let row = next, row["session"] == session.session {
          if let rep = RepMeasures(row: row) { _ = digest.count(rep) }
          next = try reps.next()
        }
        digest.endSet()
        for side in Side.allCases { digest.correct(side, to: session.counts[side]) }
        past.history.append(digest.record)
      }
      past.digest = digest
      return past
    }
  }
}

extension SessionRecord {
  /// The only side that was aimed at; nil for both or none.
  fileprivate var onlySide: Side? {
    switch (target.left > 0, target.right > 0) {
    case (true, false): .left
    case (false, true): .right
    default: nil
    }
  }
}

extension RepMeasures {
  /// The measures of a row of `reps`; nil where one is missing.
  fileprivate init?(row: Row) {
    guard let side = (row["side"] as String?).flatMap(Side.init), let at: Double = row["at_s"],
      let range: Double = row["rom_deg"], let open: Double = row["open_s"], let close: Double = row["close_s"]
    else { return nil }
    let flags: String = row["flags"] ?? ""
    self.init(
      side: side, count: row["count"], set: row["set_number"], at: at, rangeDegrees: range, openSeconds: open,
      closeSeconds: close, sparc: row["sparc"],
      isShortReturn: flags.split(separator: " ").contains { $0 == Rep.Flag.shortReturn.rawValue })
  }
}

extension Timestamp {
  /// Days since 1970.
  var days: Double { Double(milliseconds) / 86_400_000 }
}
