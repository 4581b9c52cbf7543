/// Mean, spread and best of the reps that were added, without keeping them.
///
/// The mean and the sum of squares follow Welford (Technometrics 4:419, 1962), so that long sessions lose no digits.
public struct RepStatistics: Hashable, Sendable {
  /// Reps added.
  public private(set) var reps = 0
  /// Mean range of motion, radians; 0 without reps.
  public private(set) var meanRangeOfMotion = 0.0
  /// Largest range of motion, radians; 0 without reps.
  public private(set) var bestRangeOfMotion = 0.0
  /// Mean time of a rep from the bottom to the bottom, seconds; 0 without reps.
  public private(set) var meanDuration = 0.0
  private var squaredDeviations = 0.0

  /// Starts without reps.
  public init() {}

  /// Sample standard deviation of the range of motion, radians; nil with fewer than two reps.
  public var rangeOfMotionDeviation: Double? {
    reps > 1 ? (squaredDeviations / Double(reps - 1)).squareRoot() : nil
  }

  /// Adds a rep.
  public mutating func add(_ rep: Rep) {
    reps += 1
    let deviation = rep.rangeOfMotion - meanRangeOfMotion
    meanRangeOfMotion += deviation / Double(reps)
    squaredDeviations += deviation * (rep.rangeOfMotion - meanRangeOfMotion)
    bestRangeOfMotion = max(bestRangeOfMotion, rep.rangeOfMotion)
    meanDuration += (rep.end - rep.start - meanDuration) / Double(reps)
  }
}

extension RepStatistics {
  /// Adds the reps of other statistics, as if they had been added one by one.
  ///
  /// Source: Chan, Golub and LeVeque, Technical Report STAN-CS-79-773, 1979.
  public mutating func add(_ other: RepStatistics) {
    guard other.reps > 0 else { return }
    let total = Double(reps + other.reps)
    let share = Double(other.reps) / total
    let difference = other.meanRangeOfMotion - meanRangeOfMotion
    squaredDeviations += other.squaredDeviations + difference * difference * Double(reps) * share
    meanRangeOfMotion += difference * share
    meanDuration += (other.meanDuration - meanDuration) * share
    bestRangeOfMotion = max(bestRangeOfMotion, other.bestRangeOfMotion)
    reps += other.reps
  }
}
