import SpatialMath

/// A symmetric 3×3 matrix.
struct Symmetric3 {
  var xx = 0.0
  var yy = 0.0
  var zz = 0.0
  var xy = 0.0
  var xz = 0.0
  var yz = 0.0

  init() {}

  /// A multiple of the unit matrix.
  init(diagonal: Double) {
    xx = diagonal
    yy = diagonal
    zz = diagonal
  }

  /// The matrix times a vector.
  func times(_ v: Vector3) -> Vector3 {
    Vector3(xx * v.x + xy * v.y + xz * v.z, xy * v.x + yy * v.y + yz * v.z, xz * v.x + yz * v.y + zz * v.z)
  }

  /// Adds weight · v vᵀ.
  mutating func addOuter(_ v: Vector3, weight: Double = 1) {
    xx += weight * v.x * v.x
    yy += weight * v.y * v.y
    zz += weight * v.z * v.z
    xy += weight * v.x * v.y
    xz += weight * v.x * v.z
    yz += weight * v.y * v.z
  }

  /// Takes off a bᵀ where that product is symmetric.
  mutating func subtractOuter(_ a: Vector3, _ b: Vector3) {
    xx -= a.x * b.x
    yy -= a.y * b.y
    zz -= a.z * b.z
    xy -= a.x * b.y
    xz -= a.x * b.z
    yz -= a.y * b.z
  }

  /// The matrix plus a multiple of the unit matrix.
  func adding(diagonal: Double) -> Symmetric3 {
    var m = self
    m.xx += diagonal
    m.yy += diagonal
    m.zz += diagonal
    return m
  }

  /// The vector that the matrix takes to `v`; nil where the matrix is singular.
  func solved(_ v: Vector3) -> Vector3? {
    let x = Vector3(xx, xy, xz)
    let y = Vector3(xy, yy, yz)
    let z = Vector3(xz, yz, zz)
    let determinant = x.dot(y.cross(z))
    guard determinant != 0, determinant.isFinite else { return nil }
    return (y.cross(z) * v.x + z.cross(x) * v.y + x.cross(y) * v.z) / determinant
  }

  /// The sum of the eigenvalues.
  var trace: Double { xx + yy + zz }

  /// The direction of the largest eigenvalue, unit norm, found by repeated squaring; nil for the null matrix.
  ///
  /// Squaring eight times raises the ratio of the eigenvalues to the power 256, so that a ratio of 1.1 is enough. From a
  /// trace of 1 the largest eigenvalue is at least a third, which to that power is still far from the smallest number.
  var principalDirection: Vector3? {
    guard trace > 0, trace.isFinite else { return nil }
    var m = scaled(1 / trace)
    for _ in 0..<8 { m = m.squared }
    if m.xx >= m.yy, m.xx >= m.zz { return Vector3(m.xx, m.xy, m.xz).normalized }
    if m.yy >= m.zz { return Vector3(m.xy, m.yy, m.yz).normalized }
    return Vector3(m.xz, m.yz, m.zz).normalized
  }

  /// Whether a unit vector is certain to be within an angle of the direction of the largest eigenvalue or its opposite.
  ///
  /// Several times cheaper than that direction; for a matrix without negative eigenvalues. A unit vector with the Rayleigh quotient λ and the residual r is away by an angle whose sine is at most |r| over the
  /// distance of λ from the other eigenvalues, and those are at most the trace less λ. (Davis and Kahan, SIAM J. Numer.
  /// Anal. 7(1), 1970.)
  func hasPrincipalDirection(near unit: Vector3, cosine: Double) -> Bool {
    let image = times(unit)
    let quotient = image.dot(unit)
    let gap = 2 * quotient - trace
    return gap > 0 && (image - unit * quotient).squaredNorm < (1 - cosine * cosine) * gap * gap
  }

  /// The matrix times a number.
  func scaled(_ f: Double) -> Symmetric3 {
    var m = self
    m.xx *= f
    m.yy *= f
    m.zz *= f
    m.xy *= f
    m.xz *= f
    m.yz *= f
    return m
  }

  private var squared: Symmetric3 {
    var m = Symmetric3()
    m.xx = xx * xx + xy * xy + xz * xz
    m.yy = xy * xy + yy * yy + yz * yz
    m.zz = xz * xz + yz * yz + zz * zz
    m.xy = xx * xy + xy * yy + xz * yz
    m.xz = xx * xz + xy * yz + xz * zz
    m.yz = xy * xz + yy * yz + yz * zz
    return m
  }
}
