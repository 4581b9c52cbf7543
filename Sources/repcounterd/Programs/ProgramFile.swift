import Coach
import IMUIngest

/// Reads the data file of a program; docs/coach.md describes the format.
enum ProgramFile {
  /// What a program is, by its `kind`.
  private enum Kind: String, CaseIterable {
    case reps
    case holds
  }

  /// Keys of the file.
  private static let keys = ["name", "title", "summary", "kind", "reps", "holds", "contraindications", "steps"]

  /// Reads a file's bytes.
  ///
  /// - Throws: ``CommandFailure`` with 65, which says what was found where and what was expected.
  static func program(_ bytes: [UInt8], name: String) throws(CommandFailure) -> ExerciseProgram {
    let map = try YAMLFile(bytes, name: name).root
    guard let programName = try map.text("name") else { throw map.missing("name", "a name such as trunk-rotation") }
    guard ProgramLibrary.isName(programName) else {
      throw CommandFailure(
        status: .badData,
        message: "\(name): the name '\(programName)' cannot be asked for; give lower-case letters, digits and hyphens")
    }
    guard let kind = try map.choice("kind", Kind.self) else { throw map.missing("kind", "reps or holds") }
    let title = try text(map, "title")
    let summary = try text(map, "summary")
    let steps = try texts(map, "steps")
    guard !steps.isEmpty else { throw map.missing("steps", "a list of what to do, each step by language") }
    let exercise: ExerciseProgram.Exercise
    switch kind {
    case .reps: exercise = .reps(try reps(try map.map("reps")))
    case .holds: exercise = .holds(try holds(try map.map("holds")))
    }
    let contraindications = try texts(map, "contraindications")
    try map.finish(known: keys)
    return ExerciseProgram(
      name: programName, title: title, summary: summary, contraindications: contraindications, steps: steps,
      exercise: exercise)
  }

  private static func text(_ map: YAMLMap, _ key: String) throws(CommandFailure) -> LocalizedText {
    guard let texts = try map.map(key) else { throw map.missing(key, "a text by language, as 'en: ...'") }
    return try localized(texts)
  }

  private static func texts(_ map: YAMLMap, _ key: String) throws(CommandFailure) -> [LocalizedText] {
    var list: [LocalizedText] = []
    for element in try map.maps(key) ?? [] { list.append(try localized(element)) }
    return list
  }

  private static func localized(_ map: YAMLMap) throws(CommandFailure) -> LocalizedText {
    var texts: [String: String] = [:]
    for language in map.keys { texts[language] = try map.text(language) }
    guard let text = LocalizedText(texts) else { throw map.missing("en", "a text") }
    return text
  }

  private static func reps(_ map: YAMLMap?) throws(CommandFailure) -> RepPrescription {
    var reps = RepPrescription()
    guard let map else { return reps }
    reps.rule.start = try map.integer("start", 1...100) ?? reps.rule.start
    reps.rule.most = try map.integer("most", reps.rule.start...1000) ?? max(reps.rule.start, reps.rule.most)
    reps.rule.goodSessions = try map.integer("good_sessions", 1...100) ?? reps.rule.goodSessions
    reps.rule.step = try map.integer("step", 1...100) ?? reps.rule.step
    reps.rule.carefulFrom = try map.integer("careful_from", 1...1000) ?? reps.rule.carefulFrom
    reps.rule.stepBack = try map.integer("step_back", 0...100) ?? reps.rule.stepBack
    reps.rule.breakDays = try map.number("break_days", 1...1000) ?? reps.rule.breakDays
    reps.rule.restartDays = try map.number("restart_days", 1...1000) ?? max(reps.rule.breakDays, reps.rule.restartDays)
    reps.alternation = try map.choice("alternate", RepPrescription.Alternation.self) ?? reps.alternation
    reps.rounds = try map.integer("rounds", 1...20) ?? reps.rounds
    reps.restSeconds = try map.number("rest_s", 0...3600) ?? reps.restSeconds
    reps.shortestStrokeSeconds = try map.number("shortest_stroke_s", 0...60) ?? reps.shortestStrokeSeconds
    reps.fullRangeShare = try map.number("full_range_share", 0...1) ?? reps.fullRangeShare
    reps.jerkySparc = try map.number("jerky_sparc", -100...0) ?? reps.jerkySparc
    reps.sideDifferenceDegrees = try map.number("side_difference_deg", 6...180) ?? reps.sideDifferenceDegrees
    try map.finish(known: [
      "start", "most", "good_sessions", "step", "careful_from", "step_back", "break_days", "restart_days", "alternate",
      "rounds", "rest_s", "shortest_stroke_s", "full_range_share", "jerky_sparc", "side_difference_deg",
    ])
    return reps
  }

  private static func holds(_ map: YAMLMap?) throws(CommandFailure) -> HoldPrescription {
    var holds = HoldPrescription()
    guard let map else { return holds }
    holds.spots = try map.integer("spots", 1...50) ?? holds.spots
    // Longer than five minutes on one spot helps nobody and may harm.
    holds.limitSeconds = try map.number("limit_s", 5...300) ?? holds.limitSeconds
    holds.highest = try map.integer("highest", 1...7) ?? holds.highest
    holds.aim = try map.integer("aim", 1...holds.highest) ?? min(holds.highest, holds.aim)
    holds.done = try map.integer("done", 0...holds.aim) ?? min(holds.aim, holds.done)
    holds.askSeconds = try map.number("ask_s", 5...300) ?? holds.askSeconds
    holds.leaveSeconds = try map.number("leave_s", 2...300) ?? holds.leaveSeconds
    try map.finish(known: ["spots", "limit_s", "aim", "done", "highest", "ask_s", "leave_s"])
    return holds
  }
}
