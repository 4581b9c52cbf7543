import SpatialMath

/// Decides which swings are reps: looks at a swing when the arm is back, weighs its shape and what came before.
struct RepJudge {
  /// Share of the opening that a closing must give back.
  static let smallestReturn = 0.7
  /// Smallest opening worth a look, radians.
  static let smallestSwing = 12 * degree
  /// Share of the set's usual range under which a swing is partial.
  static let partialShare = 0.5
  /// Distance from a rep, its range aside, up to which a swing is told as a partial one.
  static let partialLimit = 2.0
  /// Share of the set's usual range within which the bottoms of its swings lie: tired arms sink and stop higher.
  static let bottomShare = 0.35
  /// Longest stay near the top that is part of a rep, seconds.
  static let longestHold = 10.0
  /// Seconds without a rep after which a set is over.
  static let setPause = 20.0
  /// Longest rep, seconds: a set is not over while it lasts.
  static let longestRep = 60.0
  /// Seconds between two looks at a swing that has not convinced yet.
  static let patience = 0.1
  /// Longest pause between two odd swings that confirm each other, seconds: nobody rests after the first rep.
  static let longestPendingPause = 12.0
  /// Distance from which a swing is not expected to become a rep by coming a little further back.
  static let hopeless = 20.0
  /// Share of the opening by which a swing must come further back to be worth another look at once.
  static let progress = 0.08
  /// Seconds between two looks at a hopeless swing.
  static let longPatience = 0.5
  /// Share of the opening from which a closing that slows down counts as back: tired arms stop up to a seventh short.
  static let nearlyBack = 0.85
  /// Share of the closing's peak rate under which an arm that comes back is slow.
  static let slowShare = 0.1
  /// Turning under which an arm is still or only sinks, rad/s.
  static let sinkingRate = 3 * degree
  /// Share of the opening from which an arm that rests is back in a set: there a shorter closing is more likely than a
  /// pause so near the bottom.
  static let backInSet = 0.8
  /// Seconds after which an arm rests.
  static let calm = 0.5
  /// Seconds after which it rests although it stopped short: hesitations rarely last as long.
  static let longCalm = 1.0
  /// Longest pause on the way down that is a hesitation, seconds.
  static let longestHesitation = 1.8
  /// Seconds after the lowest point in which a swing can still convince.
  static let lateness = 2.5
  /// Seconds in which nobody moves a strap to the other arm and is back on all fours.
  static let shortestStrapChange = 7.0
  /// By how much nearer to a rep than the other arm's only one a swing must be for that one not to stand in its way.
  static let farBetter = 1.0
  /// Reps of a set from which on they tell its axis: more than a glass has sips, which look like a set's first ones.
  static let repsWithAxis = 4
  /// How much larger a swing is than one that may be only its upper part.
  static let distinctlyLarger = 1.1

  /// +1 to see the angle as it is, -1 upside down.
  let sense: Double
  /// The arm that the mount's axes tell in this sense; nil where they tell nothing.
  let mountSide: Side?
  /// Axis about which the arm opens, mount frame, unit; nil where nobody knows.
  var axis: Vector3?
  /// Whether what is seen fits the declared mount.
  private(set) var mountDoubt = MountDoubt()
  private var peakClosing = 0.0
  /// When the arm came down for the last time, faster than one that sinks while it rests; stream time.
  private var lastFalling = -Double.infinity
  /// Which swing was looked at last, how far back it was, and when it is worth another look as it stands.
  private var lastLook = (top: -1, returned: 0.0, next: -Double.infinity)
  private var lastPartialTop = -1
  private var rejected = RejectedSwings()
  /// The last swing that was a rep, or that may have been one.
  private var lastShape: SwingShape?
  /// The axes of the set's reps, mount frame.
  private var setAxes = AxisMean()
  /// Whether ``lastShape`` still waits to be confirmed.
  private var isPending = false
  /// How far it is from a rep.
  private var pendingDistance = 0.0
  /// The last rep of the other arm: its end, stream time, how far from a rep it was, and whether it is the only one of its set.
  private var otherArm = (end: -Double.infinity, distance: 0.0, isAlone: false)
  /// End of the last rep, stream time.
  private(set) var lastRep = -Double.infinity
  /// How far from a rep the last one was.
  private(set) var lastDistance = 0.0
  /// How far from a rep the set's reps usually are.
  private var usualDistance: Double?
  /// Usual range of the set's reps, radians.
  private(set) var usualRange: Double?

  private var limits: RepEvidence.Limits { axis == nil ? .mountUnknown : .mountKnown }

  /// Turning under which an arm that comes back is slow, rad/s.
  var slowRate: Double { max(Self.slowShare * peakClosing, Self.sinkingRate) }

