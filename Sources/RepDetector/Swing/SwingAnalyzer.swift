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
  /// Longest opening that is followed back, seconds.
  static let longestOpening = 30.0
  /// Widest half width, seconds: three periods of slow tremor.
  static let widestSmoothing = 0.4

  private var twist = [Double](repeating: 0, count: MotionTrack.capacity)

  /// Looks at the motion from the bottom over the top to the end.
  ///
  /// - Parameters:
  ///   - swing: positions must still be in the track.
  ///   - elbow: direction from the axis to the elbow, mount frame; nil to take it from the swing's own acceleration.
  /// - Returns: nil where nothing turned.
  mutating func shape(of swing: TurningPoints.Swing, in track: MotionTrack, elbow: Vector3?) -> SwingShape? {
    let bottom = swing.bottom.position
    let top = swing.top.position
    let end = swing.low.position
    guard bottom >= track.start, bottom < top, top < end, end < track.end else { return nil }
    var shape = SwingShape()
    var opening = Path()
    var closing = Path()
    for position in bottom + 1...end {
      let entry = track[position]
      let period = entry.time - track[position - 1].time
      if position <= top { opening.add(entry, period: period) } else { closing.add(entry, period: period) }
      shape.faults.formUnion(entry.faults)
    }
    guard let out = opening.sum.normalized, let back = closing.sum.normalized,
      let axis = (opening.sum - closing.sum).normalized
    else { return nil }
    shape.axis = axis
    shape.axisAgreement = -out.dot(back)
    shape.openingPurity = opening.sum.norm / max(opening.length, 1e-9)
    shape.closingPurity = closing.sum.norm / max(closing.length, 1e-9)
    let home = track[bottom].orientation
    let turn = (track[end].orientation * home.conjugate).rotationVector
    shape.offAxis = (turn - axis * turn.dot(axis)).norm
    shape.home = home
    shape.mountAxis = home.conjugate.rotate(axis)
    measureRange(&shape, swing, track)
    if elbow == nil { fitRotation(&shape, swing, track) }
    let frame = SwingFrame(axis: shape.mountAxis, elbow: elbow ?? shape.rotation.lever)
    shape.bottomAngle += foldedSwingAngle(frame.angle(up: track[bottom].up))
    return shape
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
  func followedBack(_ swing: TurningPoints.Swing, in track: MotionTrack) -> TurningPoints.Swing? {
    let top = swing.top.position
    let end = swing.low.position
    guard top > track.start, top < end, end < track.end else { return nil }
    var sum = Vector3.zero
    for position in top + 1...end {
      sum += track[position].rate * (track[position].time - track[position - 1].time)
    }
    guard let axis = (-sum).normalized else { return nil }
    let home = track[end].orientation.conjugate
    let aside = max(Self.smallestAside, Self.asideShare * sum.norm)
    var twist = (track[top].orientation * home).twist(about: axis)
    if twist < 0 { twist += 2 * .pi }
    let highest = twist
    var lowest = (twist: highest, position: top)
    var position = top
    while position > track.start, swing.top.time - track[position - 1].time < Self.longestOpening {
      position -= 1
      let d = track[position].orientation * home
      twist += wrapped(d.twist(about: axis) - twist)
      guard d.swing(from: axis) < aside else { break }
      if twist < lowest.twist { lowest = (twist, position) }
      let reversal = TurningPoints.splittingShare * (highest - lowest.twist)
      if twist > lowest.twist + max(reversal, TurningPoints.smallestReversal) { break }
    }
    guard lowest.position < top, highest > RepJudge.smallestReturn * (highest - lowest.twist) else { return nil }
    var found = swing
    found.bottom = TurningPoints.Mark(position: lowest.position, time: track[lowest.position].time)
    return found
  }

  /// Twist about the axis against the bottom's orientation; its smoothed extremes and their times.
  private mutating func measureRange(_ shape: inout SwingShape, _ swing: TurningPoints.Swing, _ track: MotionTrack) {
    let seconds = min(swing.top.time - swing.bottom.time, swing.low.time - swing.top.time)
    let width = min(Self.smoothingShare * seconds, Self.widestSmoothing)
    let period = (swing.low.time - swing.bottom.time) / Double(swing.low.position - swing.bottom.position)
    let n = Int((width / max(period, 1e-3)).rounded())
    let first = max(track.start, swing.bottom.position - n)
    let last = min(track.end - 1, swing.low.position + n)
    let count = last - first + 1
    let home = track[swing.bottom.position].orientation.conjugate
    let axis = shape.axis
    var before = 0.0
    for i in 0..<count {
      let entry = track[first + i]
      let d = entry.orientation * home
      before += wrapped(d.twist(about: axis) - before)
      twist[i] = before
      shape.peakRate = max(shape.peakRate, entry.rate.dot(axis).magnitude)
    }
    let b = swing.bottom.position - first
    let e = swing.low.position - first
    let t = swing.top.position - first
    var highest = -Double.infinity
    var lowest = Double.infinity
    var top = t
    var bottom = b
    for i in b...e {
      let value = smoothed(i, halfWidth: n, count: count)
      if value > highest { (highest, top) = (value, i) }
    }
    for i in b...max(b, min(top, t)) {
      let value = smoothed(i, halfWidth: n, count: count)
      if value < lowest { (lowest, bottom) = (value, i) }
    }
    shape.range = highest - lowest
    measureTempo(&shape, track, first: first, bottom: bottom, top: top, end: e, lowest: lowest, highest: highest)
    shape.returned = highest - smoothed(e, halfWidth: n, count: count)
    shape.bottomAngle = lowest
    shape.top = track[first + top].time
    shape.end = swing.low.time
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

  /// The value at `i` of the parabola fitted to the twist around it.
  ///
  /// Source: Savitzky and Golay, Anal. Chem. 36(8), 1964.
  private func smoothed(_ i: Int, halfWidth: Int, count: Int) -> Double {
    let n = min(halfWidth, i, count - 1 - i)
    guard n >= 2 else { return twist[i] }
    let m = Double(n)
    let norm = (2 * m - 1) * (2 * m + 1) * (2 * m + 3) / 3
    let base = 3 * m * m + 3 * m - 1
    var sum = base * twist[i]
    for k in 1...n {
      let weight = base - 5 * Double(k * k)
      sum += weight * (twist[i - k] + twist[i + k])
    }
    return sum / norm
  }

  /// A stretch of rotation: the vector sum of its steps and the sum of their sizes.
  private struct Path {
    var sum = Vector3.zero
    var length = 0.0

    mutating func add(_ entry: MotionTrack.Entry, period: Double) {
      let step = entry.rate * period
      sum += step
      length += step.norm
    }
  }
}
