import SpatialMath

/// Learns from counted reps how a sensor sits whose mount nobody knows: where the elbow is, by the acceleration, and about
/// which axis the arm opens.
struct MountLearner {
  /// Reps before the axis is believed: as many as a set has at least, and more than a glass has sips.
  static let enough = 5

  private var elbowSum = Vector3.zero
  private var elbowWeight = 0.0
  private var axes = AxisMean()

  /// Direction from the axis to the elbow, sensor frame, not normalised; nil until a rep was counted.
  var elbow: Vector3? { elbowWeight > 0 ? elbowSum : nil }

  /// Axis of the reps in the sense of the opening, sensor frame, unit; nil until enough of them agree.
  var axis: Vector3? { axes.axis(ofAtLeast: Self.enough) }

  /// Takes a counted rep; the more acceleration there was, the more it says of the elbow.
  mutating func learn(_ shape: SwingShape) {
    elbowSum += shape.rotation.lever * shape.rotation.acceleration
    elbowWeight += shape.rotation.acceleration
    axes.add(shape.mountAxis)
  }

  /// Forgets the axis: the sensor seems to sit otherwise now.
  mutating func forgetAxis() {
    axes = AxisMean()
  }
}
