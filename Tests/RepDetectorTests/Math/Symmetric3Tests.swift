import SpatialMath
import Testing

@testable import RepDetector

@Suite("Symmetric matrix")
struct Symmetric3Tests {
  /// Rows (4, 1, 0), (1, 3, 1), (0, 1, 2); determinant 18.
  private var matrix: Symmetric3 {
    var m = Symmetric3()
    (m.xx, m.yy, m.zz, m.xy, m.xz, m.yz) = (4, 3, 2, 1, 0, 1)
    return m
  }

  @Test("the product with a vector goes row by row")
  func product() {
    #expect(matrix.times(Vector3(1, 2, 3)) == Vector3(6, 10, 8))
  }

  @Test("solving undoes the product")
  func solving() throws {
    let x = try #require(matrix.solved(Vector3(6, 10, 8)))
    #expect((x - Vector3(1, 2, 3)).norm < 1e-12)
  }

  @Test("a singular matrix has no solution")
  func singular() {
    var m = Symmetric3()
    m.addOuter(Vector3(1, 2, 3))
    #expect(m.solved(Vector3(1, 0, 0)) == nil)
  }

  @Test("outer products go in with their weight and come out again")
  func outerProducts() {
    var m = matrix
    m.addOuter(Vector3(1, 2, -1), weight: 2)
    #expect(m.times(Vector3(1, 0, 0)) == Vector3(6, 5, -2))
    #expect(m.times(Vector3(0, 0, 1)) == Vector3(-2, -3, 4))
    m.subtractOuter(Vector3(2, 4, -2), Vector3(1, 2, -1))
    #expect(m.times(Vector3(1, 2, 3)) == Vector3(6, 10, 8))
    #expect(m.adding(diagonal: 1).trace == 12)
    #expect(Symmetric3(diagonal: 3).times(Vector3(1, 2, 3)) == Vector3(3, 6, 9))
  }

  @Test("the principal direction is that of the largest share", arguments: [1.2, 2, 1000])
  func principalDirection(ratio: Double) throws {
    let along = [Vector3(0.6, 0, 0.8), Vector3(0.8, 0, -0.6), Vector3(0, 1, 0)]
    for (i, axis) in along.enumerated() {
      var m = Symmetric3()
      for (k, other) in along.enumerated() { m.addOuter(other, weight: i == k ? ratio : 1) }
      let found = try #require(m.principalDirection)
      #expect(found.dot(axis).magnitude > 1 - 1e-9)
    }
  }

  @Test("nothing has no principal direction")
  func nothing() {
    #expect(Symmetric3().principalDirection == nil)
  }
}
