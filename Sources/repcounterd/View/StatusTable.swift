/// Draws the reply to `status` as lines for people.
enum StatusTable {
  private static let labelWidth = 10

  /// The lines of a reply; what is not known is left out.
  static func lines(of status: JSONValue) -> [String] {
    let members = status.members ?? [:]
    var rows: [(String, String)] = []
    let version = members["version"]?.string ?? "?"
    let uptime = members["uptime_s"]?.double.map { ", up \(duration($0))" } ?? ""
    rows.append(("daemon", "repcounterd \(version)\(uptime)"))
    let session = members["session"]?.string ?? "none"
    rows.append(("session", members["paused"] == .bool(true) ? "\(session), paused" : session))
    if let program = members["program"]?.string { rows.append(("program", program)) }
    if let hold = members["hold"]?.members { rows.append(("hold", self.hold(hold))) }
    rows.append(("reps", perSide(members["counts"]) ?? "?"))
    if let target = perSide(members["target"]) { rows.append(("target", target)) }
    if let best = bests(members["best_deg"]) { rows.append(("own best", best)) }
    if let current = members["current"]?.members { rows.append(("now", now(current))) }
    if let rep = members["last_rep"]?.members { rows.append(("last rep", lastRep(rep))) }
    if case .array(let devices)? = members["devices"] {
      rows += devices.compactMap(\.members).map { ("sensor", sensor($0)) }
    }
    if case .array(let warnings)? = members["warnings"] {
      rows.append(("warnings", warnings.compactMap(\.string).joined(separator: ", ")))
    }
    return rows.map { label, text in
      label + String(repeating: " ", count: labelWidth - label.count) + text
    }
  }

  private static func perSide(_ value: JSONValue?) -> String? {
    guard let members = value?.members else { return nil }
    let sides = LiveState.sides.compactMap { side in members[side]?.integer.map { "\(side) \($0)" } }
    return sides.isEmpty ? nil : sides.joined(separator: ", ")
  }

  private static func bests(_ value: JSONValue?) -> String? {
    let sides = LiveState.sides.compactMap { side in
      value?.members?[side]?.double.map { "\(side) \(whole($0)) deg" }
    }
    return sides.isEmpty ? nil : sides.joined(separator: ", ")
  }

  private static func hold(_ hold: [String: JSONValue]) -> String {
    var parts = ["spot \(hold["spot"]?.integer ?? 0) of \(hold["spots"]?.integer ?? 0)"]
    if let state = hold["state"]?.string { parts.append(state.split(separator: "_").joined(separator: " ")) }
    if let held = hold["held_s"]?.double, let limit = hold["limit_s"]?.double {
      parts.append("\(whole(held)) of \(whole(limit)) s")
    }
    if let level = hold["level"]?.integer { parts.append("pain \(level)") }
    return parts.joined(separator: ", ")
  }

  private static func now(_ current: [String: JSONValue]) -> String {
    var parts = [[current["side"]?.string, current["phase"]?.string].compactMap(\.self).joined(separator: " ")]
    if let angle = current["angle_deg"]?.double { parts.append("\(whole(angle)) deg") }
    if let set = current["set"]?.integer, let rep = current["rep_in_set"]?.integer {
      parts.append("set \(set), rep \(rep)")
    }
    return parts.joined(separator: ", ")
  }

  /// A rep in a few words, as the live view and plain `watch` say it.
  static func lastRep(_ rep: [String: JSONValue]) -> String {
    var parts = ["\(rep["side"]?.string ?? "?") \(rep["count"]?.integer ?? 0)"]
    if let range = rep["rom_deg"]?.double { parts.append("\(whole(range)) deg") }
    if let start = rep["start_s"]?.double, let end = rep["end_s"]?.double { parts.append("\(tenths(end - start)) s") }
    if case .array(let flags)? = rep["flags"] { parts += flags.compactMap(\.string) }
    return parts.joined(separator: ", ")
  }

  private static func sensor(_ device: [String: JSONValue]) -> String {
    var parts = [
      [device["side"]?.string, device["path"]?.string, device["state"]?.string].compactMap(\.self).joined(
        separator: " ")
    ]
    if let wire = device["wire"]?.string { parts.append(wire) }
    if let baud = device["baud"]?.integer { parts.append("\(baud) baud") }
    if let rate = device["rate_hz"]?.double { parts.append("\(whole(rate)) Hz") }
    for (member, name) in [
      ("samples", "samples"), ("bad_frames", "bad frames"), ("lost_bytes", "bytes lost"), ("gaps", "gaps"),
    ] {
      if let count = device[member]?.integer { parts.append("\(count) \(name)") }
    }
    return parts.joined(separator: ", ")
  }

  private static func whole(_ number: Double) -> String {
    "\(Int(exactly: number.rounded()) ?? 0)"
  }

  /// A number with one decimal.
  static func tenths(_ number: Double) -> String {
    let tenths = Int(exactly: (number * 10).rounded()) ?? 0
    return "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
  }

  private static func duration(_ seconds: Double) -> String {
    let minutes = Int(exactly: (seconds / 60).rounded(.down)) ?? 0
    switch minutes {
    case 0: return "\(whole(seconds)) s"
    case 1..<60: return "\(minutes) min"
    case 60..<1440: return "\(minutes / 60) h \(minutes % 60) min"
    default: return "\(minutes / 1440) d \(minutes % 1440 / 60) h"
    }
  }
}
