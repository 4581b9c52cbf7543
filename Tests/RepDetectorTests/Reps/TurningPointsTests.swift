import SpatialMath
import Testing

@testable import RepDetector

@Suite("Turning points")
struct TurningPointsTests {
  /// A zigzag that is fed with straight ways between angles, a degree a step.
  private struct Zigzag {
    var points = TurningPoints()
    private var position = 0
    private var here: Double?

    init(_ angles: Double...) {
      go(angles)
    }

    /// Goes on to these angles, degrees; true where a turning point was confirmed on the way.
    @discardableResult
    mutating func go(_ angles: [Double]) -> Bool {
      var turned = false
      for goal in angles {
        if here == nil { turned = step(to: goal) || turned }
        while let angle = here, angle != goal {
          let way = goal - angle
          turned = step(to: way.magnitude <= 1 ? goal : angle + (way > 0 ? 1 : -1)) || turned
        }
      }
      return turned
    }

    private mutating func step(to angle: Double) -> Bool {
      here = angle
      position += 1
      return points.update(
        TurningPoints.Mark(position: position, time: 0.02 * Double(position), angle: radians(angle)))
    }

    /// The swings that may come back, each as bottom, top and low in whole degrees.
    func swings(_ sense: Double = 1) -> [[Int]] {
      let list = points.swings(sense: sense)
      return (0..<list.count).map { Self.inDegrees(list[$0]) }
    }

    /// How far the angle has risen since the low, whole degrees.
    func rise(_ sense: Double = 1) -> Int? {
      points.latestSwing(sense: sense).map { Int(degrees($0.rise).rounded()) }
    }

    private static func inDegrees(_ swing: TurningPoints.Swing) -> [Int] {
      [swing.bottom, swing.top, swing.low].map { Int(degrees($0.angle).rounded()) }
    }
  }

