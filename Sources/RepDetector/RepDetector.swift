public import SpatialMath

/// Counts trunk-rotation reps in a stream of samples of one sensor.
///
/// Streaming and pure: one sample in, events out through a closure, no clock, no I/O, no allocation per sample. The same
/// samples give the same events. The way: signal faults, orientation, a track of recent motion at some 35 Hz, the swing
/// angle and its turning points, and for each swing that comes back the evidence that it was a rep.
public struct RepDetector: Sendable {
  /// Force that no sensor measures, m/s²: the largest range sold is 400 g.
  public static let implausibleForce = 500 * standardGravity

  /// What was set.
  public private(set) var configuration: DetectorConfiguration
  /// Orientation of the sensor: turns the sensor's frame into an earth frame with z up; heading is arbitrary.
  public var orientation: Quaternion { filter.orientation * mountRotation }
  /// The arm that moves, as far as it is known.
  public private(set) var side: Side?
  /// Where in a rep the arm is.
  public var phase: Phase { phases.phase }
  /// Swing angle, radians, with the zero of ``Rep/topAngle``; nil before the first samples.
  public private(set) var angle: Double?

  /// Seconds after a rep in which its arm is not doubted.
  private static let sidePatience = 4.0
  /// Sine of the angle to the level within which an elbow counts as near it, and the trunk's axis as level: 45 degrees.
  private static let levelSine = 0.7
  /// Rate from which on an elbow rises, rad/s: above sway.
  private static let risingRate = 10 * degree

  private let axes: MountAxes
  /// Sensor frame to mount frame.
  private let mountRotation: Quaternion
  private var monitor = SignalMonitor()
  private var filter = OrientationFilter()
  private var tracker: SwingTracker
  private var analyzer = SwingAnalyzer()
  private var upward: RepJudge
  private var downward: RepJudge
  private var phases = PhaseTracker()
  /// Whether the phase went back to rest because another arm moves, which nobody was told yet.
  private var hasPhaseToTell = false
  /// Whether it was told that the movement does not fit the mount.
  private var isMountDoubted = false
  /// The axis and elbow of the last rep, in whose sense it opened, and its arm.
  private var lastRep: (side: Side, frame: SwingFrame)?
  private var sparcMeter = SparcMeter()
  /// How the sensor sits, where nobody knows; nil where the mount is known.
  private var learner: MountLearner?
  private var previousTime: Double?
  private var pendingEntry = PendingEntry()

  /// What has come in since the newest entry of the track.
  private struct PendingEntry {
    /// Sum of the specific force, m/s², almost inertial frame.
    var force = Vector3.zero
    var samples = 0.0
    var faults = SignalFaults()
    /// What the filter had integrated by the entry before.
    var strapdown = Quaternion.identity
  }

  /// Makes a detector at the start of a stream.
  public init(configuration: DetectorConfiguration = DetectorConfiguration()) {
    self.configuration = configuration
    side = configuration.side
    switch configuration.mount {
    case .axes(let axes):
      self.axes = axes
      tracker = SwingTracker(knowsMount: true)
      upward = RepJudge(sense: 1, mountSide: .right)
      downward = RepJudge(sense: -1, mountSide: .left)
    case .unknown:
      axes = .standard
      tracker = SwingTracker(knowsMount: false)
      learner = MountLearner()
      upward = RepJudge(sense: 1, mountSide: nil)
      downward = RepJudge(sense: -1, mountSide: nil)
    }
    mountRotation = axes.rotation
    filter.lever = elbowLever
  }

  /// Takes one sample.
  ///
  /// Cost: a few hundred nanoseconds; some ten microseconds where a swing comes back.
  ///
  /// - Parameters:
  ///   - time: stream time, seconds, not decreasing.
  ///   - acceleration: specific force, m/s², sensor frame.
  ///   - angularRate: rad/s, sensor frame; nil without gyroscope.
  ///   - emit: called for each event that this sample makes certain, in order.
  public mutating func process(
    time: Double, acceleration: Vector3, angularRate: Vector3?, emit: (DetectorEvent) -> Void
  ) {
    let step = previousTime.map { time - $0 } ?? 0
    // A sample of the same instant says nothing new: a doubled or late one.
    guard step > 0 || previousTime == nil else { return }
    guard
      monitor.isPlausible(
        acceleration: acceleration, angularRate: angularRate, warn: { emit(.warning($0)) })
    else { return }
    previousTime = time
    let faults = monitor.inspect(acceleration: acceleration, angularRate: angularRate, period: step) {
      emit(.warning($0))
    }
    let force = axes.toMount(acceleration)
    let rate = angularRate.map { axes.toMount($0) }
    orient(rate: rate, force: force, step: step, faults: faults)
    pendingEntry.force += filter.inertialForce
    pendingEntry.samples += 1
    pendingEntry.faults.formUnion(faults)
    guard time - tracker.track.lastTime > MotionTrack.period - 0.5 * step else { return }
    let mounted = filter.orientation
    let turn =
      angularRate == nil
      ? nil : filter.toEarth((filter.strapdown * pendingEntry.strapdown.conjugate).rotationVector)
    tracker.append(
      MotionTrack.Entry(
        time: time, orientation: mounted, force: filter.toEarth(pendingEntry.force * (1 / pendingEntry.samples)),
        faults: pendingEntry.faults), turn: turn)
    pendingEntry = PendingEntry(strapdown: filter.strapdown)
    judge(final: false, emit: emit)
    guessSide(time: time)
    followPhase(time: time, emit: emit)
  }

