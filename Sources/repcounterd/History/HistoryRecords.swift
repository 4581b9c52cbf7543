import GRDB
import RepDetector

/// A session as the history has it.
struct SessionRecord: Equatable, Sendable {
  /// The session's id.
  var session: String
  /// When it began, RFC 3339 in UTC.
  var startTime: String
  /// When it ended; nil while it has not, and where the program was ended before it.
  var endTime: String?
  /// Reps, corrections included.
  var counts: SideCounts
  /// Reps that were aimed at; 0 for none.
  var target: SideCounts
  /// Whether reps were not counted at the last.
  var isPaused: Bool
  /// When it was last alive, RFC 3339 in UTC.
  var seenTime: String
  /// The same on the machine's own clock; nil where it is not known.
  var seenBootTime: BootTime?
  /// Name of the program that was followed; nil for none.
  var program: String? = nil
  /// What was noted about it; nil for nothing.
  var note: String? = nil
}

/// A set as the history has it.
struct SetRecord: Equatable, Sendable {
  /// The session's id.
  var session: String
  /// The set, as it was told or would be.
  var set: SetEvent
  /// When its last rep was told, RFC 3339 in UTC.
  var time: String
  /// Whether it is over; false for a set that the program's end cut off.
  var isOver: Bool
}

/// A rep as the history has it.
struct RepRecord: Equatable, Sendable {
  /// The session's id.
  var session: String
  /// Its place among the session's reps and corrections, from 1.
  var number: Int
  /// When it was told, RFC 3339 in UTC.
  var time: String
  /// Number of the sensor; nil where it is not known.
  var device: Int?
  /// The rep, as it was told.
  var rep: RepEvent
}

/// A correction as the history has it.
struct CorrectionRecord: Equatable, Sendable {
  /// The session's id.
  var session: String
  /// Its place among the session's reps and corrections, from 1.
  var number: Int
  /// When it was told, RFC 3339 in UTC.
  var time: String
  /// The correction, as it was told.
  var correction: CorrectionEvent
}

/// A sensor as the history has it.
struct DeviceRecord: Equatable, Sendable {
  /// The number by which reps name it.
  var device: Int
  /// The device's path.
  var path: String
  /// Name of the wire protocol.
  var wire: String
  /// Baud rate; nil where it does not matter.
  var baud: Int?
  /// Samples a second at the last; nil where it is not known.
  var rate: Double?
  /// When it first delivered, RFC 3339 in UTC.
  var firstTime: String
  /// When it last began to deliver, RFC 3339 in UTC.
  var lastTime: String
}

// MARK: - Rows

extension SessionRecord: FetchableRecord {
  init(row: Row) throws {
    session = row["session"]
    startTime = row["start_time"]
    endTime = row["end_time"]
    counts = SideCounts(left: row["left_reps"], right: row["right_reps"])
    target = SideCounts(left: row["left_target"] ?? 0, right: row["right_target"] ?? 0)
    isPaused = row["paused"]
    seenTime = row["seen_time"]
    // A history that was never written since has no such columns.
    program = row.hasColumn("program") ? row["program"] : nil
    note = row.hasColumn("note") ? row["note"] : nil
    if let boot: String = row["boot_id"], let seconds: Double = row["boot_s"] {
      seenBootTime = BootTime(boot: boot, seconds: seconds)
    }
  }
}

extension SetRecord: FetchableRecord {
  init(row: Row) throws {
    session = row["session"]
    time = row["time"]
    isOver = row["over"]
    set = SetEvent(
      side: try Side(row: row), set: row["set_number"], reps: row["reps"], meanRangeOfMotion: row["rom_mean_deg"],
      bestRangeOfMotion: row["rom_best_deg"], duration: row["duration_s"], start: row["start_s"], end: row["end_s"])
  }
}

extension RepRecord: FetchableRecord {
  init(row: Row) throws {
    session = row["session"]
    number = row["number"]
    time = row["time"]
    device = row["device"]
    rep = RepEvent(
      side: try Side(row: row), count: row["count"], set: row["set_number"], repInSet: row["rep_in_set"],
      start: row["start_s"], top: row["top_s"], end: row["end_s"], at: row["at_s"], rangeOfMotion: row["rom_deg"],
      topAngle: row["top_deg"], bottomAngle: row["bottom_deg"], openDuration: row["open_s"],
      holdDuration: row["hold_s"], closeDuration: row["close_s"], peakSpeed: row["peak_dps"], sparc: row["sparc"],
      flags: Self.flags(of: row["flags"]))
  }

  /// The flags as words with spaces between them.
  static func text(of flags: [Rep.Flag]) -> String {
    flags.map(\.rawValue).joined(separator: " ")
  }

  private static func flags(of text: String) -> [Rep.Flag] {
    text.split(separator: " ").compactMap { Rep.Flag(rawValue: String($0)) }
  }
}

extension CorrectionRecord: FetchableRecord {
  init(row: Row) throws {
    session = row["session"]
    number = row["number"]
    time = row["time"]
    correction = CorrectionEvent(side: try Side(row: row), count: row["count"])
  }
}

extension DeviceRecord: FetchableRecord {
  init(row: Row) throws {
    device = row["device"]
    path = row["path"]
    wire = row["wire"]
    baud = row["baud"]
    rate = row["rate_hz"]
    firstTime = row["first_time"]
    lastTime = row["last_time"]
  }
}

extension Side {
  fileprivate init(row: Row) throws {
    guard let side = Side(rawValue: row["side"]) else {
      throw HistoryError(code: .corrupt, message: "a side in it is neither left nor right; move it away")
    }
    self = side
  }
}
