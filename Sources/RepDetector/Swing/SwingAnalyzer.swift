import SpatialMath

/// Measures the shape of a swing from the recent motion.
///
/// Owns scratch memory of fixed size, so that looking at a swing allocates nothing.
struct SwingAnalyzer {
  /// Half width of the local parabola that smooths the twist, as a share of the shorter of opening and closing.
  ///
  /// A parabola follows the turn of a minimum-jerk swing without cutting it; a twelfth of the swing is wide enough to
  /// average tremor (4 to 12 Hz) away and narrow enough for the parabola to hold.
  static let smoothingShare = 1.0 / 12
  /// Turn away from the axis, as a share of the way back, at which the arm did something else.
  static let asideShare = 0.3
  /// Smallest such turn, radians.
  static let smallestAside = 25 * degree
  /// Share of the way back within which two heights of the resting elbow are the same.
  static let homeShare = 0.25
  /// The same for one that rests between a movement and the opening.
  static let restShare = 0.1
  /// Shortest rest there, seconds.
  static let shortestRest = 0.2
  /// Share of the closing's mean rate under which the arm rests.
  static let restRateShare = 0.2
  /// Turning that sway and tremor make of a resting arm, rad/s.
  static let stillRate = 12 * degree
  /// Turning that tremor and sway add to the path of a stroke, rad/s: the longer it takes, the more.
  static let tremorRate = 4.5 * degree
  /// Seconds of a stroke before that is worth mention: in less time they add no more than a few degrees.
  static let usualStroke = 3.0
  /// Longest opening that is followed back, seconds.
  static let longestOpening = 30.0
  /// Widest half width, seconds: three periods of slow tremor.
  static let widestSmoothing = 0.4

  private var twist = [Double](repeating: 0, count: MotionTrack.capacity)
  private var smooth = [Double](repeating: 0, count: MotionTrack.capacity)

  /// Where a way back leads, from a top and an end in the track.
  private struct WayBack {
    var top = -1
    var end = -1
    /// Position of the bottom; -1 where there is none.
    var bottom = -1
    /// Of the top over the bottom about the way's axis, radians.
    var height = 0.0
  }

  /// The last ways that were followed: a resting arm asks for the same again and again.
  private var ways = [WayBack](repeating: WayBack(), count: 8)
  private var nextWay = 0

  /// Looks at the motion from the bottom over the top to the end.
  ///
  /// - Parameters:
  ///   - swing: positions must still be in the track.
  ///   - elbow: direction from the axis to the elbow, mount frame; nil to take it from the swing's own acceleration.
  ///   - isWorthMeasuring: asked when the path is known and the range about its axis only roughly, from the sum of the
  ///     turning; to measure it is most of the work.
  /// - Returns: nil where nothing turned, or nothing that is worth measuring.
  mutating func shape(
    of swing: TurningPoints.Swing, in track: MotionTrack, elbow: Vector3?,
    isWorthMeasuring: (SwingShape) -> Bool = { _ in true }
  ) -> SwingShape? {
    let bottom = swing.bottom.position
    let top = swing.top.position
    let end = swing.low.position
    guard bottom >= track.start, bottom < top, top < end, end < track.end else { return nil }
    var shape = SwingShape()
    let opening = track.turn(after: bottom, through: top)
    let closing = track.turn(after: top, through: end)
    guard let out = opening.sum.normalized, let back = closing.sum.normalized,
      let axis = (opening.sum - closing.sum).normalized
    else { return nil }
    shape.axis = axis
    shape.axisAgreement = -out.dot(back)
    shape.range = opening.sum.dot(axis)
    shape.returned = -closing.sum.dot(axis)
    shape.net = min(opening.sum.norm, closing.sum.norm)
    shape.openingPurity = Self.purity(opening, seconds: swing.top.time - swing.bottom.time)
    shape.closingPurity = Self.purity(closing, seconds: swing.low.time - swing.top.time)
    let home = track[bottom].orientation
    let turn = (track[end].orientation * home.conjugate).rotationVector
    shape.offAxis = (turn - axis * turn.dot(axis)).norm
    shape.home = home
    shape.mountAxis = home.conjugate.rotate(axis)
    guard isWorthMeasuring(shape) else { return nil }
    for position in bottom + 1...end { shape.faults.formUnion(track[position].faults) }
    measureRange(&shape, swing, track)
    if elbow == nil { fitRotation(&shape, swing, track) }
    let frame = SwingFrame(axis: shape.mountAxis, elbow: elbow ?? shape.rotation.lever)
    shape.bottomAngle += foldedSwingAngle(frame.angle(up: track[bottom].up))
    return shape
  }

