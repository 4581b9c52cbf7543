/// An exercise as it is prescribed: what is said about it, and how it is done.
///
/// Made from a data file; see docs/coach.md for the format. Texts are in one or more languages.
public struct ExerciseProgram: Hashable, Sendable {
  /// The name by which it is asked for, as `trunk-rotation`.
  public var name: String
  /// What people call it.
  public var title: LocalizedText
  /// What it is, in a sentence.
  public var summary: LocalizedText
  /// Who must not do it, each a sentence; where there are any, a yes is asked for before the first time.
  public var contraindications: [LocalizedText]
  /// What to do, step by step, from setting up to the end.
  public var steps: [LocalizedText]
  /// How it is done and measured.
  public var exercise: Exercise

  /// How an exercise is done and measured.
  public enum Exercise: Hashable, Sendable {
    /// Reps of each side.
    case reps(RepPrescription)
    /// Spots that are held still.
    case holds(HoldPrescription)
  }

  /// Makes a program from its parts.
  public init(
    name: String, title: LocalizedText, summary: LocalizedText, contraindications: [LocalizedText] = [],
    steps: [LocalizedText], exercise: Exercise
  ) {
    self.name = name
    self.title = title
    self.summary = summary
    self.contraindications = contraindications
    self.steps = steps
    self.exercise = exercise
  }
}