  /// A walk of turning points drawn by a small linear congruence, which is the same everywhere.
  @Test("what may hold for a swing is never denied", arguments: 1...40)
  func foresight(seed: Int) {
    var state = UInt64(seed)
    func draw(_ limit: Double) -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return limit * Double(state >> 40) / Double(1 << 24)
    }
    var zigzag = Zigzag(0)
    for i in 0..<40 {
      zigzag.go([(i.isMultiple(of: 2) ? 1 : -1) * draw(120).rounded()])
      for sense in [1.0, -1] {
        let list = zigzag.points.swings(sense: sense)
        for limit in [12.0, 30, 60] {
          let isLarge = (0..<list.count).contains { degrees(list[$0].closing) > limit }
          let isBack = (0..<list.count).contains { list[$0].returned > 0.7 && degrees(list[$0].opening) > limit }
          #expect(!isLarge || zigzag.points.maySwing(sense: sense) { closing, _ in degrees(closing) > limit })
          #expect(
            !isBack
              || zigzag.points.maySwing(sense: sense) { closing, opening in
                degrees(closing) > 0.7 * max(degrees(opening), limit)
              })
        }
      }
    }
  }

  @Test("an opening alone is no swing; from six degrees back on it is one")
  func opening() {
    var zigzag = Zigzag(0, 100)
    #expect(zigzag.swings().isEmpty)
    let tooLittle = zigzag.go([94.5])
    #expect(!tooLittle)
    #expect(zigzag.swings().isEmpty)
    let enough = zigzag.go([93])
    #expect(enough)
    #expect(zigzag.swings() == [[0, 100, 93]])
    let onTheWay = zigzag.go([5])
    #expect(!onTheWay)
    #expect(zigzag.swings() == [[0, 100, 5]])
  }

  @Test("what is smaller than sway and tremor turns nothing")
  func tremor() {
    var zigzag = Zigzag(0)
    for _ in 0..<20 { zigzag.go([5, 0]) }
    #expect(zigzag.points.lastIsMaximum == nil)
    #expect(zigzag.swings().isEmpty)
    zigzag = Zigzag(0, 40, 35, 70, 66, 100, 95, 60, 65, 30, 34, 10)
    #expect(zigzag.swings() == [[0, 100, 10]])
  }

  @Test("going on a little way down from the start begins an opening at the lowest point")
  func lowestStart() {
    #expect(Zigzag(0, -20, 80, 10).swings() == [[-20, 80, 10]])
  }

  @Test("how much has come back is a share of the opening")
  func returned() {
    let list = Zigzag(-20, 80, 10).points.swings(sense: 1)
    #expect((degrees(list[0].opening) - 100).magnitude < 1e-9)
    #expect((list[0].returned - 0.7).magnitude < 1e-9)
  }

  /// A hesitation is offered both ways, the opening as a whole marked as such only where it is under a fifth.
  @Test(
    "a reversal on the way up splits an opening only from a fifth of it on",
    arguments: [(10.0, 0, true), (18, 0, true), (25, 60 - 25, false), (45, 60 - 45, false)])
  func hesitation(reversal: Double, wholeFrom: Int, isHesitation: Bool) throws {
    let zigzag = Zigzag(0, 60, 60 - reversal, 100, 20)
    let list = zigzag.points.swings(sense: 1)
    let whole = try #require((0..<list.count).first { list[$0].isWhole })
    #expect(Int(degrees(list[whole].bottom.angle).rounded()) == wholeFrom)
    // The evidence may still choose the lower bottom, as long as the reversal is under a half.
    #expect(zigzag.swings() == [[60 - Int(reversal), 100, 20], [0, 100, 20]])
    #expect((list[whole].bottom.angle == 0) == isHesitation)
  }

  @Test("a reversal of more than half begins another swing")
  func anotherSwing() {
    #expect(Zigzag(0, 90, 20, 100, 20).swings() == [[20, 100, 20]])
  }

  @Test("a rise on the way back that is small against the swing does not end it")
  func riseOnTheWayBack() {
    #expect(Zigzag(0, 100, 40, 55, 5).swings() == [[40, 55, 5], [0, 100, 5]])
    #expect(Zigzag(0, 100, 40, 75, 5).swings() == [[40, 75, 5]])
  }

  @Test("the low of a swing whose way back had a rise is the lowest point since its top")
  func lowBeforeRise() {
    #expect(Zigzag(0, 100, 8, 20, 13).swings().last == [0, 100, 8])
  }

  @Test("small rises that follow each other on the way back end it no more than one of them")
  func risesOnTheWayBack() {
    #expect(Zigzag(0, 100, 70, 77, 60, 68, 20, 30, 4).swings().last == [0, 100, 4])
  }

  @Test("a swing that has turned round is offered with how far it rose, until the next one turns")
  func turnedRound() {
    var zigzag = Zigzag(0, 100, 40)
    #expect(zigzag.rise() == 0)
    zigzag.go([45])
    #expect(zigzag.rise() == 0)
    zigzag.go([70])
    #expect(zigzag.swings() == [[0, 100, 40]])
    #expect(zigzag.rise() == 30)
    zigzag.go([90, 70])
    #expect(zigzag.swings() == [[40, 90, 70]])
    #expect(zigzag.rise() == 0)
  }

  @Test("a swing that was counted is not seen again, and the next one begins where it ended")
  func consumed() {
    var zigzag = Zigzag(0, 100, 3)
    #expect(zigzag.swings() == [[0, 100, 3]])
    zigzag.points.consume(sense: 1)
    #expect(zigzag.swings().isEmpty)
    zigzag.go([-2, 80])
    #expect(zigzag.swings().isEmpty)
    zigzag.go([10])
    #expect(zigzag.swings() == [[-2, 80, 10]])
  }

  @Test("a swing that was counted while the arm opened again leaves the opening whole")
  func consumedWhileRising() {
    var zigzag = Zigzag(0, 100, 3, 40)
    zigzag.points.consume(sense: 1)
    #expect(zigzag.swings().isEmpty)
    zigzag.go([80, 10])
    #expect(zigzag.swings() == [[3, 80, 10]])
  }

  @Test("upside down a minimum is a top")
  func upsideDown() {
    var zigzag = Zigzag(0, -100, -20)
    #expect(zigzag.swings(-1) == [[0, 100, 20]])
    #expect(zigzag.swings(1).isEmpty)
    zigzag.go([-40])
    #expect(zigzag.swings(-1) == [[0, 100, 20]])
    #expect(zigzag.rise(-1) == 20)
  }

  @Test("the same movement is a swing in one sense while it goes down and in the other while it goes up")
  func bothSenses() {
    var zigzag = Zigzag(0, 100, 0)
    #expect(zigzag.swings(1) == [[0, 100, 0]])
    #expect(zigzag.swings(-1).isEmpty)
    zigzag.go([100])
    #expect(zigzag.swings(1) == [[0, 100, 0]])
    #expect(zigzag.swings(-1).first == [-100, 0, -100])
  }

  @Test("a long zigzag forgets its begin and knows its end")
  func longZigzag() {
    var zigzag = Zigzag(0)
    for _ in 0..<50 { zigzag.go([90, 10]) }
    #expect(zigzag.swings().first == [10, 90, 10])
    #expect(zigzag.points.swings(sense: 1).count <= 8)
  }

  @Test("marks are read anew when the frame turns")
  func reread() {
    // A right arm opens by 60 degrees; seen about the same axis with the elbow 20 degrees on, all angles are 20 more.
    let turn = Arm().turn(
      AngleProfile(from: -30, [.hold(seconds: 1), .move(to: 30, seconds: 1), .move(to: -20, seconds: 1)]))
    let track = MotionTrack(truthOf: Motion(turn))
    let frame = SwingFrame(axis: Vector3(0, 0, 1), elbow: Vector3(1, 0, 0))
    var points = TurningPoints()
    for i in 0..<track.end {
      points.update(TurningPoints.Mark(position: i, time: track[i].time, angle: frame.angle(up: track[i].up)))
    }
    let before = points.swings(sense: 1)[0]
    points.reread(track, in: SwingFrame(axis: Vector3(0, 0, 1), elbow: Matrix3(x: 0, y: 0, z: 20) * Vector3(1, 0, 0)))
    let after = points.swings(sense: 1)[0]
    #expect((degrees(before.bottom.angle) + 30).magnitude < 0.1)
    #expect((degrees(after.bottom.angle) + 10).magnitude < 0.1)
    #expect((degrees(after.top.angle) - 50).magnitude < 0.5)
    #expect((degrees(after.low.angle) - 0).magnitude < 0.5)
  }
}

extension TurningPoints {
  /// What ``findSwings(sense:_:)`` finds.
  fileprivate func swings(sense: Double) -> SwingList {
    var found = SwingList()
    findSwings(sense: sense, &found)
    return found
  }
}
