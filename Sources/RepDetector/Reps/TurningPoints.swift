/// The turning points of an angle: a zigzag that ignores what is smaller than tremor and sway.
///
/// A pure state machine over time and angle with a short memory. Reading it backwards finds the swing that a movement
/// belongs to: reversals under a fifth of the swing do not split it (rainflow counting; ASTM E1049, section 5.4.4, has
/// the same idea for load cycles).
struct TurningPoints {
  /// A point of the angle's path.
  struct Mark: Hashable {
    /// Position in the ``MotionTrack``.
    var position = 0
    /// Stream time, seconds.
    var time = 0.0
    /// Radians.
    var angle = 0.0

    /// The same point on the angle upside down where `sense` is -1.
    func seen(_ sense: Double) -> Mark { Mark(position: position, time: time, angle: sense * angle) }
  }

  /// An opening and what has come back of it.
  struct Swing: Hashable {
    /// Where the opening began.
    var bottom = Mark()
    /// Where it turned.
    var top = Mark()
    /// The lowest point since.
    var low = Mark()
    /// How far the angle has risen again since, radians; 0 as long as that may be tremor and sway.
    var rise = 0.0
    /// Whether the opening begins as early as small reversals on the way allow.
    var isWhole = false

    /// Radians.
    var opening: Double { top.angle - bottom.angle }
    /// What was given back, radians.
    var closing: Double { top.angle - low.angle }
    /// Share of the opening that was given back.
    var returned: Double { closing / opening }
  }

  /// What the newest swing comes to.
  struct Latest {
    /// Position of its top.
    var top: Int
    /// Share of the opening that was given back.
    var returned: Double
  }

  /// A few swings, the most likely first.
  struct SwingList {
    private var swings = [8 of Swing](repeating: Swing())
    private(set) var count = 0

    /// The swing at a place below ``count``; through a span, since an inline array is copied for an element of it.
    subscript(place: Int) -> Swing { swings.span[place] }

    mutating func removeAll() { count = 0 }

    mutating func append(_ swing: Swing) {
      guard count < swings.count else { return }
      swings[count] = swing
      count += 1
    }
  }

  /// Smallest reversal that makes a turning point, radians.
  ///
  /// Breathing, sway and tremor move the elbow by a few degrees; the smallest swing of interest is several times this.
  static let smallestReversal = 6 * degree
  /// Share of an opening under which a reversal does not split it.
  static let splittingShare = 0.2

  /// Share of an opening up to which a rise on the way back is part of the closing.
  ///
  /// Larger than ``splittingShare``: where the closing before it gave back too little for a rep, and the rise is too little
  /// for one, the two together are one hesitant rep.
  static let dipShare = 0.3
  /// Share of an opening up to which a reversal is still thought of as a hesitation when the evidence is weighed.
  static let largestReversal = 0.5

  /// Confirmed turning points, alternately minima and maxima; older ones belong to no swing that could still be going on.
  private var marks = [Mark](repeating: Mark(), count: 16)
  private var count = 0
  /// Whether the newest confirmed turning point is a maximum; nil before the first.
  private(set) var lastIsMaximum: Bool?
  /// The extreme since the newest turning point: a candidate for the next.
  private(set) var extreme = Mark()
  /// Before the first turning point, the lowest and the highest point.
  private var lowest = Mark()
  private var highest = Mark()
  private var isEmpty = true

  /// Takes the next point; true where a turning point was confirmed.
  @discardableResult
  mutating func update(_ now: Mark) -> Bool {
    guard !isEmpty else {
      isEmpty = false
      startAfresh(at: now)
      return false
    }
    guard let lastIsMaximum else {
      if now.angle < lowest.angle { lowest = now }
      if now.angle > highest.angle { highest = now }
      extreme = now
      if now.angle - lowest.angle > Self.smallestReversal { return confirm(lowest, maximum: false, next: now) }
      if highest.angle - now.angle > Self.smallestReversal { return confirm(highest, maximum: true, next: now) }
      return false
    }
    let sense = lastIsMaximum ? -1.0 : 1.0
    if now.seen(sense).angle > extreme.seen(sense).angle {
      extreme = now
    } else if (extreme.angle - now.angle) * sense > Self.smallestReversal {
      return confirm(extreme, maximum: !lastIsMaximum, next: now)
    }
    return false
  }