  /// Tells that the stream has ended: a closing that was nearly back is judged as it stands.
  public mutating func finish(emit: (DetectorEvent) -> Void) {
    guard !tracker.track.isEmpty else { return }
    judge(final: true, emit: emit)
  }

  /// Tells which arm moves from now on; nil to tell it from the mount again.
  public mutating func setSide(_ side: Side?) {
    if learner != nil, side != self.side {
      learner = MountLearner()
      noteAxis()
      filter.lever = elbowLever
    }
    configuration.side = side
    self.side = side
    upward.endSet()
    downward.endSet()
    restartPhases()
  }

  /// Sets the smallest opening that counts as a rep from now on, radians.
  public mutating func setMinimumRangeOfMotion(_ range: Double) {
    configuration.minimumRangeOfMotion = range
  }

  /// The swing angle of an arm in the recent motion, with the zero of ``Rep/topAngle``.
  ///
  /// About the axis of the arm's last rep: on the way to a rep that is not known yet, and once it was counted it is.
  ///
  /// - Parameters:
  ///   - side: the arm.
  ///   - start: stream time, seconds; a minute ago at most.
  ///   - end: stream time, seconds; not before `start`.
  ///   - step: seconds between angles.
  /// - Returns: radians at the multiples of the step between the two times; NaN where none is known.
  public func swingAngles(of side: Side, from start: Double, to end: Double, step: Double) -> [Double] {
    let last = max(end, start)
    guard step > 0, last - start <= MotionTrack.seconds, max(last.magnitude, start.magnitude) < 1e9 else { return [] }
    let curve: SwingCurve
    if let lastRep, lastRep.side == side {
      curve = SwingCurve(frame: lastRep.frame, sense: 1, zero: 0)
    } else {
      let sense = sense(of: side)
      curve = SwingCurve(frame: tracker.frame, sense: sense, zero: learner == nil && sense < 0 ? .pi : 0)
    }
    return curve.angles(in: tracker.track, from: start, to: last, step: step)
  }

  /// In which sense about the axis an arm opens.
  private func sense(of side: Side?) -> Double {
    learner == nil ? (side == .left ? -1 : 1) : (downward.lastRep > upward.lastRep ? -1 : 1)
  }

  private mutating func restartPhases() {
    if phases.phase != .rest { hasPhaseToTell = true }
    phases.reset()
  }

  /// Direction from the axis to the elbow, mount frame, not normalised; nil where the mount is not known yet.
  private var elbowDirection: Vector3? { learner == nil ? Vector3(1, 0, 0) : learner?.elbow }

  /// From the axis to the elbow, m, mount frame; nil where the mount is not known yet.
  private var elbowLever: Vector3? { elbowDirection?.normalized.map { $0 * ElbowLever.length } }

  private mutating func orient(rate: Vector3?, force: Vector3, step: Double, faults: SignalFaults) {
    var rate = rate
    if faults.contains(.gyroClipped), let measured = rate, let lever = filter.lever {
      let up = filter.orientation.rows.z
      rate = ClippedRate.restored(measured, force: force, up: up, lever: lever)
    }
    if tracker.track.isEmpty, rate == nil { filter = OrientationFilter(parameters: .accelerometerOnly) }
    if step > SignalMonitor.longestGap { filter.level(force) }
    filter.update(
      rate: rate ?? .zero, force: force, period: step > SignalMonitor.longestGap ? 0 : step, faults: faults)
  }

  private mutating func judge(final: Bool, emit: (DetectorEvent) -> Void) {
    let direction = elbowDirection
    let minimum = configuration.minimumRangeOfMotion
    let (time, rate) = (tracker.track.lastTime, tracker.rate)
    if learner != nil || configuration.side != .left,
      upward.follow(time: time, rate: rate, latest: tracker.latest.up) && upward.mayFind(in: tracker) || final
    {
      let verdict = upward.update(
        tracker, analyzer: &analyzer, elbow: direction, minimumRange: minimum, final: final)
      if let verdict { act(on: verdict, of: \.upward, other: \.downward, emit: emit) }
    }
    if learner != nil || configuration.side != .right,
      downward.follow(time: time, rate: rate, latest: tracker.latest.down) && downward.mayFind(in: tracker) || final
    {
      let verdict = downward.update(
        tracker, analyzer: &analyzer, elbow: direction, minimumRange: minimum, final: final)
      if let verdict { act(on: verdict, of: \.downward, other: \.upward, emit: emit) }
    }
    doubtMount(emit: emit)
  }