  init(sense: Double, mountSide: Side?) {
    self.sense = sense
    self.mountSide = mountSide
    axis = mountSide.map { Vector3(0, 0, $0 == .right ? 1 : -1) }
  }

  /// Follows the movement to a new point; true where another look may be worth it.
  ///
  /// Apart from the look because it happens for every point, and what it needs is little.
  mutating func follow(time: Double, rate: Double, latest: TurningPoints.Latest?) -> Bool {
    let falling = -sense * rate
    if falling < -Self.sinkingRate { peakClosing = 0 }
    peakClosing = max(peakClosing, falling)
    if falling > slowRate { lastFalling = time }
    if usualRange != nil, time - lastRep > Self.setPause + Self.longestRep { endSet() }
    return isWorthALook(latest, time: time)
  }

  /// Looks at the movement after a new point.
  ///
  /// - Parameters:
  ///   - elbow: direction from the axis to the elbow, mount frame; nil to take it from each swing.
  ///   - final: the stream ends here, so that a closing is judged as it stands.
  mutating func update(
    _ tracker: SwingTracker, analyzer: inout SwingAnalyzer, elbow: Vector3?, minimumRange: Double, final: Bool = false
  ) -> Verdict? {
    let time = tracker.track.lastTime
    let falling = -sense * tracker.rate
    var list = TurningPoints.SwingList()
    tracker.turning.findSwings(sense: sense, &list)
    if let partial = turnedTooEarly(list, tracker, &analyzer, elbow: elbow) { return partial }
    // No other swing of the list has its low later.
    guard final || time - list[0].low.time < Self.lateness else {
      lastLook = (list[0].top.position, list[0].returned, time + Self.longPatience)
      return nil
    }
    var search = Search()
    var followedTop = -1
    for i in 0..<list.count {
      let swing = list[i]
      if isBack(swing, tracker, falling: falling, final: final) {
        look(swing, tracker, &analyzer, elbow: elbow, final: final, &search)
        search.looked = true
      }
      // What went before may hide where the opening began: the way back shows it.
      guard swing.top.position != followedTop, swing.closing > Self.smallestSwing,
        falling < slowRate
      else { continue }
      followedTop = swing.top.position
      search.looked = true
      if let followed = analyzer.followedBack(swing, in: tracker.track),
        isBack(followed, tracker, falling: falling, final: final)
      {
        look(followed, tracker, &analyzer, elbow: elbow, final: final, &search)
      }
    }
    if search.looked {
      let pause = search.nearest < Self.hopeless ? Self.patience : Self.longPatience
      lastLook = (list[0].top.position, list[0].returned, time + pause)
    }
    guard let best = search.best, search.bestDistance < RepEvidence.limit,
      !otherArmWasBusy(at: best.start, distance: search.bestDistance),
      final || !isWithinLargerSwing(best, list, tracker, &analyzer, elbow: elbow)
    else { return nil }
    return weigh(best, distance: search.bestDistance, minimumRange: minimumRange)
  }

  /// What looks at some swings have found.
  private struct Search {
    /// The swing that is nearest to a rep, of those that may be one.
    var best: SwingShape?
    var bestDistance = Double.infinity
    /// The distance from a rep of the nearest of all.
    var nearest = Double.infinity
    /// Whether any swing was looked at.
    var looked = false
  }

  private func isBack(_ swing: TurningPoints.Swing, _ tracker: SwingTracker, falling: Double, final: Bool) -> Bool {
    swing.returned > Self.smallestReturn && swing.opening > Self.smallestSwing
      && (final || isBack(swing, angle: sense * tracker.angle, falling: falling, time: tracker.track.lastTime))
  }

  /// Looks at a swing, unless it was looked at when all was there.
  private mutating func look(
    _ swing: TurningPoints.Swing, _ tracker: SwingTracker, _ analyzer: inout SwingAnalyzer, elbow: Vector3?,
    final: Bool, _ search: inout Search
  ) {
    if !final, let distance = rejected.distance(of: swing) {
      search.nearest = min(search.nearest, distance)
      return
    }
    let distance = distance(of: swing, tracker, &analyzer, elbow: elbow, &search)
    search.nearest = min(search.nearest, distance)
    let settled = swing.low.position + SwingAnalyzer.smoothingHalfWidth(for: swing)
    if distance >= RepEvidence.limit, tracker.track.end > settled {
      rejected.insert(swing, distance: distance)
    }
  }

