import Coach

/// Draws a program as the lines of a sheet for people.
enum ProgramSheet {
  private static let width = 78

  /// The lines: what it is, who must not do it, the steps, and the numbers.
  static func lines(of program: ExerciseProgram, language: String) -> [String] {
    var lines = [program.title.text(in: language), ""]
    lines += wrapped(program.summary.text(in: language))
    if !program.contraindications.isEmpty {
      lines.append("")
      for sentence in program.contraindications { lines += wrapped(sentence.text(in: language), first: "! ") }
    }
    lines.append("")
    for (index, step) in program.steps.enumerated() {
      lines += wrapped(step.text(in: language), first: "\(index + 1). ")
    }
    lines.append("")
    switch program.exercise {
    case .reps(let reps): lines += numbers(of: reps)
    case .holds(let holds): lines += numbers(of: holds)
    }
    return lines
  }

  private static func numbers(of reps: RepPrescription) -> [String] {
    let rule = reps.rule
    let sides = reps.alternation == .set ? "both sides in a session" : "one side in a session, the other in the next"
    return [
      "reps: \(rule.start) a side at first, up to \(rule.most); \(sides)",
      "more: after \(rule.goodSessions) good sessions \(rule.step) more, from \(rule.carefulFrom) on 1 more; "
        + "after a poor one \(rule.stepBack) fewer",
      "after \(days(rule.breakDays)) without a session two thirds, after \(days(rule.restartDays)) from the start",
      "rest: \(Markup.number(reps.restSeconds)) s between the sides",
      "slow: no opening or closing under \(Markup.number(reps.shortestStrokeSeconds)) s",
    ]
  }

  private static func numbers(of holds: HoldPrescription) -> [String] {
    [
      "spots: \(holds.spots), each held still for \(Markup.number(holds.limitSeconds)) s at most",
      "pain from 0 to 10: begin at about \(holds.aim), done at \(holds.done), never above \(holds.highest); "
        + "say it with 'repcounterd pain \(holds.aim)'",
    ]
  }

  private static func days(_ days: Double) -> String { "\(Int(days)) days" }

  /// A text in lines of at most ``width``, all but the first indented as far as `first` reaches.
  static func wrapped(_ text: String, first: String = "") -> [String] {
    var lines: [String] = []
    var line = first
    var isEmpty = true
    for word in text.split(separator: " ") {
      if !isEmpty, line.count + 1 + word.count > width {
        lines.append(line)
        line = String(repeating: " ", count: first.count)
        isEmpty = true
      }
      line += (isEmpty ? "" : " ") + word
      isEmpty = false
    }
    return lines + [line]
  }
}
