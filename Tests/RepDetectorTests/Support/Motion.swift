import Glibc
import RepDetector
import SpatialMath

/// What a rigid body does at an instant, earth frame with z up.
struct BodyState {
  /// Mount frame to earth.
  var orientation = Matrix3.identity
  /// rad/s.
  var rate = Vector3.zero
  /// m/s², without gravity.
  var acceleration = Vector3.zero
}

/// A to and fro of the whole body along a direction: position −amplitude · cos(2πft + phase).
struct Bounce {
  /// m, with direction.
  var amplitude: Vector3
  var hertz: Double
  var phase = 0.0
}

/// A turn about a fixed axis, seen at the end of a lever, while the axis itself may bounce.
struct Turn {
  /// Mount frame to earth at the angle 0; its columns are the mount's axes.
  var home: Matrix3
  /// Unit, earth frame.
  var axis: Vector3
  /// From the axis to the sensor at the angle 0, m, earth frame.
  var lever: Vector3
  var profile: AngleProfile
  var bounces: [Bounce] = []

  func state(at time: Double) -> BodyState {
    let s = profile.state(at: time)
    let turn = Matrix3(about: axis, by: s.angle)
    let arm = turn * lever
    let rate = axis * s.rate
    var acceleration = axis.cross(arm) * s.acceleration + rate.cross(rate.cross(arm))
    for b in bounces {
      let w = 2 * .pi * b.hertz
      acceleration += b.amplitude * (w * w * cos(w * time + b.phase))
    }
    return BodyState(orientation: turn * home, rate: rate, acceleration: acceleration)
  }
}

/// Turns one after the other.
struct Motion {
  private(set) var turns: [(start: Double, turn: Turn)] = []
  private(set) var duration = 0.0

  init(_ turns: Turn...) {
    for turn in turns { append(turn) }
  }

  mutating func append(_ turn: Turn) {
    turns.append((duration, turn))
    duration += turn.profile.duration
  }

  /// Carries the sensor to the begin of the next turn by way of some other orientations: a strap is changed.
  ///
  /// - Parameter seconds: for each part of the way.
  mutating func carry(by way: [Matrix3], to next: Turn, seconds: Double) {
    for goal in way + [next.state(at: 0).orientation] {
      let here = state(at: duration).orientation
      let (axis, angle) = (goal * here.transposed).axisAndAngle
      let profile = AngleProfile(from: 0, [.move(to: degrees(angle), seconds: seconds), .hold(seconds: 0.5)])
      append(Turn(home: here, axis: axis, lever: Vector3(0.1, 0.2, 0), profile: profile))
    }
    append(next)
  }

  func state(at time: Double) -> BodyState {
    guard let (start, turn) = turns.last(where: { $0.start <= time }) else { return turns[0].turn.state(at: 0) }
    return turn.state(at: time - start)
  }
}

/// An arm of somebody on all fours, the sensor at the elbow.
struct Arm {
  var side = Side.right
  /// From the trunk's axis to the sensor, m.
  var radius = 0.4
  /// How far the trunk's head end is raised, degrees.
  var pitch = 0.0

  /// The arm's turn with a swing angle over time: 0 straight to the side, +90 to the ceiling.
  ///
  /// x points ahead, y to the left, z up. A right elbow at the angle 0 points to −y and goes up about the tailward axis; its
  /// mount frame has x toward the elbow, y up, z along that axis. The left arm is the mirror image, its sensor's y down.
  func turn(_ profile: AngleProfile, bounces: [Bounce] = []) -> Turn {
    let head = Vector3(cos(radians(pitch)), 0, sin(radians(pitch)))
    let elbow = Vector3(0, side == .right ? -1 : 1, 0)
    let axis = side == .right ? -head : head
    let z = side == .right ? axis : -axis
    return Turn(
      home: Matrix3(columns: elbow, z.cross(elbow), z), axis: axis, lever: elbow * radius, profile: profile,
      bounces: bounces)
  }
}

/// What one rep is like.
struct RepPlan {
  var bottom = -75.0
  var top = 50.0
  var open = 1.6
  var hold = 0.5
  var close = 1.6
  /// Rest at the bottom after it.
  var rest = 0.6

  var legs: [AngleProfile.Leg] {
    [
      .move(to: top, seconds: open), .hold(seconds: hold), .move(to: bottom, seconds: close), .hold(seconds: rest),
    ]
  }

  var duration: Double { open + hold + close }
}

extension AngleProfile {
  /// Reps after a stillness at the bottom.
  init(_ reps: [RepPlan], stillness: Double = 3) {
    self.init(from: reps.first?.bottom ?? 0, [.hold(seconds: stillness)] + reps.flatMap(\.legs))
  }

  /// So many like reps.
  init(_ count: Int, _ rep: RepPlan = RepPlan(), stillness: Double = 3) {
    self.init(Array(repeating: rep, count: count), stillness: stillness)
  }
}
