/// Everything that decides a simulated session: who wears which sensor and does what.
///
/// The same scenario gives the same session, byte for byte.
public struct SimulatedScenario: Hashable, Sendable {
  /// Names that keep the uses of one seed apart.
  package enum Stream {
    /// Drawing the scenario itself.
    package static let scenario: UInt64 = 1
    /// Drawing the plan of movements.
    package static let script: UInt64 = 2
    /// Sway, breath and tremor.
    package static let body: UInt64 = 3
    /// Noise and drift.
    package static let sensor: UInt64 = 4
    /// Times, losses and duplicates.
    package static let line: UInt64 = 5
  }

  /// The name that goes into the truth file.
  public var name: String
  /// Decides all that is drawn.
  public var seed: UInt64
  /// Whose body it is.
  public var wearer = Wearer()
  /// How the left arm does its reps.
  public var left = ExerciseStyle()
  /// How the right arm does its reps.
  public var right = ExerciseStyle()
  /// What happens, in order.
  public var steps: [SessionStep] = []
  /// Whether the session begins on all fours rather than standing.
  public var startsOnFours = true
  /// Slope of the trunk on all fours, degrees, head up positive; to 28.
  public var tiltDegrees = 0.0
  /// Lean of the trunk on all fours about its long axis, degrees, left side up positive.
  public var leanDegrees = 0.0
  /// How long getting up, reaching and the like take, as a multiple of the usual.
  public var haste = 1.0
  /// How far off the sensor is strapped on.
  public var placement = PlacementSpread()
  /// How the sensor's axes lie, and what is declared about it.
  public var mount = SimulatedMount.standard
  /// Whether the user says which arm moves; only sensible in sessions of one arm.
  public var declaresSide = false
  /// The sensor and its line.
  public var sensor = SensorTraits()

  /// Makes a scenario in which nothing happens yet.
  public init(name: String, seed: UInt64) {
    self.name = name
    self.seed = seed
  }

  /// The side that the user declares; nil for none.
  public var declaredSide: ArmSide? {
    guard declaresSide else { return nil }
    return steps.compactMap { if case .set(let side, _) = $0 { side } else { nil } }.first
  }
}
