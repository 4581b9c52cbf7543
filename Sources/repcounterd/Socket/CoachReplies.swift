import Coach

/// `pain`: what a program says to a level of pain.
struct PainReply: EventPayload {
  static let type = EventType(rawValue: "pain")

  /// The level that was said.
  let level: Int
  /// What the hold is doing now.
  let state: String?
  /// Number of the spot, from 1.
  let spot: Int?
  /// Spots in the session.
  let spots: Int?
  /// Codes of the cues that it led to.
  let cues: [String]

  /// Makes the reply from what was said to everybody.
  init(level: Int, events: [Event]) {
    self.level = level
    let holds = events.compactMap { if case .hold(let hold) = $0 { hold } else { nil } }
    state = holds.last?.state
    spot = holds.last?.spot
    spots = holds.last?.spots
    cues = events.compactMap { if case .cue(let cue) = $0 { cue.cue.code.rawValue } else { nil } }
  }
}

/// `program_text`: the program that is followed, for people.
struct ProgramReply: EventPayload {
  static let type = EventType(rawValue: "program_text")

  /// Its name.
  let program: String
  /// What it is done by: `reps` or `holds`.
  let kind: String
  /// What people call it.
  let title: String
  /// Who must not do it.
  let contraindications: [String]
  /// What to do, step by step.
  let steps: [String]

  /// Makes the reply in a language.
  init(_ program: ExerciseProgram, language: String) {
    self.program = program.name
    switch program.exercise {
    case .reps: kind = "reps"
    case .holds: kind = "holds"
    }
    title = program.title.text(in: language)
    contraindications = program.contraindications.map { $0.text(in: language) }
    steps = program.steps.map { $0.text(in: language) }
  }
}
