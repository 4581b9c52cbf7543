#if canImport(Glibc)
  public import Glibc
#elseif canImport(Musl)
  public import Musl
#endif

/// A quaternion in Hamilton's convention, scalar first.
///
/// A unit quaternion `q` turns a vector `v` of frame B into frame A by `q.rotate(v)`; `a * b` applies `b` first.
@frozen
public struct Quaternion: Hashable, Sendable {
  /// The scalar part.
  public var w: Double
  /// The first component of the vector part.
  public var x: Double
  /// The second component of the vector part.
  public var y: Double
  /// The third component of the vector part.
  public var z: Double

  /// Makes a quaternion from its components; nothing is normalised.
  @inlinable @inline(__always)
  public init(w: Double, x: Double, y: Double, z: Double) {
    self.w = w
    self.x = x
    self.y = y
    self.z = z
  }

  /// The rotation by nothing.
  @inlinable
  public static var identity: Quaternion { Quaternion(w: 1, x: 0, y: 0, z: 0) }

  /// The rotation by an angle about an axis.
  ///
  /// - Parameters:
  ///   - angle: radians, right-handed.
  ///   - axis: unit vector.
  @inlinable
  public init(angle: Double, axis: Vector3) {
    let half = 0.5 * angle
    let s = sin(half)
    self.init(w: cos(half), x: s * axis.x, y: s * axis.y, z: s * axis.z)
  }

  /// The rotation whose axis is the vector's direction and whose angle is its norm (the exponential map).
  ///
  /// - Parameter rotationVector: radians. Any norm; below a quarter of a radian series are used.
  @inlinable @inline(__always)
  public init(rotationVector v: Vector3) {
    let squared = v.squaredNorm
    if squared < 0.0625 {
      // Of the half angle h: sin(h) / h to h⁶ and cos(h) to h⁸, which leaves less than 1e-13.
      let h = 0.25 * squared
      let s = 0.5 + h * (-1 / 12 + h * (1 / 240 - h * (1 / 10_080)))
      let c = 1 + h * (-1 / 2 + h * (1 / 24 + h * (-1 / 720 + h * (1 / 40_320))))
      self.init(w: c, x: s * v.x, y: s * v.y, z: s * v.z)
    } else {
      let angle = squared.squareRoot()
      let s = sin(0.5 * angle) / angle
      self.init(w: cos(0.5 * angle), x: s * v.x, y: s * v.y, z: s * v.z)
    }
  }

  /// The shortest rotation that turns one unit vector into another.
  ///
  /// Opposite vectors leave the axis open; then one at right angles to `from` is chosen.
  @inlinable
  public init(from: Vector3, to: Vector3) {
    self = Quaternion(along: from, to: to).normalized
  }

  /// The same rotation, not normalised: for a product that is.
  @inlinable
  public init(along from: Vector3, to: Vector3) {
    let c = from.dot(to)
    if c > -0.999_999 {
      let axis = from.cross(to)
      self.init(w: 1 + c, x: axis.x, y: axis.y, z: axis.z)
    } else {
      let other = from.x.magnitude < 0.7 ? Vector3(1, 0, 0) : Vector3(0, 1, 0)
      let axis = from.cross(other)
      self.init(w: 0, x: axis.x, y: axis.y, z: axis.z)
    }
  }

  /// The quaternion that undoes this unit quaternion.
  @inlinable @inline(__always)
  public var conjugate: Quaternion { Quaternion(w: w, x: -x, y: -y, z: -z) }

  /// The vector part.
  @inlinable
  public var vector: Vector3 { Vector3(x, y, z) }

  /// The Euclidean norm of the four components.
  @inlinable
  public var norm: Double { (w * w + x * x + y * y + z * z).squareRoot() }

  /// The quaternion scaled to norm 1; the identity where the norm is zero or not finite.
  @inlinable
  public var normalized: Quaternion {
    let n = norm
    guard n > 0, n.isFinite else { return .identity }
    let f = 1 / n
    return Quaternion(w: f * w, x: f * x, y: f * y, z: f * z)
  }

  /// A quaternion that was of norm 1 but for rounding, or nearly so, scaled back to it.
  ///
  /// One step of Newton's iteration toward the inverse of the norm, which leaves three eighths of the square of what the
  /// squared norm was off; where that was more than rounding can make, as ``normalized``.
  @inlinable @inline(__always)
  public var renormalized: Quaternion {
    let squared = w * w + x * x + y * y + z * z
    guard (squared - 1).magnitude < 1e-6 else { return normalized }
    let f = 1.5 - 0.5 * squared
    return Quaternion(w: f * w, x: f * x, y: f * y, z: f * z)
  }

  /// The rotation halfway between two that are near each other, of quaternions of norm 1.
  @inlinable
  public static func middle(_ a: Quaternion, _ b: Quaternion) -> Quaternion {
    let sign = a.w * b.w + a.x * b.x + a.y * b.y + a.z * b.z < 0 ? -1.0 : 1.0
    return Quaternion(w: a.w + sign * b.w, x: a.x + sign * b.x, y: a.y + sign * b.y, z: a.z + sign * b.z).normalized
  }

  /// The rotation angle of a unit quaternion, 0 to pi, radians.
  @inlinable
  public var angle: Double { 2 * atan2(vector.norm, w.magnitude) }

  /// The rotation vector of a unit quaternion: axis times angle (0 to pi), radians (the logarithm map).
  @inlinable @inline(__always)
  public var rotationVector: Vector3 {
    let v = w < 0 ? -vector : vector
    let squared = v.squaredNorm / (w * w)
    if squared < arcTangentSeriesLimit { return v * (2 / w.magnitude * arcTangentRatio(squared)) }
    let s = v.norm
    return v * (2 * atan2(s, w.magnitude) / s)
  }

  /// The three rows of the rotation's matrix: the axes of frame A in frame B, for a unit quaternion that turns B into A.
  @inlinable @inline(__always)
  public var rows: (x: Vector3, y: Vector3, z: Vector3) {
    (
      x: Vector3(1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)),
      y: Vector3(2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)),
      z: Vector3(2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y))
    )
  }

  /// The twist of a unit quaternion about an axis: the part of the rotation that is about it, radians, -2 pi to 2 pi.
  ///
  /// - Parameter axis: unit vector.
  @inlinable
  public func twist(about axis: Vector3) -> Double { 2 * atan2(vector.dot(axis), w) }

  /// The swing of a unit quaternion away from an axis: the part of the rotation that is not about it, radians, 0 to pi.
  ///
  /// - Parameter axis: unit vector.
  @inlinable
  public func swing(from axis: Vector3) -> Double {
    let along = vector.dot(axis)
    return 2 * atan2((vector - axis * along).norm, (w * w + along * along).squareRoot())
  }

  /// Hamilton's product: the rotation `b` followed by the rotation `a`.
  @inlinable @inline(__always)
  public static func * (a: Quaternion, b: Quaternion) -> Quaternion {
    Quaternion(
      w: a.w * b.w - a.x * b.x - a.y * b.y - a.z * b.z,
      x: a.w * b.x + a.x * b.w + a.y * b.z - a.z * b.y,
      y: a.w * b.y - a.x * b.z + a.y * b.w + a.z * b.x,
      z: a.w * b.z + a.x * b.y - a.y * b.x + a.z * b.w
    )
  }

  /// Turns a vector by this unit quaternion.
  @inlinable @inline(__always)
  public func rotate(_ v: Vector3) -> Vector3 {
    let u = vector
    let t = 2 * u.cross(v)
    return v + w * t + u.cross(t)
  }
}