  /// Net rotation over rotation path, the tremor's share of the path left out.
  private static func purity(_ turn: (sum: Vector3, path: Double), seconds: Double) -> Double {
    let net = turn.sum.norm
    return net / max(net, turn.path - tremorRate * max(0, seconds - usualStroke), 1e-9)
  }

  /// Adds to a shape how far the acceleration is that of a rotation, where that is not known yet.
  func fitRotation(_ shape: inout SwingShape, _ swing: TurningPoints.Swing, _ track: MotionTrack) {
    guard shape.rotation.acceleration == 0 else { return }
    shape.rotation =
      RigidRotationFit(track: track, first: swing.bottom.position, last: swing.low.position) ?? .none
  }

  /// The same swing with the bottom that the way back points to; nil where the arm is not back there yet.
  ///
  /// A rep comes back to where it began. Followed into the past from the top, the twist about the closing's own axis falls
  /// to the bottom and rises before it, or the arm did something else before, away from the axis. That holds whatever
  /// frame the turning points were found in.
  mutating func followedBack(_ swing: TurningPoints.Swing, in track: MotionTrack) -> TurningPoints.Swing? {
    let top = swing.top.position
    let end = swing.low.position
    guard top > track.start, top < end, end < track.end else { return nil }
    let known = ways.firstIndex { $0.top == top && $0.end == end }
    if known == nil {
      ways[nextWay] = wayBack(from: top, at: swing.top.time, to: end, in: track)
      nextWay = (nextWay + 1) % ways.count
    }
    let way = ways[known ?? (nextWay + ways.count - 1) % ways.count]
    guard way.bottom >= 0 else { return nil }
    var found = swing
    found.bottom = TurningPoints.Mark(
      position: way.bottom, time: track[way.bottom].time, angle: swing.top.angle - way.height)
    return found
  }

  /// Follows the motion back from a top, about the axis on which the arm came from there to an end.
  private func wayBack(from top: Int, at time: Double, to end: Int, in track: MotionTrack) -> WayBack {
    let sum = track.turn(after: top, through: end).sum
    guard let axis = (-sum).normalized else { return WayBack(top: top, end: end) }
    let aside = max(Self.smallestAside, Self.asideShare * sum.norm)
    let nearAxis = cosine(min(aside, .pi) / 2)
    var path = TwistPath(about: axis, from: track[end].orientation)
    path.follow(track[top].orientation)
    if path.twist < 0 { path.twist += 2 * .pi }
    let highest = path.twist
    var lowest = (twist: highest, position: top)
    // Where the arm came from further down, the opening began where it was still for the last time, near its end's height.
    var still = (twist: highest, position: top)
    // Slow wearers leave the bottom as slowly as others sway.
    let restRate = min(Self.stillRate, Self.restRateShare * highest / (track[end].time - time))
    // The end of the rest before the opening, at about its end's height: what went before that is no part of it.
    var rest: (position: Int, twist: Double)?
    var position = top
    while position > track.start, time - track[position - 1].time < Self.longestOpening {
      position -= 1
      path.follow(track[position].orientation)
      guard path.squaredCosineOfSwing > nearAxis * nearAxis else { break }
      if path.twist < lowest.twist { lowest = (path.twist, position) }
      let isStill = track[position].rate.squaredNorm < Self.stillRate * Self.stillRate
      if path.twist < still.twist, isStill { still = (path.twist, position) }
      if track[position].rate.squaredNorm < restRate * restRate, path.twist.magnitude < Self.restShare * highest {
        rest = rest ?? (position, path.twist)
      } else if let ended = rest {
        if track[ended.position].time - track[position].time > Self.shortestRest {
          lowest = (ended.twist, ended.position)
          break
        }
        rest = nil
      }
      if path.twist < -Self.homeShare * highest {
        if still.twist < Self.homeShare * highest { lowest = still }
        break
      }
      let reversal = TurningPoints.splittingShare * (highest - lowest.twist)
      if path.twist > lowest.twist + max(reversal, TurningPoints.smallestReversal) { break }
    }
    guard lowest.position < top, highest > RepJudge.smallestReturn * (highest - lowest.twist) else {
      return WayBack(top: top, end: end)
    }
    return WayBack(top: top, end: end, bottom: lowest.position, height: highest - lowest.twist)
  }

