import SpatialMath

/// The mean of the last axes, and whether they agree.
struct AxisMean {
  /// Share of what was there that a new axis leaves: a strap that slips is followed.
  static let memory = 0.7
  /// Length of the mean from which axes agree: 18 degrees away from it on average.
  static let agreement = 0.95

  private var sum = Vector3.zero
  private var weight = 0.0
  private var count = 0

  /// Adds an axis, unit.
  mutating func add(_ axis: Vector3) {
    sum = sum * Self.memory + axis
    weight = weight * Self.memory + 1
    count += 1
  }

  /// The mean, unit; nil where there were fewer than so many, or they do not agree.
  func axis(ofAtLeast least: Int) -> Vector3? {
    count >= least && sum.norm > Self.agreement * weight ? sum.normalized : nil
  }
}
