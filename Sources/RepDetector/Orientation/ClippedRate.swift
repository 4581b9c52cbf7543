import SpatialMath

/// Puts a rate in the place of what a gyroscope cuts off, by the pull toward the axis.
///
/// A sensor at the distance r from the axis of a turn is pulled toward it by ω² r. Along the arm that is more than anything
/// else that a fast swing adds, and unlike the flanks of the clipped stretch it does not depend on how the stroke goes on.
/// What gravity adds there is known from the orientation.
enum ClippedRate {
  /// Distance from the axis to the sensor, m.
  ///
  /// At a height of 1.7 m the shoulder joint is 0.22 m from the spine and the elbow 0.32 m from there, 0.129 and 0.186 of it
  /// (Winter, Biomechanics and Motor Control of Human Movement, 4th edition, 2009, figure 4.1). Where the trunk does the whole
  /// turn that makes 0.54 m; where it does half of it, the shoulder is pulled by a quarter, which makes 0.37 m. In between
  /// the rate is wrong by a tenth at most. To learn the distance from turns within the range makes it worse: before a set
  /// arms turn about joints of their own.
  static let distance = 0.45
  /// Fastest turn of an arm believed, rad/s.
  static let fastest = 20.0

  /// The rate whose components at the end of the range are as large as the pull says.
  ///
  /// - Parameters:
  ///   - measured: rad/s; its largest component, and all that are as large, are at the end of the range.
  ///   - force: specific force, m/s².
  ///   - up: the vertical, unit.
  ///   - elbow: direction from the axis to the sensor, unit; all four in one frame of the sensor's.
  /// - Returns: rad/s, in no component smaller than measured.
  static func restored(_ measured: Vector3, force: Vector3, up: Vector3, elbow: Vector3) -> Vector3 {
    let limit = 0.999 * measured.maximumMagnitude
    func cutOff(_ value: Double) -> Double { value.magnitude >= limit ? value : 0 }
    let clipped = Vector3(cutOff(measured.x), cutOff(measured.y), cutOff(measured.z))
    let known = measured - clipped
    // A turn about the line to the axis pulls nothing.
    let clippedAcross = clipped - elbow * clipped.dot(elbow)
    let knownAcross = known - elbow * known.dot(elbow)
    let square = min(elbow.dot(up * standardGravity - force) / distance, fastest * fastest)
    // How many times the clipped part makes the whole as fast as that: |s · clipped + known|² = square.
    let a = clippedAcross.squaredNorm
    let b = clippedAcross.dot(knownAcross)
    let discriminant = b * b - a * (knownAcross.squaredNorm - square)
    guard a > 0, discriminant > 0 else { return measured }
    return known + clipped * max(1, (discriminant.squareRoot() - b) / a)
  }
}
