import Glibc
import SpatialMath

/// A 3×3 matrix by its rows: the tests' own rotations, so that the truth does not rest on the quaternions under test.
struct Matrix3 {
  var rows: (Vector3, Vector3, Vector3)

  static let identity = Matrix3(rows: (Vector3(1, 0, 0), Vector3(0, 1, 0), Vector3(0, 0, 1)))

  init(rows: (Vector3, Vector3, Vector3)) {
    self.rows = rows
  }

  /// The matrix with these columns: for a body's axes in the earth frame, its orientation.
  init(columns x: Vector3, _ y: Vector3, _ z: Vector3) {
    rows = (Vector3(x.x, y.x, z.x), Vector3(x.y, y.y, z.y), Vector3(x.z, y.z, z.z))
  }

  /// The rotation about a unit axis (Rodrigues' formula).
  init(about axis: Vector3, by angle: Double) {
    let c = cos(angle)
    let s = sin(angle)
    let (x, y, z) = (axis.x, axis.y, axis.z)
    let d = 1 - c
    rows = (
      Vector3(c + d * x * x, d * x * y - s * z, d * x * z + s * y),
      Vector3(d * x * y + s * z, c + d * y * y, d * y * z - s * x),
      Vector3(d * x * z - s * y, d * y * z + s * x, c + d * z * z)
    )
  }

  /// Turns about x, then y, then z of the fixed frame, degrees.
  init(x: Double, y: Double, z: Double) {
    self =
      Matrix3(about: Vector3(0, 0, 1), by: radians(z)) * Matrix3(about: Vector3(0, 1, 0), by: radians(y))
      * Matrix3(about: Vector3(1, 0, 0), by: radians(x))
  }

  var transposed: Matrix3 { Matrix3(columns: rows.0, rows.1, rows.2) }

  /// Axis and angle of a rotation that is neither none nor a half turn.
  var axisAndAngle: (axis: Vector3, angle: Double) {
    let double = Vector3(rows.2.y - rows.1.z, rows.0.z - rows.2.x, rows.1.x - rows.0.y)
    let sine = 0.5 * double.norm
    return (double * (0.5 / sine), atan2(sine, 0.5 * (rows.0.x + rows.1.y + rows.2.z - 1)))
  }

  static func * (m: Matrix3, v: Vector3) -> Vector3 { Vector3(m.rows.0.dot(v), m.rows.1.dot(v), m.rows.2.dot(v)) }

  static func * (a: Matrix3, b: Matrix3) -> Matrix3 {
    let t = b.transposed
    return Matrix3(columns: a * t.rows.0, a * t.rows.1, a * t.rows.2)
  }
}

/// Degrees in radians.
func radians(_ degrees: Double) -> Double { degrees * .pi / 180 }

/// Radians in degrees.
func degrees(_ radians: Double) -> Double { radians * 180 / .pi }
