import RepDetector

/// What a report tells of: sessions with what their reps came to, and some of them in full.
struct ReportData: Sendable {
  /// A session with its sides' measures.
  struct Entry: Sendable {
    /// The session.
    let session: SessionRecord
    /// What its reps came to, by side; sides without reps are missing.
    let measures: [Side: SideMeasures]
    /// When it began, days since 1970.
    let day: Double

    /// The calendar day in UTC, as `2026-01-31`.
    var date: String { String(session.startTime.prefix(10)) }
    /// When it began, to the minute.
    var moment: String { "\(date) \(session.startTime.dropFirst(11).prefix(5))" }

    /// Reps of a side, corrections included.
    func reps(_ side: Side) -> Int { session.counts[side] }
  }

  /// A session in full.
  struct Detail: Sendable {
    /// The session.
    let entry: Entry
    /// Its sets.
    let sets: [SetRecord]
    /// Its reps.
    let reps: [RepRecord]
    /// Its holds.
    let holds: [HoldRecord]
    /// The swing angles of its reps, as they were measured, by the reps' numbers; none of a session of earlier versions.
    let curves: [Int: AngleCurve]
  }

  /// Sessions, the oldest first.
  var entries: [Entry]
  /// Some of them in full, the newest first.
  var details: [Detail]

  /// Sessions in which something was done.
  var active: [Entry] { entries.filter { $0.reps(.left) + $0.reps(.right) > 0 } }
}

extension HistoryDatabase {
  /// Sessions that a report shows in full, the newest: more make a page that nobody reads to its end.
  private static let detailed = 12

  /// Reads what a report needs.
  ///
  /// - Parameters:
  ///   - start: only sessions that began then or later, RFC 3339 in UTC; nil for all.
  ///   - only: a session that is told of alone; nil for all.
  /// - Throws: ``HistoryError``.
  func report(since start: String?, only: SessionRecord?) throws(HistoryError) -> ReportData {
    let sessions = if let only { [only] } else { try self.sessions(since: start) }
    let measures = Dictionary(grouping: try measures(since: only?.startTime ?? start), by: \.session)
    let entries = sessions.map { session in
      let sides = (measures[session.session] ?? []).compactMap { measure in
        Side(rawValue: measure.side).map { ($0, measure) }
      }
      return ReportData.Entry(
        session: session, measures: Dictionary(sides) { first, _ in first },
        day: Timestamp(session.startTime)?.days ?? 0)
    }
    var details: [ReportData.Detail] = []
    for entry in entries.reversed() where details.count < Self.detailed {
      let id = entry.session.session
      let detail = ReportData.Detail(
        entry: entry, sets: try sets(of: id), reps: try reps(of: id), holds: try holds(of: id),
        curves: try curves(of: id))
      // What was begun and left is told by its line in the table.
      if !detail.reps.isEmpty || !detail.holds.isEmpty || only != nil { details.append(detail) }
    }
    return ReportData(entries: entries, details: details)
  }
}
