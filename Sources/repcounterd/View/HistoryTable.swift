import Glibc
import RepDetector

/// Draws the history as lines for people, with the times of this machine's time zone.
enum HistoryTable {
  /// A line a session, the oldest first.
  static func lines(of summaries: [SessionSummary]) -> [String] {
    guard !summaries.isEmpty else { return ["no sessions; 'repcounterd run' counts"] }
    return ["began             lasted   left: reps  mean ROM  best ROM   right: reps  mean ROM  best ROM"]
      + summaries.map { summary in
        let lasted = summary.endTime.flatMap { Self.duration(summary.startTime, $0) } ?? "-"
        return [
          localTime(summary.startTime), pad(lasted, 8), pad(String(summary.left.reps), 12), range(summary.left),
          pad(String(summary.right.reps), 14), range(summary.right),
        ].joined()
      }
  }

  /// A session with a line for each set and each rep.
  static func lines(of session: SessionRecord, sets: [SetRecord], reps: [RepRecord]) -> [String] {
    var lines = [
      "session \(session.session), began \(localTime(session.startTime)): "
        + "left \(session.counts.left), right \(session.counts.right)"
    ]
    for record in sets {
      let set = record.set
      lines.append(
        "set \(set.set), \(set.side.rawValue): \(set.reps) \(set.reps == 1 ? "rep" : "reps")"
          + (set.duration.map { " in \(tenths($0)) s" } ?? "")
          + (set.meanRangeOfMotion.map { ", ROM mean \(tenths($0))" } ?? "")
          + (set.bestRangeOfMotion.map { ", best \(tenths($0))" } ?? "") + (record.isOver ? "" : " (cut off)"))
      for record in reps where record.rep.set == set.set { lines.append(line(of: record.rep)) }
    }
    return lines
  }

  private static func line(of rep: RepEvent) -> String {
    let measured = [
      pad(rep.rangeOfMotion.map(tenths) ?? "-", 6) + " deg", pad(rep.openDuration.map(tenths) ?? "-", 6) + " s up",
      pad(rep.holdDuration.map(tenths) ?? "-", 6) + " s hold", pad(rep.closeDuration.map(tenths) ?? "-", 6) + " s down",
    ]
    let flags = rep.flags.isEmpty ? "" : "   \(rep.flags.map(\.rawValue).joined(separator: ", "))"
    return pad(String(rep.count), 6) + measured.joined() + flags
  }

  private static func range(_ arm: SessionSummary.Arm) -> String {
    pad(arm.meanRangeOfMotion.map(tenths) ?? "-", 10) + pad(arm.bestRangeOfMotion.map(tenths) ?? "-", 10)
  }

  private static func duration(_ start: String, _ end: String) -> String? {
    guard let start = Timestamp(start), let end = Timestamp(end), end.milliseconds >= start.milliseconds else {
      return nil
    }
    let seconds = (end.milliseconds - start.milliseconds) / 1000
    let rest = seconds % 60
    return "\(seconds / 60):\(rest < 10 ? "0" : "")\(rest)"
  }

  /// The day and the minute; what cannot be read is left as it is.
  private static func localTime(_ text: String) -> String {
    guard let time = Timestamp(text) else { return text }
    var seconds = time_t(time.milliseconds / 1000)
    var fields = tm()
    localtime_r(&seconds, &fields)
    var buffer = [CChar](repeating: 0, count: 32)
    let count = strftime(&buffer, buffer.count, "%Y-%m-%d %H:%M", &fields)
    return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  private static func tenths(_ number: Double) -> String {
    let tenths = Int((number * 10).rounded())
    return "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
  }

  private static func pad(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}
