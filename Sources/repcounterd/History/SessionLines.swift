import RepDetector

/// One session as lines of JSON: its events as they were told, with `session` and `time`.
enum SessionLines {
  /// A payload with the session that it belongs to.
  private struct Line<Payload: EventPayload>: EventPayload {
    static var type: EventType { Payload.type }
    let session: String
    let payload: Payload

    func encode(to encoder: any Encoder) throws {
      try payload.encode(to: encoder)
      var fields = encoder.container(keyedBy: CodingKeys.self)
      try fields.encode(session, forKey: .session)
    }

    private enum CodingKeys: String, CodingKey {
      case session
    }
  }

  /// The lines of a session: itself, then reps and corrections in their order, then the sets.
  static func lines(
    of session: SessionRecord, sets: [SetRecord], reps: [RepRecord], corrections: [CorrectionRecord]
  ) -> [[UInt8]] {
    let encoder = EventEncoder()
    func line(_ payload: some EventPayload, _ time: String) -> [UInt8] {
      encoder.line(for: Line(session: session.session, payload: payload), time: Timestamp(time))
    }
    let summary = SessionEvent(
      state: session.endTime == nil ? .started : .ended, session: session.session, counts: session.counts)
    let numbered =
      reps.map { ($0.number, line($0.rep, $0.time)) } + corrections.map { ($0.number, line($0.correction, $0.time)) }
    return [encoder.line(for: summary, time: Timestamp(session.endTime ?? session.startTime))]
      + numbered.sorted { $0.0 < $1.0 }.map(\.1) + sets.map { line($0.set, $0.time) }
  }
}

extension RepRecord {
  /// Reps as CSV, with the columns of the table.
  static func table(of reps: [RepRecord]) -> CommaSeparatedTable {
    var table = CommaSeparatedTable(columns: [
      "session", "number", "time", "device", "side", "count", "set_number", "rep_in_set", "start_s", "top_s", "end_s",
      "at_s", "rom_deg", "top_deg", "bottom_deg", "open_s", "hold_s", "close_s", "peak_dps", "sparc", "flags",
    ])
    for record in reps {
      let rep = record.rep
      table.append([
        record.session, record.number, record.time, record.device, rep.side.rawValue, rep.count, rep.set, rep.repInSet,
        rep.start, rep.top, rep.end, rep.at, rep.rangeOfMotion, rep.topAngle, rep.bottomAngle, rep.openDuration,
        rep.holdDuration, rep.closeDuration, rep.peakSpeed, rep.sparc, text(of: rep.flags),
      ])
    }
    return table
  }
}
