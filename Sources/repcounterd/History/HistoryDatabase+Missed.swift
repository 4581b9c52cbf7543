import GRDB
import RepDetector

/// What a client knows: the last session that it heard of, and the last counts in it.
struct HistoryCursor: Equatable, Sendable {
  /// The session's id.
  let session: String
  /// Last count of each side that the client was told; 0 for none.
  var counts: SideCounts
  /// When the last rep or correction was told, which tells it from others with the same count; nil where that is not
  /// known.
  var time: String?
}

extension HistoryDatabase {
  /// Most events that a client can catch up with at once: more than anybody does in a month, and little enough to send.
  static let mostMissed = 5000

  /// What was told since a client's last word: reps and corrections, and the ends and beginnings of sessions.
  ///
  /// - Returns: the events with their times, in the order in which they were told.
  /// - Throws: ``HistoryError``: `unknown` where there is no such session, `refused` where more than ``mostMissed`` events
  ///   were missed.
  func missed(since cursor: HistoryCursor) throws(HistoryError) -> [(event: Event, time: Timestamp)] {
    try read { database in
      let sessions = try SessionRecord.fetchAll(
        database,
        sql: """
          SELECT * FROM sessions WHERE rowid >= (SELECT rowid FROM sessions WHERE session = ?) ORDER BY rowid LIMIT ?
          """, arguments: [cursor.session, Self.mostMissed + 1])
      guard !sessions.isEmpty else {
        throw HistoryError(code: .unknown, message: "there is no session '\(cursor.session)' in it")
      }
      var missed: [(event: Event, time: Timestamp)] = []
      for session in sessions {
        let isCursor = session.session == cursor.session
        if !isCursor { missed.append(Self.change(of: session, .started, SideCounts(), at: session.startTime)) }
        missed += try Self.told(in: session.session, after: isCursor ? cursor : nil, database)
        if let end = session.endTime { missed.append(Self.change(of: session, .ended, session.counts, at: end)) }
        guard missed.count <= Self.mostMissed else {
          throw HistoryError(
            code: .refused,
            message: "more than \(Self.mostMissed) events have come since; read them with 'repcounterd history'")
        }
      }
      return missed
    }
  }

  /// The reps and corrections of a cursor's session alone that came after it.
  ///
  /// - Throws: ``HistoryError``.
  func missedInSession(of cursor: HistoryCursor) throws(HistoryError) -> [(event: Event, time: Timestamp)] {
    try read { try Self.told(in: cursor.session, after: cursor, $0) }
  }

  /// The last rep or correction of a session; nil where there is none.
  ///
  /// - Throws: ``HistoryError``.
  func lastTold(in session: String) throws(HistoryError) -> (event: Event, time: Timestamp)? {
    try read { try Self.told(in: session, after: nil, $0).last }
  }

  private static func change(
    of session: SessionRecord, _ state: SessionEvent.State, _ counts: SideCounts, at time: String
  ) -> (event: Event, time: Timestamp) {
    (.session(SessionEvent(state: state, session: session.session, counts: counts)), timestamp(time))
  }

  /// Reps and corrections of a session that came after what is known, or all where nothing is.
  private static func told(
    in session: String, after cursor: HistoryCursor?, _ database: Database
  ) throws -> [(event: Event, time: Timestamp)] {
    let reps = try RepRecord.fetchAll(database, sql: "SELECT * FROM reps WHERE session = ?", arguments: [session])
      .map { (number: $0.number, side: $0.rep.side, count: $0.rep.count, time: $0.time, event: Event.rep($0.rep)) }
    let corrections = try CorrectionRecord.fetchAll(
      database, sql: "SELECT * FROM corrections WHERE session = ?", arguments: [session]
    ).map { record in
      let correction = record.correction
      return (
        number: record.number, side: correction.side, count: correction.count, time: record.time,
        event: Event.correction(correction)
      )
    }
    let told = (reps + corrections).sorted { $0.number < $1.number }
    if let cursor, let time = cursor.time,
      let last = told.last(where: { $0.time == time && $0.count == cursor.counts[$0.side] })
    {
      return told.filter { $0.number > last.number }.map { ($0.event, timestamp($0.time)) }
    }
    /// The last place at which a side had the count that the client knows.
    func place(of side: Side) -> Int {
      guard let count = cursor?.counts[side] else { return 0 }
      let same = told.last { $0.side == side && $0.count == count }
      // A count that never was, as one that was told while nothing could be written: what lies above it is new.
      return same?.number ?? told.last { $0.side == side && $0.count < count }?.number ?? 0
    }
    let places = [Side.left: place(of: .left), .right: place(of: .right)]
    return told.filter { $0.number > places[$0.side] ?? 0 }.map { ($0.event, timestamp($0.time)) }
  }

  private static func timestamp(_ text: String) -> Timestamp { Timestamp(text) ?? Timestamp(milliseconds: 0) }
}