  /// How far a swing is from a rep; puts it into the search where it may be one.
  private mutating func distance(
    of swing: TurningPoints.Swing, _ tracker: SwingTracker, _ analyzer: inout SwingAnalyzer, elbow: Vector3?,
    _ search: inout Search
  ) -> Double {
    var distance = Double.infinity
    // Not the judge itself, which must not be copied for it.
    let axis = axis
    let isInSet = swing.bottom.time - lastRep < Self.setPause
    let setAxis = isInSet ? setAxes.axis(ofAtLeast: Self.repsWithAxis) : nil
    let last = isPending ? nil : lastShape
    guard
      var shape = analyzer.shape(
        of: swing, in: tracker.track, elbow: elbow,
        isWorthMeasuring: {
          let least = RepEvidence.leastReturnDistance($0)
          distance =
            least + RepEvidence.pathDistance($0, axis: axis, own: last) + RepEvidence.axisDistance($0, setAxis: setAxis)
          return distance < RepEvidence.limit
            || least + RepEvidence.pathDistance($0, axis: nil) < MountDoubt.limit
        })
    else { return distance }
    guard shape.returned > Self.smallestReturn * shape.range, shape.holdEnd - shape.holdStart < Self.longestHold
    else { return .infinity }
    let own = last.flatMap { showsWhatIsUsual($0, of: shape) ? $0 : nil }
    distance = RepEvidence.distance(shape, axis: axis, own: own) + RepEvidence.axisDistance(shape, setAxis: setAxis)
    if distance < RepEvidence.limit {
      analyzer.fitRotation(&shape, swing, tracker.track)
      distance += RepEvidence.accelerationDistance(shape)
    } else if axis != nil {
      mountDoubt.note(shape)
    }
    // Who gets up from the middle of a closing seems to have come back somewhat: such a swing must convince by itself.
    if shape.returned < Self.nearlyBack * shape.range, distance > (swing.rise > 0 ? limits.each : limits.alone) {
      return distance
    }
    if distance < search.bestDistance { (search.best, search.bestDistance) = (shape, distance) }
    return distance
  }

  /// Tells the judge that a rep was counted, by itself or by its counterpart.
  mutating func noteRep(_ shape: SwingShape) {
    mountDoubt.settle()
    rejected.removeAll()
    usualRange = usualRange.map { $0 + 0.4 * (shape.range - $0) } ?? shape.range
    usualDistance = usualDistance.map { $0 + 0.4 * (lastDistance - $0) } ?? lastDistance
    if shape.start - lastRep > Self.setPause { setAxes = AxisMean() }
    setAxes.add(shape.mountAxis)
    lastRep = shape.end
    lastShape = shape
    isPending = false
  }

  /// Tells the judge that the other arm has counted a rep.
  ///
  /// - Parameters:
  ///   - distance: how far from a rep it was.
  ///   - isAlone: whether it is the first of its set.
  mutating func noteOtherArm(_ shape: SwingShape, distance: Double, isAlone: Bool) {
    mountDoubt.settle()
    otherArm = (shape.end, distance, isAlone)
    endSet()
  }

  /// Forgets the set.
  mutating func endSet() {
    usualRange = nil
    usualDistance = nil
    lastShape = nil
    setAxes = AxisMean()
    rejected.removeAll()
  }

  private mutating func weigh(_ shape: SwingShape, distance: Double, minimumRange: Double) -> Verdict? {
    if usualRange != nil, shape.start - lastRep > Self.setPause { endSet() }
    if shape.range < minimumRange || isPartial(shape) {
      // A small swing on the way is no small swing from the bottom.
      guard lastPartialTop != shape.topPosition, isFromUsualBottom(shape), distance < Self.partialLimit else {
        return nil
      }
      lastPartialTop = shape.topPosition
      return .partial(.shortRange, shape)
    }
    let confirmed = lastShape.flatMap { isConfirmed($0, by: shape) ? $0 : nil }
    if let confirmed, isPending, distance < limits.alone || limits.allow(pendingDistance, distance) {
      lastDistance = (pendingDistance + distance) / 2
      return .reps(confirmed, shape)
    }
    if distance < limits.alone
      || confirmed != nil && !isPending && distance < RepEvidence.limit(inSetOf: usualDistance ?? 0)
    {
      lastDistance = distance
      return .rep(shape)
    }
    if lastShape == nil || isPending {
      lastShape = shape
      isPending = true
      pendingDistance = distance
    }
    return nil
  }

  /// Whether a swing began about where the set's reps begin.
  private func isFromUsualBottom(_ shape: SwingShape) -> Bool {
    guard let usualRange, let lastShape, !isPending else { return true }
    return wrapped(shape.bottomAngle - lastShape.bottomAngle).magnitude < Self.bottomShare * usualRange
  }