  /// Warns of a declared mount that does not fit what is seen; a learned one is forgotten.
  private mutating func doubtMount(emit: (DetectorEvent) -> Void) {
    guard learner == nil else {
      if MountDoubt.isVeryStrong(upward.mountDoubt, downward.mountDoubt) {
        learner?.forgetAxis()
        noteAxis()
      }
      return
    }
    let isDoubted = MountDoubt.isStrong(upward.mountDoubt, downward.mountDoubt)
    if isDoubted, !isMountDoubted { emit(.warning(.mountUnlikely)) }
    isMountDoubted = isDoubted
  }

  /// Tells the judges what is known of the axis.
  private mutating func noteAxis() {
    guard let learner else { return }
    upward.axis = learner.axis
    downward.axis = learner.axis
  }

  private mutating func act(
    on verdict: RepJudge.Verdict, of judge: WritableKeyPath<RepDetector, RepJudge>,
    other: WritableKeyPath<RepDetector, RepJudge>, emit: (DetectorEvent) -> Void
  ) {
    let arm = self[keyPath: judge].mountSide ?? configuration.side
    switch verdict {
    case .rep(let shape):
      report(shape, arm: arm, judge: judge, other: other, emit: emit)
    case .reps(let first, let second):
      report(first, arm: arm, judge: judge, other: other, emit: emit)
      report(second, arm: arm, judge: judge, other: other, emit: emit)
    case .partial(let reason, let shape):
      // Away from a set every careless gesture is a small swing: nobody wants to hear of those.
      guard self[keyPath: judge].usualRange != nil else { return }
      if reason == .shortRange { tracker.consume(sense: self[keyPath: judge].sense) }
      emit(
        .partial(
          PartialSwing(side: arm, at: tracker.track.lastTime, rangeOfMotion: shape.range, reason: reason)))
    }
  }

  private mutating func report(
    _ shape: SwingShape, arm: Side?, judge: WritableKeyPath<RepDetector, RepJudge>,
    other: WritableKeyPath<RepDetector, RepJudge>, emit: (DetectorEvent) -> Void
  ) {
    guard let arm else { return }
    let time = tracker.track.lastTime
    let sparc = sparcMeter.arcLength(of: tracker.track, first: shape.firstPosition, last: shape.lastPosition)
    let flags = RepFlags.flags(for: shape, usualRange: self[keyPath: judge].usualRange, sparc: sparc)
    let isAlone = self[keyPath: judge].usualRange == nil
    self[keyPath: judge].noteRep(shape)
    self[keyPath: other].noteOtherArm(shape, distance: self[keyPath: judge].lastDistance, isAlone: isAlone)
    learner?.learn(shape)
    noteAxis()
    filter.lever = elbowLever
    lastRep = (arm, SwingFrame(axis: shape.mountAxis, elbow: learner == nil ? Vector3(1, 0, 0) : shape.rotation.lever))
    tracker.consume(sense: self[keyPath: judge].sense)
    if side != arm {
      side = arm
      restartPhases()
    }
    emit(
      .rep(
        Rep(
          side: arm, start: shape.start, top: shape.top, end: shape.end, at: time,
          rangeOfMotion: shape.range, topAngle: shape.topAngle, bottomAngle: shape.bottomAngle,
          openDuration: shape.holdStart - shape.start, holdDuration: shape.holdEnd - shape.holdStart,
          closeDuration: shape.end - shape.holdEnd, peakRate: shape.peakRate(in: tracker.track), sparc: sparc ?? 0,
          flags: flags)))
  }

  /// Takes an elbow that rises through the level for an opening of the arm that opens so, before its first rep is counted.
  ///
  /// With the mount known, the vertical tells the arms apart where the elbow is near the level: the other arm would have to
  /// be on the other side of the trunk. Further down it does not, because an arm beyond the midline looks like the other
  /// one before it. What is counted does not depend on this guess; where the arm seems to be does.
  private mutating func guessSide(time: Double) {
    guard learner == nil, configuration.side == nil, time - max(upward.lastRep, downward.lastRep) > Self.sidePatience
    else { return }
    let place = tracker.place
    guard tracker.rate.magnitude > Self.risingRate, place.sine.magnitude < Self.levelSine else { return }
    let isRight = place.along > 0
    guard isRight == (tracker.rate > 0), tracker.track.last.up.dot(tracker.frame.axis).magnitude < Self.levelSine
    else { return }
    let guess = isRight ? Side.right : .left
    guard guess != side else { return }
    side = guess
    restartPhases()
  }

  private mutating func followPhase(time: Double, emit: (DetectorEvent) -> Void) {
    let sense = sense(of: side)
    let own = sense * tracker.angle
    angle = foldedSwingAngle(learner == nil && sense < 0 ? own + .pi : own)
    if phases.update(time: time, angle: own, rate: sense * tracker.rate) || hasPhaseToTell {
      hasPhaseToTell = false
      emit(.phase(PhaseChange(side: side, phase: phases.phase, at: time, angle: angle ?? 0)))
    }
  }
}
