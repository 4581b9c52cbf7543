import SpatialMath

/// How far a swing is from being a rep: a sum of squared distances, each in units of what people and sensors vary by.
///
/// No single measure decides. What every rep has in common counts by its distance from the ideal, so that much of many
/// small oddities weighs as much as one large one: a drink from a cup is a little off in everything. What differs between
/// people, such as pose and range, counts only outside the span that people fill. The units are such that half of the
/// reps of two hundred different simulated wearers lie under 0.2, 95 % under 1.2, and three quarters of what else their arms
/// do over 18.
enum RepEvidence {
  /// A span without penalty and the distance outside it that costs 1.
  struct Span {
    let from: Double
    let to: Double
    let unit: Double

    init(from: Double, to: Double, unit: Double) {
      self.from = from
      self.to = to
      self.unit = unit
    }

    /// A single value, every distance from which counts.
    init(at ideal: Double, unit: Double) {
      self.init(from: ideal, to: ideal, unit: unit)
    }

    /// The same with a unit to which another source of variation adds, independent of the first.
    func widened(by more: Double) -> Span {
      Span(from: from, to: to, unit: (unit * unit + more * more).squareRoot())
    }

    func penalty(_ value: Double) -> Double {
      let outside = max(from - value, value - to, 0) / unit
      return outside * outside
    }

    /// The same where a set has shown its own value: the change from that, if it is less.
    func penalty(_ value: Double, own: Double?) -> Double {
      guard let own else { return penalty(value) }
      let change = (value - own) / unit
      return min(penalty(value), change * change)
    }
  }

  /// Distance up to which a swing may be a rep at all.
  static let limit = 6.5
  /// Distance up to which a swing is taken for a rep in a set whose reps have none.
  static let leastLimitInSet = 3.5
  /// The most that it is.
  static let largestLimitInSet = 6.0
  /// By how much more that is for each 1 that its reps are usually away.
  static let limitGrowth = 3.0

  /// Distance up to which a swing like its set's reps is taken for one: who does odd reps does them odder at times.
  static func limit(inSetOf usualDistance: Double) -> Double {
    min(largestLimitInSet, leastLimitInSet + limitGrowth * usualDistance)
  }

  /// Distances up to which swings are taken for reps before a set has shown what its reps are like.
  struct Limits {
    /// For a swing alone.
    let alone: Double
    /// For each of two swings in a row that are like each other.
    let each: Double
    /// For those two together.
    let both: Double

    static let mountKnown = Limits(alone: 2.5, each: 7, both: 12)
    /// Nothing is said by the axis in the sensor's frame, so that everything else must say it.
    static let mountUnknown = Limits(alone: 1.5, each: 4, both: 6)

    /// Whether two swings that are like each other are taken for reps.
    func allow(_ first: Double, _ second: Double) -> Bool {
      max(first, second) < each && first + second < both
    }
  }

  /// Turn between begin and end that is not about the axis: the arm comes back as it left, within placement and sway.
  static let offAxis = Span(at: 0, unit: 21 * degree)
  /// Angle between opening axis and closing axis: out and back on one path.
  static let axisAngle = Span(at: 0, unit: 14 * degree)
  /// Turn aside that is in every swing, radians: an elbow that sways, or comes nearer to the head.
  ///
  /// Of a small swing it is a larger part, and turns its axes further away from each other than those of a swing of 75
  /// degrees, for which the unit above holds.
  static let wander = 17 * degree

