import SpatialMath

/// Follows the swing angle and its turning points from orientations.
struct SwingTracker {
  /// Seconds over which the axis of movement is learned: about one rep.
  static let axisMemory = 4.0
  /// Weight of the mount's own axis against what is learned, rad²/s: a rep of a metre a second has about four times this.
  static let mountWeight = 1.0
  /// Cosine of the turn of the axis from which the angle is read anew: 2 degrees.
  static let rereadCosine = 0.9994
  /// Time constant of the smoothing of the turning from which the axis is learned, seconds: flesh rocks at 5 to 15 Hz.
  static let limbSmoothing = 0.06
  /// Time constant of the rate's smoothing, seconds.
  static let rateSmoothing = 0.03

  /// Whether the mount's x points to the elbow and its z along the swing's axis.
  let knowsMount: Bool
  private(set) var track = MotionTrack()
  private(set) var turning = TurningPoints()
  private(set) var frame: SwingFrame
  /// Angle about the frame's axis, unwrapped, radians.
  private(set) var angle = 0.0
  /// The vertical in the frame at the newest entry.
  private(set) var place = SwingFrame.Place(along: 1, across: 0)
  /// The angle's rate, lightly smoothed, rad/s.
  private(set) var rate = 0.0
  /// The newest swing in each sense, kept at hand for those who look at every entry.
  private(set) var latest: (up: TurningPoints.Latest?, down: TurningPoints.Latest?)
  private var spread = Symmetric3()
  /// Turning of the limb without what the flesh adds, rad/s, mount frame.
  private var limbRate = Vector3.zero
  /// Seconds since the axis was learned from it.
  private var sinceLearnt = 0.0

  init(knowsMount: Bool) {
    self.knowsMount = knowsMount
    frame = SwingFrame(axis: Vector3(0, 0, 1), elbow: Vector3(1, 0, 0))
  }

  /// Takes the next entry; its rate is filled in here.
  ///
  /// - Parameters:
  ///   - new: without its rate.
  ///   - turn: the turn since the entry before as the gyroscope saw it, rotation vector, radians, earth frame; nil to take
  ///     it from the orientations, which hold as well what the vertical was put right by.
  @inline(__always)
  mutating func append(_ new: MotionTrack.Entry, turn: Vector3? = nil) {
    guard !track.isEmpty else {
      track.append(new)
      place = frame.place(up: new.up)
      angle = place.angle
      turning.update(TurningPoints.Mark(position: 0, time: new.time, angle: angle))
      return
    }
    let period = new.time - track.lastTime
    var entry = new
    let turn = turn ?? (entry.orientation * track[track.end - 1].orientation.conjugate).rotationVector
    entry.rate = turn * (1 / period)
    track.append(entry)
    learnAxis(turning: entry.orientation.conjugate.rotate(entry.rate), period: period)
    let now = frame.place(up: entry.up)
    let change = place.turn(to: now)
    place = now
    angle += change
    rate += (change - rate * period) / (period + Self.rateSmoothing)
    turning.update(TurningPoints.Mark(position: track.end - 1, time: entry.time, angle: angle))
    latest = (turning.latest(sense: 1), turning.latest(sense: -1))
  }

  /// Forgets the swings so far; `sense` as in ``TurningPoints/consume(sense:)``.
  mutating func consume(sense: Double) {
    turning.consume(sense: sense)
    latest = (turning.latest(sense: 1), turning.latest(sense: -1))
  }

  /// Turns the frame to the axis about which the last seconds turned most.
  ///
  /// - Parameters:
  ///   - turn: rad/s, mount frame.
  ///   - period: seconds.
  private mutating func learnAxis(turning turn: Vector3, period: Double) {
    limbRate += (turn - limbRate) * (period / (period + Self.limbSmoothing))
    sinceLearnt += period
    guard sinceLearnt >= Self.limbSmoothing else { return }
    spread = spread.scaled(exponential(-sinceLearnt / Self.axisMemory))
    spread.addOuter(limbRate, weight: sinceLearnt)
    sinceLearnt = 0
    var all = spread
    if knowsMount {
      all.addOuter(Vector3(0, 0, 1), weight: Self.mountWeight)
    } else {
      all.addOuter(frame.axis, weight: 0.2 * Self.mountWeight)
    }
    // Where the sense hangs by a small component, it may flip.
    let isFirm = !knowsMount || frame.axis.z > 0.1
    guard !isFirm || !all.hasPrincipalDirection(near: frame.axis, cosine: Self.rereadCosine),
      var axis = all.principalDirection
    else { return }
    // The sense must not flip: with a known mount it tells the arms apart, otherwise opening from closing.
    if (knowsMount ? axis.z : axis.dot(frame.axis)) < 0 { axis = -axis }
    guard axis.dot(frame.axis) < Self.rereadCosine else { return }
    frame = SwingFrame(axis: axis, elbow: Vector3(1, 0, 0))
    turning.reread(track, in: frame)
    place = frame.place(up: track[max(track.start, track.end - 2)].up)
    angle += wrapped(place.angle - angle)
  }
}
