import SpatialMath
import Testing

@Suite("Quaternion")
struct QuaternionTests {
  @Test("a quarter turn about z takes x to y")
  func quarterTurn() {
    let turned = Quaternion(angle: .pi / 2, axis: Vector3(0, 0, 1)).rotate(Vector3(1, 0, 0))
    #expect((turned - Vector3(0, 1, 0)).norm < 1e-12)
  }

  @Test("the product applies its right factor first")
  func productOrder() {
    let aboutZ = Quaternion(angle: .pi / 2, axis: Vector3(0, 0, 1))
    let aboutX = Quaternion(angle: .pi / 2, axis: Vector3(1, 0, 0))
    let turned = (aboutX * aboutZ).rotate(Vector3(1, 0, 0))
    #expect((turned - Vector3(0, 0, 1)).norm < 1e-12)
  }

  @Test("exponential and logarithm undo each other", arguments: [1e-9, 1e-5, 0.1, 1.0, 3.0])
  func exponentialAndLogarithm(angle: Double) {
    let v = Vector3(0.6, -0.64, 0.48) * angle
    #expect((Quaternion(rotationVector: v).rotationVector - v).norm < 1e-9 * max(angle, 1e-3))
  }

  @Test("the shortest rotation between two vectors takes the one to the other, opposite ones included")
  func shortestRotation() {
    let from = Vector3(0.6, 0, 0.8)
    for to in [Vector3(0, 1, 0), Vector3(0.6, 0, 0.8), Vector3(-0.6, 0, -0.8)] {
      #expect((Quaternion(from: from, to: to).rotate(from) - to).norm < 1e-9)
    }
  }
}