  /// What ``wander`` adds to the angle between the axes of a swing of this net rotation, radians.
  static func wanderAngle(_ net: Double) -> Double { wander * max(0, 1 / net - 1 / smallRange.from) }
  /// Logarithm of closing over opening.
  static let returnRatio = Span(at: 0, unit: 0.18)
  /// By how much that logarithm may be wrong before the swing is measured: by a third of the one against the other.
  static let roughReturn = 0.3
  /// Vertical share of the axis: a trunk tilted by 28 degrees gives 0.47; who stands or lies turns about the vertical.
  static let verticalShare = Span(at: 0, unit: 0.5)
  /// Share of the axis along the one about which the arm opens: 40 degrees about the arm leave 0.77.
  static let mountShare = Span(at: 1, unit: 0.2)
  /// Angle between a swing's axis and that of its set, both in the sensor's frame.
  ///
  /// Nobody moves the strap within a set, and 99 of 100 reps are within 24 degrees; where the hand goes elsewhere it is
  /// three times as much.
  static let axisInSet = Span(from: 0, to: 20 * degree, unit: 8 * degree)
  /// Net rotation over path of the opening: tremor and hesitation lower it, wandering lowers it more.
  static let openingPurity = Span(at: 1, unit: 0.9)
  /// The same of the closing; an opening that begins at rest has more sway in it.
  static let closingPurity = Span(at: 1, unit: 0.35)
  /// Turn of the closing's last third that is not about the axis: who gets up instead of closing turns otherwise.
  static let lateAside = Span(from: 0, to: 7 * degree, unit: 5 * degree)
  /// Logarithm of the opening's time over the closing's.
  static let strokeRatio = Span(at: 0, unit: 1.75)
  /// Shortest time that counts for an opening or a closing there, seconds.
  static let shortestStroke = 0.1
  /// Swing angle at the bottom: the elbow hangs toward or beyond the midline.
  static let bottomAngle = Span(from: -150 * degree, to: -75 * degree, unit: 32 * degree)
  /// Swing angle at the top.
  static let topAngle = Span(from: -55 * degree, to: 95 * degree, unit: 28 * degree)
  /// Middle of the swing: outward of straight down, which tells an arm's opening from the other arm's closing.
  static let middleAngle = Span(from: -65 * degree, to: 180 * degree, unit: 12 * degree)
  /// Seconds of a whole rep.
  static let duration = Span(from: 1.1, to: 60, unit: 0.25)
  /// A small range: with a short duration it is the arm's swing in walking.
  static let smallRange = Span(from: 75 * degree, to: 400 * degree, unit: 25 * degree)
  /// A small range where no set has shown that its reps are small: arms make many small swings.
  static let smallAlone = Span(from: 60 * degree, to: 400 * degree, unit: 20 * degree)
  /// A stay at the top longer than is asked of anybody, seconds, where no set has shown it: who rolls over lies there.
  static let holdAlone = Span(from: 0, to: 5, unit: 2)
  /// A short duration, see ``smallRange``.
  static let shortDuration = Span(from: 2.2, to: 60, unit: 1)
  /// Linear acceleration that no rotation about a fixed point explains, m/s²: steps shake the body by 2 and more.
  ///
  /// Open downward: where soft tissue adds less than its share, nothing is to be said against the swing.
  static let unexplained = Span(from: -.infinity, to: 0.8, unit: 1)
  /// The same where a swing could be that of a walking arm.
  static let unexplainedInGait = Span(from: -.infinity, to: 0.7, unit: 0.35)
  /// Share of the explained acceleration that soft tissue and a moving shoulder add to what is unexplained.
  static let softTissue = 0.2
  /// The same share where a swing could be that of a walking arm.
  static let softTissueInGait = 0.12
  /// Largest swing of a walking arm with the sensor at the elbow or below, radians.
  static let largestGaitSwing = 100 * degree
  /// Longest swing of a walking arm, forth and back, seconds.
  static let longestGaitSwing = 1.8
  /// The most that unexplained acceleration adds: alone it makes an ordinary swing wait for another like it at most.
  static let mostForAcceleration = 2.0

