import Glibc
import SpatialMath

/// Roll, pitch and yaw as devices send them: turns about z, then y, then x.
struct EulerAngles: Hashable, Sendable {
  /// About x, radians.
  var roll: Double
  /// About y, radians.
  var pitch: Double
  /// About z, radians.
  var yaw: Double

  /// Takes the angles of an orientation, sensor to earth.
  init(_ q: Quaternion) {
    roll = atan2(2 * (q.w * q.x + q.y * q.z), 1 - 2 * (q.x * q.x + q.y * q.y))
    pitch = asin(max(-1, min(1, 2 * (q.w * q.y - q.z * q.x))))
    yaw = atan2(2 * (q.w * q.z + q.x * q.y), 1 - 2 * (q.y * q.y + q.z * q.z))
  }

  /// Roll, pitch and yaw in degrees.
  var degrees: Vector3 { Vector3(roll, pitch, yaw) * (180 / .pi) }
}
