import SpatialMath

/// Learns where the elbow is in the frame of a sensor whose mount nobody knows, from the acceleration of counted reps.
struct ElbowLearner {
  private var sum = Vector3.zero
  private var weight = 0.0

  /// Direction from the axis to the elbow, sensor frame, not normalised; nil until a rep was counted.
  var direction: Vector3? { weight > 0 ? sum : nil }

  /// Takes what a rep's acceleration says; the more there was of it, the more it counts.
  mutating func learn(_ rotation: RigidRotationFit) {
    sum += rotation.lever * rotation.acceleration
    weight += rotation.acceleration
  }
}
