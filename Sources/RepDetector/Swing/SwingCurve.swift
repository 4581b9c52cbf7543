import SpatialMath

/// The swing angle of some of the recent motion, at even steps.
struct SwingCurve {
  /// Longest pause between entries over which an angle is interpolated, seconds.
  private static let longestGap = 0.5

  /// Where the axis and the elbow are.
  let frame: SwingFrame
  /// 1 or -1: in which sense about the axis the arm opens.
  let sense: Double
  /// What is added so that zero is the elbow straight out to the side, radians.
  let zero: Double

  /// The angles at the multiples of a step between two times, radians; NaN where none is known.
  func angles(in track: MotionTrack, from start: Double, to end: Double, step: Double) -> [Double] {
    let first = Int((start / step).rounded(.up))
    let instants = first...max(first, Int((end / step).rounded(.down)))
    var angles = [Double](repeating: .nan, count: instants.count)
    // From the end on: what is asked for is recent.
    var position = track.end - 1
    var later: (time: Double, angle: Double)?
    while position >= track.start, later.map({ $0.time >= start }) ?? true {
      let entry = track[position]
      position -= 1
      var angle = sense * frame.angle(up: entry.up) + zero
      if let later {
        angle = later.angle + wrapped(angle - later.angle)
        interpolate((entry.time, angle), later, instants, step, &angles)
      }
      later = (entry.time, angle)
    }
    fold(&angles)
    return angles
  }

  private func interpolate(
    _ earlier: (time: Double, angle: Double), _ later: (time: Double, angle: Double), _ instants: ClosedRange<Int>,
    _ step: Double, _ angles: inout [Double]
  ) {
    guard later.time > earlier.time, later.time - earlier.time <= Self.longestGap else { return }
    var instant = max(instants.lowerBound, Int((earlier.time / step).rounded(.down)) + 1)
    let last = min(instants.upperBound, Int((later.time / step).rounded(.down)))
    while instant <= last {
      let share = (Double(instant) * step - earlier.time) / (later.time - earlier.time)
      angles[instant - instants.lowerBound] = earlier.angle + share * (later.angle - earlier.angle)
      instant += 1
    }
  }

  /// Turns the curve as a whole to where the swings of all arms lie.
  private func fold(_ angles: inout [Double]) {
    var (low, high) = (Double.infinity, -Double.infinity)
    for angle in angles where !angle.isNaN { (low, high) = (min(low, angle), max(high, angle)) }
    guard low <= high else { return }
    let turn = foldedSwingAngle((low + high) / 2) - (low + high) / 2
    for index in angles.indices { angles[index] += turn }
  }
}
