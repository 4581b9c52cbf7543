import SpatialMath
import Testing

@Suite("Quaternion")
struct QuaternionTests {
  /// A third of a turn about the space diagonal takes x to y, y to z and z to x.
  private let third = Quaternion(w: 0.5, x: 0.5, y: 0.5, z: 0.5)

  @Test("a quarter turn about z takes x to y")
  func quarterTurn() {
    let turned = Quaternion(angle: .pi / 2, axis: Vector3(0, 0, 1)).rotate(Vector3(1, 0, 0))
    #expect((turned - Vector3(0, 1, 0)).norm < 1e-12)
  }

  @Test("a third of a turn about the space diagonal passes the axes round")
  func thirdOfATurn() {
    #expect(third.rotate(Vector3(1, 2, 3)) == Vector3(3, 1, 2))
    let s = 1 / 3.0.squareRoot()
    let made = Quaternion(angle: 2 * .pi / 3, axis: Vector3(s, s, s))
    #expect((made.rotate(Vector3(1, 2, 3)) - Vector3(3, 1, 2)).norm < 1e-12)
    #expect((third.angle - 2 * .pi / 3).magnitude < 1e-12)
  }

  @Test("the product applies its right factor first")
  func productOrder() {
    let aboutZ = Quaternion(angle: .pi / 2, axis: Vector3(0, 0, 1))
    let aboutX = Quaternion(angle: .pi / 2, axis: Vector3(1, 0, 0))
    let turned = (aboutX * aboutZ).rotate(Vector3(1, 0, 0))
    #expect((turned - Vector3(0, 0, 1)).norm < 1e-12)
  }

  @Test("the conjugate turns back")
  func conjugate() {
    #expect(third.conjugate.rotate(Vector3(3, 1, 2)) == Vector3(1, 2, 3))
    #expect(third * third.conjugate == .identity)
  }

  @Test("exponential and logarithm undo each other", arguments: [1e-9, 1e-5, 0.1, 1.0, 3.0])
  func exponentialAndLogarithm(angle: Double) {
    let v = Vector3(0.6, -0.64, 0.48) * angle
    #expect((Quaternion(rotationVector: v).rotationVector - v).norm < 1e-9 * max(angle, 1e-3))
  }

  @Test(
    "the exponential keeps norm 1, and goes on smoothly where its series begins",
    arguments: [0, 0.99e-4, 1.01e-4, 2, 9])
  func exponentialNorm(angle: Double) {
    let q = Quaternion(rotationVector: Vector3(0, angle, 0))
    #expect((q.norm - 1).magnitude < 1e-15)
    #expect((q.y - Quaternion(angle: angle, axis: Vector3(0, 1, 0)).y).magnitude < 1e-17 + 1e-15 * angle)
  }

  @Test("the logarithm takes the short way round")
  func shortWay() {
    let v = Quaternion(rotationVector: Vector3(0, 0, 4)).rotationVector
    #expect((v - Vector3(0, 0, 4 - 2 * .pi)).norm < 1e-12)
  }

  @Test("the shortest rotation between two vectors takes the one to the other, opposite ones included")
  func shortestRotation() {
    let from = Vector3(0.6, 0, 0.8)
    for to in [Vector3(0, 1, 0), Vector3(0.6, 0, 0.8), Vector3(-0.6, 0, -0.8)] {
      #expect((Quaternion(from: from, to: to).rotate(from) - to).norm < 1e-9)
    }
  }

  @Test("the shortest rotation is about the axis at right angles to both vectors")
  func shortestAxis() {
    let v = Quaternion(from: Vector3(1, 0, 0), to: Vector3(0, 1, 0)).rotationVector
    #expect((v - Vector3(0, 0, .pi / 2)).norm < 1e-12)
  }

  @Test("the twist about an axis leaves out what turns the axis away", arguments: [-3.0, -1, 0, 0.5, 2.5])
  func twist(angle: Double) {
    let z = Vector3(0, 0, 1)
    let away = Quaternion(angle: 0.7, axis: Vector3(1, 0, 0))
    #expect((away * Quaternion(angle: angle, axis: z)).twist(about: z).isNear(angle))
    #expect((Quaternion(angle: angle, axis: z) * away).twist(about: z).isNear(angle))
  }

  @Test("scaling brings the norm to 1, and makes the identity of what has no norm")
  func normalising() {
    #expect(Quaternion(w: 2, x: 0, y: 0, z: 0).normalized == .identity)
    #expect(Quaternion(w: 1, x: 1, y: 1, z: 1).normalized == third)
    #expect(Quaternion(w: 0, x: 0, y: 0, z: 0).normalized == .identity)
    #expect(Quaternion(w: .nan, x: 0, y: 0, z: 0).normalized == .identity)
  }

  @Test(
    "what rounding took from the norm is put back, and what more than that took too", arguments: [1e-9, -1e-7, 0.3])
  func renormalising(off: Double) {
    let q = Quaternion(w: 0.5, x: -0.5, y: 0.5, z: 0.5)
    let f = 1 + off
    let back = Quaternion(w: f * q.w, x: f * q.x, y: f * q.y, z: f * q.z).renormalized
    #expect((back.norm - 1).magnitude < 1e-12)
    #expect(back.w.isNear(q.w) && back.x.isNear(q.x) && back.y.isNear(q.y) && back.z.isNear(q.z))
  }

  @Test("halfway between two orientations the turn is half, whichever sign they come with")
  func middle() {
    let a = Quaternion(angle: 0.3, axis: Vector3(0, 0.6, 0.8))
    let b = Quaternion(angle: 0.5, axis: Vector3(0, 0.6, 0.8))
    let opposite = Quaternion(w: -b.w, x: -b.x, y: -b.y, z: -b.z)
    for other in [b, opposite] {
      #expect((Quaternion.middle(a, other).rotationVector - Vector3(0, 0.24, 0.32)).norm < 1e-12)
    }
  }
}

extension Double {
  fileprivate func isNear(_ other: Double) -> Bool { (self - other).magnitude < 1e-12 }
}