  /// Entries to each side that smoothing takes in: a swing is measured for good once so many have come after its low.
  static func smoothingHalfWidth(for swing: TurningPoints.Swing) -> Int {
    let seconds = min(swing.top.time - swing.bottom.time, swing.low.time - swing.top.time)
    let width = min(smoothingShare * seconds, widestSmoothing)
    let period = (swing.low.time - swing.bottom.time) / Double(swing.low.position - swing.bottom.position)
    let reach = (width / max(period, 1e-3)).rounded()
    return Int(width > period ? max(reach, 2) : reach)
  }

  /// Twist about the axis against the bottom's orientation; its smoothed extremes and their times.
  private mutating func measureRange(_ shape: inout SwingShape, _ swing: TurningPoints.Swing, _ track: MotionTrack) {
    let n = Self.smoothingHalfWidth(for: swing)
    let first = max(track.start, swing.bottom.position - n)
    let last = min(track.end - 1, swing.low.position + n)
    let count = last - first + 1
    let axis = shape.axis
    followTwist(about: axis, from: track[swing.bottom.position].orientation, in: track, first: first, count: count)
    let b = swing.bottom.position - first
    let e = swing.low.position - first
    let t = swing.top.position - first
    var highest = -Double.infinity
    var lowest = Double.infinity
    var top = t
    var bottom = b
    LocalParabola(halfWidth: n).smooth(twist, count: count, b...e, into: &smooth)
    for i in b...e where smooth[i] > highest { (highest, top) = (smooth[i], i) }
    for i in b...max(b, min(top, t)) where smooth[i] < lowest { (lowest, bottom) = (smooth[i], i) }
    shape.range = highest - lowest
    measureTempo(&shape, track, first: first, bottom: bottom, top: top, end: e, lowest: lowest, highest: highest)
    shape.returned = highest - smooth[e]
    let third = smooth[e] + shape.returned / 3
    var late = e
    while late > top, twist[late] < third { late -= 1 }
    let sum = track.turn(after: first + late, through: first + e).sum
    shape.lateAside = (sum - axis * sum.dot(axis)).norm
    shape.bottomAngle = lowest
    shape.top = track[first + top].time
    shape.end = swing.low.time
  }

  /// Twist about an axis against an orientation, from one position of the track on.
  private mutating func followTwist(
    about axis: Vector3, from home: Quaternion, in track: MotionTrack, first: Int, count: Int
  ) {
    var path = TwistPath(about: axis, from: home)
    var twist = twist.mutableSpan
    for i in 0..<count {
      path.follow(track[first + i].orientation)
      twist[i] = path.twist
    }
  }

  /// When the arm left the bottom, and how long it stayed near the top.
  ///
  /// A resting arm drifts by a degree or two, so that its lowest point says little about when the opening began: the
  /// begin is the last point within a fiftieth of the range above the bottom, and the hold is all that lies within a
  /// twentieth below the top without a break.
  private func measureTempo(
    _ shape: inout SwingShape, _ track: MotionTrack, first: Int, bottom: Int, top: Int, end: Int,
    lowest: Double, highest: Double
  ) {
    let range = highest - lowest
    var start = top
    while start > bottom, twist[start] > lowest + 0.02 * range { start -= 1 }
    var holdStart = top
    while holdStart > start, twist[holdStart - 1] > highest - 0.05 * range { holdStart -= 1 }
    var holdEnd = top
    while holdEnd < end, twist[holdEnd + 1] > highest - 0.05 * range { holdEnd += 1 }
    shape.start = track[first + start].time
    shape.holdStart = track[first + holdStart].time
    shape.holdEnd = track[first + holdEnd].time
    shape.topPosition = first + top
    shape.firstPosition = first + start
    shape.lastPosition = first + end
  }
}
