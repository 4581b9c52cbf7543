/// What really happened in a recording, as the simulated wearer wrote it down.
struct Truth: Decodable {
  /// A swing that is a rep.
  struct Rep: Decodable {
    let side: String
    /// The opening leaves the bottom, seconds.
    let start: Double
    /// The top is reached, seconds.
    let top: Double
    /// The closing is done, seconds.
    let end: Double
    /// Range of motion, degrees.
    let rangeOfMotion: Double
    /// Swing angle at the top, degrees.
    let topAngle: Double
    /// Swing angle at the bottom before the opening, degrees.
    let bottomAngle: Double
    /// Number of the set in the session.
    let set: Int

    private enum CodingKeys: String, CodingKey {
      case side
      case start = "t_start"
      case top = "t_top"
      case end = "t_end"
      case rangeOfMotion = "rom_deg"
      case topAngle = "top_deg"
      case bottomAngle = "bottom_deg"
      case set
    }
  }

  /// A swing that is none.
  struct Partial: Decodable {
    let start: Double
    let end: Double
    let reason: String

    private enum CodingKeys: String, CodingKey {
      case start = "t_start"
      case end = "t_end"
      case reason
    }
  }

  /// Something else that the wearer did.
  struct Activity: Decodable {
    let kind: String
  }

  /// The scenario.
  let name: String
  let seed: Int
  let declaredSide: String?
  let mount: String
  let reps: [Rep]
  let partials: [Partial]
  let activities: [Activity]
  let lostSamples: Int

  /// Reps of a side.
  func count(_ side: String) -> Int { reps.count { $0.side == side } }

  private enum CodingKeys: String, CodingKey {
    case name
    case seed
    case declaredSide = "declared_side"
    case mount
    case reps
    case partials
    case activities
    case lostSamples = "lost_samples"
  }
}
