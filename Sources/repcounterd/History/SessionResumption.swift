import GRDB

/// A session that a crash cut off, and where it goes on.
struct SessionResumption: Equatable, Sendable {
  /// Within so many seconds after it was last alive a session goes on: who restarts a program in the middle of the
  /// exercise wants its counts, who comes back later begins anew.
  static let patience = 600.0

  /// The session.
  let session: SessionRecord
  /// Number of its last set; 0 without.
  let sets: Int
  /// Number of its last rep, correction or hold; 0 without.
  let number: Int
}

extension SessionRecord {
  /// Whether the session goes on.
  ///
  /// The machine's own clock decides where it has run since. After a restart of the machine the wall clock has to do,
  /// which may have gone back by some time where there is no battery behind it.
  func goesOn(at time: Timestamp, bootTime: BootTime?) -> Bool {
    guard endTime == nil else { return false }
    if let seen = seenBootTime, let bootTime, seen.boot == bootTime.boot {
      return bootTime.seconds - seen.seconds <= SessionResumption.patience
    }
    guard let seen = Timestamp(seenTime) else { return false }
    return Double((time.milliseconds - seen.milliseconds).magnitude) <= SessionResumption.patience * 1000
  }
}

extension HistoryDatabase {
  /// The session that goes on now; nil where a new one shall begin.
  ///
  /// - Throws: ``HistoryError``.
  func resumption(at time: Timestamp, bootTime: BootTime?) throws(HistoryError) -> SessionResumption? {
    try read { database in
      // The one that was written last, whatever the wall clock said.
      guard
        let session = try SessionRecord.fetchOne(database, sql: "SELECT * FROM sessions ORDER BY rowid DESC LIMIT 1"),
        session.goesOn(at: time, bootTime: bootTime)
      else { return nil }
      func largest(_ column: String, _ table: String) throws -> Int {
        try Int.fetchOne(
          database, sql: "SELECT max(\(column)) FROM \(table) WHERE session = ?", arguments: [session.session]) ?? 0
      }
      return SessionResumption(
        session: session, sets: try largest("set_number", "sets"),
        number: max(
          try largest("number", "reps"), try largest("number", "corrections"), try largest("number", "holds")))
    }
  }
}
