/// How a movement from one place to another spreads over its time.
///
/// Every profile starts and ends with speed and acceleration zero, so that movements joined end to end stay twice
/// continuously differentiable: no step in velocity, no step in force.
///
/// Source: T. Flash and N. Hogan, J. Neurosci. 5(7), 1985 (minimum jerk).
package struct MotionProfile: Hashable, Sendable {
  private enum Shape: Hashable, Sendable {
    case minimumJerk
    case steady(ramp: Double)
  }

  private var shape: Shape
  private var skew: Double

  /// The minimum-jerk profile: speed is a bell.
  ///
  /// - Parameter skew: 0 for a symmetric bell; up to +0.5 for a peak that comes early, down to -0.5 for a late one.
  package static func minimumJerk(skew: Double = 0) -> MotionProfile {
    MotionProfile(shape: .minimumJerk, skew: skew)
  }

  /// A profile of constant speed between two ramps, as in slow, guided movement.
  ///
  /// - Parameters:
  ///   - ramp: share of the time that each ramp takes, above 0 to 0.5.
  ///   - skew: as with ``minimumJerk(skew:)``.
  package static func steady(ramp: Double, skew: Double = 0) -> MotionProfile {
    MotionProfile(shape: .steady(ramp: ramp), skew: skew)
  }

  /// The share of the way that is done after a share of the time; 0 before, 1 after.
  package func progress(_ time: Double) -> Double {
    if time <= 0 { return 0 }
    if time >= 1 { return 1 }
    // A smooth warp of time keeps the zero derivatives at both ends.
    let u = time + skew * time * (1 - time)
    switch shape {
    case .minimumJerk:
      return u * u * u * (10 + u * (-15 + 6 * u))
    case .steady(let ramp):
      if u > 0.5 { return 1 - Self.half(1 - u, ramp: ramp) }
      return Self.half(u, ramp: ramp)
    }
  }

  /// The way done in the first half of a steady profile: the integral of a quintic ramp of speed, then of a constant speed.
  private static func half(_ u: Double, ramp: Double) -> Double {
    let speed = 1 / (1 - ramp)
    guard u < ramp else { return speed * (u - 0.5 * ramp) }
    let x = u / ramp
    return speed * ramp * x * x * x * x * (2.5 + x * (-3 + x))
  }

  /// A bump that rises from 0 to 1 in the middle and falls back, with two zero derivatives at both ends.
  package static func bump(_ time: Double) -> Double {
    guard time > 0, time < 1 else { return 0 }
    let p = time * (1 - time)
    return 64 * p * p * p
  }
}
