import RepDetector

/// Tells from a sensor whether its wearer holds still: a pure state machine over samples.
///
/// Breath and tremor turn a resting arm by a few degrees a second, and a cheap gyroscope adds an offset of as much; who
/// shifts the body on a ball turns it by tens. Without a gyroscope the jitter of the acceleration decides.
public struct StillnessMeter: Sendable {
  /// Angular speed above which the wearer moves, rad/s: 12 degrees a second.
  static let movingRate = 0.21
  /// Distance of the specific force from its recent mean above which the wearer moves, m/s².
  ///
  /// A turn by 4 degrees against gravity; breathing stays under it.
  static let movingForce = 0.7
  /// Time constant of that mean, seconds.
  static let meanSeconds = 2.0
  /// Seconds of motion that are more than a twitch.
  static let onsetSeconds = 0.3
  /// Seconds without motion after which it is over.
  static let settleSeconds = 1.0

  /// Whether the wearer holds still; moving before the first second is over.
  public private(set) var isStill = false
  private var mean: (x: Double, y: Double, z: Double)?
  private var previous: Double?
  private var quietSince: Double?
  private var loudSince: Double?

  /// Makes a meter.
  public init() {}

  /// Takes a sample.
  ///
  /// - Parameters:
  ///   - time: stream time, seconds, not decreasing.
  ///   - force: specific force, m/s², its three components.
  ///   - rate: angular speed, rad/s; nil without a gyroscope.
  /// - Returns: whether ``isStill`` has changed.
  public mutating func update(time: Double, force: (x: Double, y: Double, z: Double), rate: Double?) -> Bool {
    let isLoud = (rate.map { $0 > Self.movingRate } ?? false) || departs(force, at: time)
    let before = isStill
    if isLoud {
      loudSince = loudSince ?? time
      quietSince = nil
    } else {
      quietSince = quietSince ?? time
      loudSince = nil
    }
    if let loudSince, time - loudSince >= Self.onsetSeconds { isStill = false }
    if let quietSince, time - quietSince >= Self.settleSeconds { isStill = true }
    return isStill != before
  }

  private mutating func departs(_ force: (x: Double, y: Double, z: Double), at time: Double) -> Bool {
    // What is no measurement would stay in the mean for long; nor is what is no number below the limit.
    let limit = RepDetector.implausibleForce
    guard force.x.magnitude < limit, force.y.magnitude < limit, force.z.magnitude < limit else { return false }
    defer { previous = time }
    guard let mean, let previous else {
      self.mean = force
      return false
    }
    let share = min(1, max(0, time - previous) / Self.meanSeconds)
    let (x, y, z) = (force.x - mean.x, force.y - mean.y, force.z - mean.z)
    self.mean = (mean.x + share * x, mean.y + share * y, mean.z + share * z)
    return (x * x + y * y + z * z).squareRoot() > Self.movingForce
  }
}