  /// Whether a swing is another one than the one before and so like it that both are believed.
  private func isConfirmed(_ before: SwingShape, by shape: SwingShape) -> Bool {
    before.topPosition != shape.topPosition && shape.isLike(before)
      && (!isPending || shape.start - before.end < Self.longestPendingPause)
  }

  /// Whether a swing is another one than last time, or has come further back, or some time has passed.
  private func isWorthALook(_ swing: TurningPoints.Latest?, time: Double) -> Bool {
    guard let swing else { return false }
    return swing.top != lastLook.top || swing.returned > lastLook.returned + Self.progress || time >= lastLook.next
  }

  /// Whether a swing is only the upper part of a larger one that is still on its way back.
  ///
  /// An arm that stops on the way down, at about the height where it stopped on the way up, looks like a small rep.
  private func isWithinLargerSwing(
    _ shape: SwingShape, _ list: TurningPoints.SwingList, _ tracker: SwingTracker, _ analyzer: inout SwingAnalyzer,
    elbow: Vector3?
  ) -> Bool {
    for i in 0..<list.count {
      let swing = list[i]
      guard swing.isWhole, swing.returned <= Self.nearlyBack,
        swing.rise <= TurningPoints.splittingShare * swing.opening,
        let larger = analyzer.shape(
          of: swing, in: tracker.track, elbow: elbow,
          isWorthMeasuring: { RepEvidence.pathDistance($0, axis: axis) < RepEvidence.limit }),
        larger.range > Self.distinctlyLarger * shape.range, larger.returned < Self.nearlyBack * larger.range,
        RepEvidence.distance(larger, axis: axis, isComplete: false) < RepEvidence.limit
      else { continue }
      return true
    }
    return false
  }

  /// Whether the other arm counted a rep so shortly before that the strap cannot have moved.
  ///
  /// A single one that was far less like a rep than the swing may have been a gesture and proves nothing.
  ///
  /// - Parameters:
  ///   - time: when the swing began, stream time, seconds.
  ///   - distance: how far from a rep it is.
  func otherArmWasBusy(at time: Double, distance: Double) -> Bool {
    time - otherArm.end < Self.shortestStrapChange
      && !(otherArm.isAlone && distance < otherArm.distance - Self.farBetter)
  }

  /// Whether the set's last rep tells what is usual of a swing: of one like it, or of one too small to be a rep.
  private func showsWhatIsUsual(_ last: SwingShape, of shape: SwingShape) -> Bool {
    shape.isLike(last) || isPartial(shape) && shape.begins(like: last)
  }

  /// Whether a swing is much smaller than the set's reps.
  private func isPartial(_ shape: SwingShape) -> Bool { shape.range < Self.partialShare * (usualRange ?? 0) }

  /// Whether the elbow is back: it has turned round, or it is nearly home and slow, or it lies still.
  private func isBack(_ swing: TurningPoints.Swing, angle: Double, falling: Double, time: Double) -> Bool {
    let since = time - swing.low.time
    guard since < Self.lateness else { return false }
    // Short of the bottom an arm may only hesitate: it pauses, or rises by less than splits a swing, and comes down further.
    guard swing.returned > Self.nearlyBack else {
      return swing.rise > TurningPoints.splittingShare * swing.opening || since > Self.longestHesitation
        || usualRange != nil && swing.returned > Self.backInSet && time - lastFalling > Self.longCalm
    }
    if swing.rise > 0 || angle - swing.low.angle > min(0.03 * swing.opening, 3 * degree) { return true }
    if swing.returned > 0.9, falling < slowRate { return true }
    return time - lastFalling > Self.calm
  }

  /// A closing that turned round for good with too little given back, in a set.
  private mutating func turnedTooEarly(
    _ list: TurningPoints.SwingList, _ tracker: SwingTracker, _ analyzer: inout SwingAnalyzer, elbow: Vector3?
  ) -> Verdict? {
    guard let usual = usualRange, let last = lastShape, !isPending else { return nil }
    for i in 0..<list.count {
      let swing = list[i]
      guard swing.isWhole, swing.opening > Self.partialShare * usual, swing.top.position != lastPartialTop,
        swing.rise > TurningPoints.dipShare * swing.opening,
        swing.returned > TurningPoints.splittingShare, swing.returned < Self.smallestReturn,
        swing.bottom.time - lastRep < Self.setPause,
        let shape = analyzer.shape(
          of: swing, in: tracker.track, elbow: elbow,
          isWorthMeasuring: { RepEvidence.pathDistance($0, axis: axis, own: last) < limits.alone }),
        shape.begins(like: last),
        RepEvidence.distance(shape, axis: axis, isComplete: false, own: last) < limits.alone
      else { continue }
      lastPartialTop = swing.top.position
      return .partial(.shortReturn, shape)
    }
    return nil
  }
}
