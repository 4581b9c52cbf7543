import RepDetector

/// A session on one line: `session` of `history --json`, a row of `history --csv`.
struct SessionSummary: EventPayload {
  static let type = EventType.session

  /// What one arm did.
  struct Arm: Encodable, Hashable, Sendable {
    /// Reps, corrections included.
    let reps: Int
    /// Mean range of motion of the reps that were measured, degrees; nil without.
    let meanRangeOfMotion: Double?
    /// Largest range of motion, degrees; nil without.
    let bestRangeOfMotion: Double?
    /// Mean time from bottom to bottom, seconds; nil without.
    let tempo: Double?
    /// Mean spectral arc length; nil without.
    let sparc: Double?

    private enum CodingKeys: String, CodingKey {
      case reps
      case meanRangeOfMotion = "rom_mean_deg"
      case bestRangeOfMotion = "rom_best_deg"
      case tempo = "tempo_s"
      case sparc = "sparc_mean"
    }
  }

  /// The session's id.
  let session: String
  /// When it began, RFC 3339 in UTC.
  let startTime: String
  /// When it ended; nil where it has not.
  let endTime: String?
  /// The left arm.
  let left: Arm
  /// The right arm.
  let right: Arm

  /// Puts sessions together with what their reps came to.
  static func all(of sessions: [SessionRecord], measures: [SideMeasures]) -> [SessionSummary] {
    let bySession = Dictionary(grouping: measures, by: \.session)
    return sessions.map { session in
      let sides = bySession[session.session] ?? []
      return SessionSummary(
        session: session.session, startTime: session.startTime, endTime: session.endTime,
        left: Arm(session.counts.left, sides.first { $0.side == Side.left.rawValue }),
        right: Arm(session.counts.right, sides.first { $0.side == Side.right.rawValue }))
    }
  }

  /// The summary as a line of JSON.
  var line: [UInt8] { EventEncoder().line(for: self) }

  /// Sessions as CSV.
  static func table(of summaries: [SessionSummary]) -> CommaSeparatedTable {
    let measured = ["reps", "rom_mean_deg", "rom_best_deg", "tempo_s", "sparc_mean"]
    var table = CommaSeparatedTable(
      columns: ["session", "start_time", "end_time"] + measured.map { "left_\($0)" } + measured.map { "right_\($0)" })
    for summary in summaries {
      let sides = [summary.left, summary.right].flatMap { side -> [(any CustomStringConvertible)?] in
        [side.reps, side.meanRangeOfMotion, side.bestRangeOfMotion, side.tempo, side.sparc]
      }
      table.append([summary.session, summary.startTime, summary.endTime] + sides)
    }
    return table
  }

  private enum CodingKeys: String, CodingKey {
    case session
    case startTime = "start_time"
    case endTime = "end_time"
    case left
    case right
  }
}

extension SessionSummary.Arm {
  /// Means of rounded numbers are rounded like them.
  fileprivate init(_ reps: Int, _ measures: SideMeasures?) {
    self.init(
      reps: reps, meanRangeOfMotion: measures?.meanRangeOfMotion.flatMap(Decimals.angle.round),
      bestRangeOfMotion: measures?.bestRangeOfMotion, tempo: measures?.tempo.flatMap(Decimals.time.round),
      sparc: measures?.sparc.flatMap(Decimals.smoothness.round))
  }
}