  private mutating func confirm(_ mark: Mark, maximum: Bool, next: Mark) -> Bool {
    if count == marks.count {
      for i in 1..<count { marks[i - 1] = marks[i] }
      count -= 1
    }
    marks[count] = mark
    count += 1
    lastIsMaximum = maximum
    extreme = next
    return true
  }

  private mutating func startAfresh(at mark: Mark) {
    count = 0
    lastIsMaximum = nil
    lowest = mark
    highest = mark
    extreme = mark
  }

  /// Forgets everything before the newest bottom: a swing that was counted is not looked at again.
  ///
  /// - Parameter sense: +1 for the angle as it is, -1 for the angle upside down, where a maximum is a bottom.
  mutating func consume(sense: Double) {
    let isRising = lastIsMaximum.map { $0 != (sense > 0) } ?? false
    startAfresh(at: isRising && count > 0 ? marks[count - 1] : extreme)
  }

  /// What is needed of the newest of ``findSwings(sense:_:)`` to tell whether to look at them; nil where there is none.
  func latest(sense: Double) -> Latest? {
    guard let lastIsMaximum else { return nil }
    let isRising = lastIsMaximum != (sense > 0)
    let t = isRising ? count - 2 : count - 1
    guard t >= 1 else { return nil }
    let top = marks[t]
    let low = isRising ? marks[count - 1].angle : extreme.angle
    return Latest(top: top.position, returned: (top.angle - low) / (top.angle - marks[t - 1].angle))
  }

  /// How far the angle has risen since the newest of them came down, radians.
  @inline(__always)
  func rise(sense: Double) -> Double {
    guard let lastIsMaximum, lastIsMaximum != (sense > 0), count > 0 else { return 0 }
    return sense * (extreme.angle - marks[count - 1].angle)
  }

  /// The newest of ``findSwings(sense:_:)``.
  func latestSwing(sense: Double) -> Swing? {
    guard let lastIsMaximum else { return nil }
    let isRising = lastIsMaximum != (sense > 0)
    let t = isRising ? count - 2 : count - 1
    guard t >= 1 else { return nil }
    let low = (isRising ? marks[count - 1] : extreme).seen(sense)
    return Swing(
      bottom: marks[t - 1].seen(sense), top: marks[t].seen(sense), low: low,
      rise: isRising ? extreme.seen(sense).angle - low.angle : 0)
  }

  /// Whether the newest swing goes on falling: its lowest point is the newest of all, and no bottom before its top that is
  /// lower still and has a top before it was later than a time.
  ///
  /// - Parameters:
  ///   - position: the newest point's.
  ///   - time: stream time, seconds.
  @inline(__always)
  func isFalling(to position: Int, sense: Double, after time: Double) -> Bool {
    guard let lastIsMaximum, lastIsMaximum == (sense > 0), extreme.position == position else { return false }
    return stride(from: count - 2, through: 2, by: -2).allSatisfy {
      marks[$0].time <= time || sense * marks[$0].angle >= sense * extreme.angle
    }
  }

