/// Says events in plain lines, for a `watch` whose output is no terminal.
enum WatchText {
  /// The line of an event; nil for those that a person need not read.
  static func line(for event: JSONValue) -> String? {
    let members = event.members ?? [:]
    let side = members["side"]?.string
    switch members["type"]?.string {
    case "rep":
      return StatusTable.lastRep(members)
    case "partial":
      let reason = members["reason"]?.string == "short_return" ? "it did not come back" : "the range was too short"
      return join(side, "no rep: \(reason)")
    case "set":
      return join(side, "set \(members["set"]?.integer ?? 0) is over: \(members["reps"]?.integer ?? 0) reps")
    case "correction":
      return join(side, "is now \(members["count"]?.integer ?? 0)")
    case "session":
      let counts = LiveState.sides.map { "\($0) \(members[$0]?.integer ?? 0)" }.joined(separator: ", ")
      return "session \(members["state"]?.string ?? "?"): \(counts)"
    case "device":
      return join(side, "sensor \(members["path"]?.string ?? "?") \(members["state"]?.string ?? "?")")
    case "warning", "error":
      return "\(members["type"]?.string ?? "error"): \(members["message"]?.string ?? "?")"
    default:
      return CoachText.line(for: members)
    }
  }

  private static func join(_ side: String?, _ text: String) -> String {
    side.map { "\($0) \(text)" } ?? text
  }
}
