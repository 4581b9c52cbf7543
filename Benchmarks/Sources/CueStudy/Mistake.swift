import Coach
import IMUIngest

/// A way in which a wearer of the study does not do the exercise as it should be done.
enum Mistake: String, CaseIterable {
  /// None.
  case none
  case tooFast = "too fast"
  case notAllTheWayBack = "not all the way back"
  case shortRange = "shrinking range"
  case jerky
  case sidesDiffer = "sides differ"

  /// The cue that it should be told by; nil for no mistake.
  var cue: Cue.Code? {
    switch self {
    case .none: nil
    case .tooFast: .tooFast
    case .notAllTheWayBack: .notAllTheWayBack
    case .shortRange: .shortRange
    case .jerky: .jerky
    case .sidesDiffer: .sidesDiffer
    }
  }

  /// A session of one set a side by a wearer who makes the mistake in all of it, and no other.
  ///
  /// - Parameters:
  ///   - seed: decides all that is drawn; the wearer's build, range and tempo among it.
  ///   - reps: of each set.
  func session(seed: UInt64, reps: Int) throws -> SimulatedScenario {
    var scenario = try SimulatedScenario.preset("nominal", seed: seed, left: reps, right: reps)
    // One range for both sides, of the wearer's drawn range.
    let range = scenario.left.rangeDegrees
    var style = ExerciseStyle()
    style.bottomDegrees = scenario.left.bottomDegrees
    style.rangeDegrees = range
    style.hesitationProbability = 0
    style.restProbability = 0
    style.fatigue = 0.03
    switch self {
    case .none: break
    case .tooFast:
      style.openSeconds = 0.5...0.8
      style.closeSeconds = 0.5...0.8
      style.holdSeconds = 0.0...0.3
    case .notAllTheWayBack: style.shortReturnProbability = 0.7
    case .shortRange: style.fatigue = 0.42
    case .jerky:
      style.hesitationProbability = 1
      style.hesitationSeconds = 0.3...0.8
    case .sidesDiffer: break
    }
    scenario.left = style
    scenario.right = style
    if self == .sidesDiffer { scenario.right.rangeDegrees = range - 20 }
    return scenario
  }
}
