import SpatialMath

/// Puts a rate in the place of what a gyroscope cuts off, by the pull toward the axis.
///
/// A sensor at the distance r from the axis of a turn is pulled toward it by ω² r. Along the arm that is more than anything
/// else that a fast swing adds, and unlike the flanks of the clipped stretch it does not depend on how the stroke goes on.
/// What gravity adds there is known from the orientation.
enum ClippedRate {
  /// Fastest turn of an arm believed, rad/s.
  static let fastest = 20.0

  /// The rate whose components at the end of the range are as large as the pull says.
  ///
  /// - Parameters:
  ///   - measured: rad/s; its largest component, and all that are as large, are at the end of the range.
  ///   - force: specific force, m/s².
  ///   - up: the vertical, unit.
  ///   - lever: from the axis to the sensor, m; all four in one frame of the sensor's.
  /// - Returns: rad/s, in no component smaller than measured.
  static func restored(_ measured: Vector3, force: Vector3, up: Vector3, lever: Vector3) -> Vector3 {
    guard let elbow = lever.normalized else { return measured }
    let limit = 0.999 * measured.maximumMagnitude
    func cutOff(_ value: Double) -> Double { value.magnitude >= limit ? value : 0 }
    let clipped = Vector3(cutOff(measured.x), cutOff(measured.y), cutOff(measured.z))
    let known = measured - clipped
    // A turn about the line to the axis pulls nothing.
    let clippedAcross = clipped - elbow * clipped.dot(elbow)
    let knownAcross = known - elbow * known.dot(elbow)
    let square = min(elbow.dot(up * standardGravity - force) / lever.norm, fastest * fastest)
    // How many times the clipped part makes the whole as fast as that: |s · clipped + known|² = square.
    let a = clippedAcross.squaredNorm
    let b = clippedAcross.dot(knownAcross)
    let discriminant = b * b - a * (knownAcross.squaredNorm - square)
    guard a > 0, discriminant > 0 else { return measured }
    return known + clipped * max(1, (discriminant.squareRoot() - b) / a)
  }
}