  /// The distance of a swing from a rep.
  ///
  /// - Parameters:
  ///   - axis: the one about which the arm opens, mount frame, unit; nil where nobody knows.
  ///   - isComplete: false while the arm is still on its way back.
  ///   - own: the last rep of the set where it is like the swing: what a set has shown to be its own is not held against
  ///     its swings.
  ///   - poseWeight: how much the pose counts.
  static func distance(
    _ shape: SwingShape, axis: Vector3?, isComplete: Bool = true, own: SwingShape? = nil, poseWeight: Double = 1
  ) -> Double {
    guard shape.range > 0, shape.returned > 0 else { return .infinity }
    // How far the smallest whole swing of the set is over this one; 1 and less where this one is whole.
    let usualShare = RepJudge.partialShare * (own?.range ?? 0) / shape.range
    // A swing that is much smaller than the set's has a top of its own.
    let topWeight = usualShare > 1 ? 0 : poseWeight
    var sum = pathDistance(shape, axis: axis, own: own)
    if isComplete {
      sum += lateAside.penalty(shape.lateAside, own: own?.lateAside)
      sum += returnRatio.penalty(naturalLogarithm(shape.returned / shape.range))
      let strokes = (open: shape.holdStart - shape.start, close: shape.end - shape.holdEnd)
      sum += strokeRatio.penalty(
        naturalLogarithm(max(strokes.open, shortestStroke) / max(strokes.close, shortestStroke)))
      // It is shorter as well.
      let wholeDuration = shape.duration * max(1, usualShare)
      sum += duration.penalty(wholeDuration)
      sum += smallRange.penalty(shape.range) * shortDuration.penalty(wholeDuration)
    }
    if own == nil { sum += smallAlone.penalty(shape.range) + holdAlone.penalty(shape.holdEnd - shape.holdStart) }
    sum += poseWeight * bottomAngle.penalty(shape.bottomAngle, own: own?.bottomAngle)
    sum += topWeight * topAngle.penalty(shape.topAngle, own: own?.topAngle)
    sum += topWeight * middleAngle.penalty(shape.middleAngle, own: own?.middleAngle)
    return sum
  }

  /// The part of the distance that the path alone tells, before its range about the axis is measured.
  static func pathDistance(_ shape: SwingShape, axis: Vector3?, own: SwingShape? = nil) -> Double {
    var sum = offAxis.penalty(shape.offAxis)
    sum += axisAngle.widened(by: wanderAngle(shape.net))
      .penalty(arcCosine(shape.axisAgreement), own: own.map { arcCosine($0.axisAgreement) })
    sum += verticalShare.penalty(shape.axis.z.magnitude, own: own?.axis.z.magnitude)
    sum += openingPurity.penalty(shape.openingPurity, own: own?.openingPurity)
    sum += closingPurity.penalty(shape.closingPurity, own: own?.closingPurity)
    if let axis { sum += mountShare.penalty(shape.mountAxis.dot(axis), own: own.map { $0.mountAxis.dot(axis) }) }
    return sum
  }

  /// The least that the ratio of closing and opening adds, before both are measured.
  ///
  /// The sum of the turning along the axis is a turn about it but for what the axis wanders.
  static func leastReturnDistance(_ shape: SwingShape) -> Double {
    guard shape.range > 0, shape.returned > 0 else { return .infinity }
    return returnRatio.penalty(max(0, naturalLogarithm(shape.returned / shape.range).magnitude - roughReturn))
  }

  /// What a set adds to the distance of a swing about another axis.
  ///
  /// - Parameter setAxis: the axis of the set's reps, mount frame, unit; nil where there is no set.
  static func axisDistance(_ shape: SwingShape, setAxis: Vector3?) -> Double {
    guard let setAxis else { return 0 }
    return axisInSet.penalty(arcCosine(shape.mountAxis.dot(setAxis)))
  }

  /// What the acceleration adds to the distance; apart from the rest because it costs as much as all of it.
  static func accelerationDistance(_ shape: SwingShape) -> Double {
    // The arm's swing in walking and crawling is short and small, and the steps shake it: there nothing is forgiven.
    let isLikeGait = shape.range < largestGaitSwing && shape.duration < longestGaitSwing
    // A clipped gyroscope or missing samples show a wrong turn, so that honest acceleration looks unexplained.
    guard shape.faults.isDisjoint(with: [.gyroClipped, .gap]) else { return isLikeGait ? mostForAcceleration : 0 }
    guard isLikeGait else {
      let excess = shape.rotation.residual - softTissue * shape.rotation.acceleration
      return min(mostForAcceleration, unexplained.penalty(excess))
    }
    return unexplainedInGait.penalty(shape.rotation.residual - softTissueInGait * shape.rotation.acceleration)
  }
}
