import SpatialMath
import Testing

@Suite("Vector of three")
struct Vector3Tests {
  private let a = Vector3(1, -2, 3)
  private let b = Vector3(4, 5, -6)

  @Test("sums, differences and multiples go by components")
  func componentwise() {
    #expect(a + b == Vector3(5, 3, -3))
    #expect(a - b == Vector3(-3, -7, 9))
    #expect(-a == Vector3(-1, 2, -3))
    #expect(a * 2 == Vector3(2, -4, 6))
    #expect(2 * a == Vector3(2, -4, 6))
    #expect(a / 2 == Vector3(0.5, -1, 1.5))
    var c = a
    c += b
    #expect(c == Vector3(5, 3, -3))
    c -= a
    #expect(c == b)
  }

  @Test("the scalar product is the sum of the products")
  func scalarProduct() {
    #expect(a.dot(b) == 4 - 10 - 18)
  }

  @Test("the vector product is right-handed and at right angles to both")
  func vectorProduct() {
    #expect(Vector3(1, 0, 0).cross(Vector3(0, 1, 0)) == Vector3(0, 0, 1))
    #expect(Vector3(0, 1, 0).cross(Vector3(0, 0, 1)) == Vector3(1, 0, 0))
    #expect(a.cross(b) == Vector3(-3, 18, 13))
    #expect(a.cross(b).dot(a) == 0)
    #expect(a.cross(b).dot(b) == 0)
  }

  @Test("norms are those of 2, 3 and 6")
  func norms() {
    let v = Vector3(2, -3, 6)
    #expect(v.squaredNorm == 49)
    #expect(v.norm == 7)
    #expect(v.maximumMagnitude == 6)
    #expect(v.normalized == Vector3(2.0 / 7, -3.0 / 7, 6.0 / 7))
  }

  @Test(
    "what has no direction has no unit vector",
    arguments: [Vector3.zero, Vector3(.nan, 0, 1), Vector3(.infinity, 0, 0), Vector3(1e300, 1e300, 0)])
  func withoutDirection(v: Vector3) {
    #expect(v.normalized == nil)
  }

  @Test(
    "finite is only what is finite in every component",
    arguments: [
      (Vector3(1, 2, 3), true), (Vector3(.nan, 0, 0), false), (Vector3(0, -.infinity, 0), false),
      (Vector3(0, 0, .nan), false),
    ])
  func finiteness(v: Vector3, isFinite: Bool) {
    #expect(v.isFinite == isFinite)
  }
}
