import SpatialMath
import Testing

@testable import RepDetector

@Suite("Vertical in doubt after a missed turn")
struct MissedTurnTests {
  private static let up = Vector3(0, 0, 9.80665)
  private static let period = 0.02
  private static let settledGain = 0.02 / 3

  private static func settled(_ missed: inout MissedTurn, vertical: Vector3, force: Vector3, disturbance: Double)
    -> Vector3?
  {
    missed.settled(
      vertical: vertical, force: force, disturbance: disturbance, period: period, settledGain: settledGain)
  }

  @Test("nothing is in doubt from the begin, and a turn's share of what is missed is")
  func doubt() {
    var missed = MissedTurn()
    #expect(!missed.isOpen)
    missed.miss(Vector3(0, 0.5, 0), share: 0.1)
    missed.miss(Vector3(0, 0.5, 0), share: 0.1)
    #expect((missed.deviation - 0.1 * standardGravity).magnitude < 1e-9)
    missed.missAll()
    #expect(missed.deviation == standardGravity)
  }

  @Test("the vertical turns about the axis of the missed turn and to no other side")
  func axis() throws {
    var missed = MissedTurn()
    missed.miss(Vector3(0, 2, 0), share: 0.1)
    let next = try #require(
      Self.settled(&missed, vertical: Self.up, force: Self.up + Vector3(1, 1, 1), disturbance: 0))
    #expect(next.x > 0.1 && next.y == 0 && next.z == Self.up.z)
  }

  @Test("a calm arm says more of it than one that is being swung")
  func disturbance() throws {
    let changes = try [0.0, 1, 5].map { disturbance in
      var missed = MissedTurn()
      missed.miss(Vector3(0, 2, 0), share: 0.1)
      return try #require(
        Self.settled(&missed, vertical: Self.up, force: Self.up + Vector3(1, 0, 0), disturbance: disturbance)
      ).x
    }
    #expect(changes[0] > 2 * changes[1] && changes[1] > 5 * changes[2] && changes[2] > 0)
  }

  @Test("after some seconds of calm the mean of the forces is taken, and nothing is in doubt any more")
  func end() {
    var missed = MissedTurn()
    missed.miss(Vector3(0, 2, 0), share: 0.1)
    var vertical = Self.up
    var blocks = 0
    while let next = Self.settled(&missed, vertical: vertical, force: Self.up + Vector3(1, 0, 0), disturbance: 0) {
      vertical = next
      blocks += 1
      guard blocks < 1000 else { break }
    }
    #expect(!missed.isOpen)
    #expect((100...150).contains(blocks))
    #expect(vertical.x > 0.9 && vertical.x < 1)
  }

  @Test("a swing that goes on keeps the doubt that it cannot settle")
  func swing() {
    var missed = MissedTurn()
    missed.miss(Vector3(0, 0.01, 0), share: 0.1)
    #expect(Self.settled(&missed, vertical: Self.up, force: Self.up, disturbance: 5) != nil)
    #expect(missed.isOpen)
  }

  @Test("where nothing was seen, the vertical goes wherever the force points, nearly at once")
  func all() throws {
    var missed = MissedTurn()
    missed.missAll()
    let force = Vector3(6, -5, 5)
    let next = try #require(Self.settled(&missed, vertical: Self.up, force: force, disturbance: 0))
    #expect((next - force).norm < 0.02 * (Self.up - force).norm)
  }
}
