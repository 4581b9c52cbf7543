/// A vector of three components in double precision.
///
/// A plain struct of three stored values: as fast as a SIMD type in optimised builds and several times faster in debug builds.
@frozen
public struct Vector3: Hashable, Sendable {
  /// The component along the first axis.
  public var x: Double
  /// The component along the second axis.
  public var y: Double
  /// The component along the third axis.
  public var z: Double

  /// Makes a vector from its components.
  @inlinable
  public init(_ x: Double, _ y: Double, _ z: Double) {
    self.x = x
    self.y = y
    self.z = z
  }

  /// The null vector.
  @inlinable
  public static var zero: Vector3 { Vector3(0, 0, 0) }

  /// The square of the Euclidean norm.
  @inlinable
  public var squaredNorm: Double { x * x + y * y + z * z }

  /// The Euclidean norm.
  @inlinable
  public var norm: Double { squaredNorm.squareRoot() }

  /// The vector of norm 1 with the same direction, or nil where the norm is zero or not finite.
  @inlinable
  public var normalized: Vector3? {
    let length = norm
    guard length > 0, length.isFinite else { return nil }
    return self / length
  }

  /// Whether all three components are finite numbers.
  @inlinable
  public var isFinite: Bool { x.isFinite && y.isFinite && z.isFinite }

  /// The largest absolute value of a component.
  @inlinable
  public var maximumMagnitude: Double { Swift.max(x.magnitude, y.magnitude, z.magnitude) }

  /// The scalar product.
  @inlinable
  public func dot(_ other: Vector3) -> Double { x * other.x + y * other.y + z * other.z }

  /// The vector product, right-handed.
  @inlinable
  public func cross(_ other: Vector3) -> Vector3 {
    Vector3(y * other.z - z * other.y, z * other.x - x * other.z, x * other.y - y * other.x)
  }

  /// The sum of two vectors.
  @inlinable
  public static func + (a: Vector3, b: Vector3) -> Vector3 { Vector3(a.x + b.x, a.y + b.y, a.z + b.z) }

  /// The difference of two vectors.
  @inlinable
  public static func - (a: Vector3, b: Vector3) -> Vector3 { Vector3(a.x - b.x, a.y - b.y, a.z - b.z) }

  /// The opposite vector.
  @inlinable
  public static prefix func - (a: Vector3) -> Vector3 { Vector3(-a.x, -a.y, -a.z) }

  /// The vector scaled by a factor.
  @inlinable
  public static func * (a: Vector3, factor: Double) -> Vector3 { Vector3(a.x * factor, a.y * factor, a.z * factor) }

  /// The vector scaled by a factor.
  @inlinable
  public static func * (factor: Double, a: Vector3) -> Vector3 { a * factor }

  /// The vector divided by a number.
  @inlinable
  public static func / (a: Vector3, divisor: Double) -> Vector3 { Vector3(a.x / divisor, a.y / divisor, a.z / divisor) }

  /// Adds a vector in place.
  @inlinable
  public static func += (a: inout Vector3, b: Vector3) { a = a + b }

  /// Subtracts a vector in place.
  @inlinable
  public static func -= (a: inout Vector3, b: Vector3) { a = a - b }
}
