import Coach

/// Says in plain lines what a program has to say.
enum CoachText {
  /// The lines of an event of a program; none for other events.
  static func lines(for event: Event) -> [String] {
    guard let value = try? JSONValue(parsing: EventEncoder().line(for: event).dropLast()) else { return [] }
    return line(for: value.members ?? [:]).map { [$0] } ?? []
  }

  /// The line of an event as it came over the socket; nil for other events and for what goes on.
  static func line(for members: [String: JSONValue]) -> String? {
    // Each second of a hold is for a view, not for lines.
    if members["type"]?.string == "hold", members["state"]?.string == "holding", !isWhole(members["held_s"]) {
      return nil
    }
    switch members["type"]?.string {
    case "program":
      return "program \(members["program"]?.string ?? "?") \(members["state"]?.string ?? "?")"
    case "hold":
      return hold(members)
    default:
      var narrator = Narrator(book: .english)
      return narrator.sentences(for: members).first { $0.urgency != .count }?.text
    }
  }

  /// Seconds of a hold between two lines.
  private static let holdStep = 10

  private static func isWhole(_ held: JSONValue?) -> Bool {
    held?.double.map { Int($0) % holdStep == 0 } ?? true
  }

  private static func hold(_ members: [String: JSONValue]) -> String {
    let words = (members["state"]?.string ?? "?").split(separator: "_").joined(separator: " ")
    var text = "spot \(members["spot"]?.integer ?? 0) of \(members["spots"]?.integer ?? 0): \(words)"
    if let held = members["held_s"]?.double { text += ", held \(Int(held)) s" }
    if let level = members["level"]?.integer { text += ", pain \(level)" }
    if let start = members["start_level"]?.integer { text += " (at first \(start))" }
    return text
  }
}