  /// Whether a test may hold for one of ``findSwings(sense:_:)``: at a fraction of what it costs to find those.
  ///
  /// - Parameter test: gets what was given back from a top and the least opening that leads to it, radians; where it holds
  ///   for an opening, it must hold for every smaller one.
  @inline(__always)
  func maySwing(sense: Double, test: (_ closing: Double, _ leastOpening: Double) -> Bool) -> Bool {
    guard let lastIsMaximum else { return false }
    let isRising = lastIsMaximum != (sense > 0)
    var t = isRising ? count - 2 : count - 1
    var low = sense * (isRising ? marks[count - 1] : extreme).angle
    var lowest = Double.infinity
    for b in stride(from: t - 1, through: 0, by: -2) { lowest = min(lowest, sense * marks[b].angle) }
    // As there; no opening begins lower than at the lowest bottom.
    var highest = -Double.infinity
    var drawUp = 0.0
    while t >= 1 {
      let top = sense * marks[t].angle
      let dip = sense * marks[t - 1].angle
      if top >= highest, drawUp <= Self.dipShare * (top - lowest), test(top - low, top - dip) { return true }
      highest = max(highest, top)
      drawUp = max(drawUp, highest - dip)
      low = min(low, dip)
      t -= 2
    }
    return false
  }

  /// The swings that come back just now or have just turned round.
  ///
  /// Where other movements went before, the lowest point before a top need not be where its opening began: every minimum
  /// on the way down into the past is offered.
  ///
  /// - Parameter sense: +1 for the angle as it is, -1 for the angle upside down, where a minimum is a top.
  /// - Parameters:
  ///   - found: gets them in the place of what it held; handed in, because it is large.
  func findSwings(sense: Double, _ found: inout SwingList) {
    found.removeAll()
    guard let latest = latestSwing(sense: sense) else { return }
    // marks[t] is a top; marks[t - 1] the bottom before it, and so on alternately.
    var t = lastIsMaximum == (sense > 0) ? count - 1 : count - 2
    var low = latest.low
    // The highest top after the one looked at, and the largest rise on the way from it to the low.
    var highest = -Double.infinity
    var drawUp = 0.0
    while t >= 1 {
      let top = marks[t].seen(sense)
      let whole = bottom(before: t, sense: sense)
      // Rises on the way back that are small against an earlier, higher top belong to that top's swing.
      if top.angle >= highest, drawUp <= Self.dipShare * (top.angle - whole.angle) {
        var b: Int? = t - 1
        while let at = b {
          let mark = marks[at].seen(sense)
          found.append(Swing(bottom: mark, top: top, low: low, rise: latest.rise, isWhole: mark == whole))
          b = earlierBottom(at, below: top, sense: sense, share: Self.largestReversal)
        }
      }
      let dip = marks[t - 1].seen(sense)
      highest = max(highest, top.angle)
      drawUp = max(drawUp, highest - dip.angle)
      if dip.angle < low.angle { low = dip }
      t -= 2
    }
  }

  /// The bottom from which the opening to the top `marks[t]` began, small reversals on the way left out.
  private func bottom(before t: Int, sense: Double) -> Mark {
    var b = t - 1
    while let earlier = earlierBottom(b, below: marks[t].seen(sense), sense: sense, share: Self.splittingShare) {
      b = earlier
    }
    return marks[b].seen(sense)
  }

  /// The minimum before the minimum `marks[b]`, where it is lower and the reversal between is a small share of the opening.
  private func earlierBottom(_ b: Int, below top: Mark, sense: Double, share: Double) -> Int? {
    guard b >= 2 else { return nil }
    let peak = marks[b - 1].seen(sense)
    let earlier = marks[b - 2].seen(sense)
    let later = marks[b].seen(sense)
    guard peak.angle <= top.angle, earlier.angle < later.angle,
      peak.angle - later.angle <= share * (top.angle - earlier.angle)
    else { return nil }
    return b - 2
  }

  /// Reads every kept point anew, when the frame has changed; each stays on the turn that is nearest to where it was.
  mutating func reread(_ track: MotionTrack, in frame: SwingFrame) {
    func reread(_ mark: inout Mark) {
      guard mark.position >= track.start, mark.position < track.end else { return }
      mark.angle += wrapped(frame.angle(up: track[mark.position].up) - mark.angle)
    }
    for i in 0..<count { reread(&marks[i]) }
    reread(&extreme)
    reread(&lowest)
    reread(&highest)
  }
}
