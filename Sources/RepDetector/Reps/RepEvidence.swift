import SpatialMath

/// How far a swing is from being a rep: a sum of squared distances, each in units of what people and sensors vary by.
///
/// No single measure decides. Each contributes nothing inside the span that reps fill and grows with the square of the
/// distance outside, so that a swing that is slightly odd in one way passes and one that is odd in many does not.
enum RepEvidence {
  /// A span without penalty and the distance outside it that costs 1.
  struct Span {
    let from: Double
    let to: Double
    let unit: Double

    func penalty(_ value: Double) -> Double {
      let outside = max(from - value, value - to, 0) / unit
      return outside * outside
    }
  }

  /// Distance up to which a swing is taken for a rep where others like it confirm it.
  static let limit = 6.0
  /// Distance up to which a swing alone is taken for a rep.
  static let limitAlone = 1.5

  /// Weight of the pose where a set has shown its own: a tired or stiff arm's middle comes near straight down.
  static let weightOfKnownPose = 0.25

  /// Turn between begin and end that is not about the axis: the arm comes back as it left, within placement and sway.
  static let offAxis = Span(from: 0, to: 4 * degree, unit: 12 * degree)
  /// Angle between opening axis and closing axis: out and back on one path.
  static let axisAngle = Span(from: 0, to: 4 * degree, unit: 14 * degree)
  /// Logarithm of closing over opening.
  static let returnRatio = Span(from: -0.12, to: 0.12, unit: 0.2)
  /// Vertical share of the axis: a trunk tilted by 28 degrees gives 0.47; who stands or lies turns about the vertical.
  static let verticalShare = Span(from: 0, to: 0.45, unit: 0.15)
  /// Share of the axis along the mount's z: 40 degrees about the arm leave 0.77.
  static let mountShare = Span(from: 0.8, to: 1, unit: 0.15)
  /// Net rotation over path: tremor and hesitation lower it, wandering lowers it more.
  static let purity = Span(from: 0.8, to: 1, unit: 0.35)
  /// Swing angle at the bottom: the elbow hangs toward or beyond the midline.
  static let bottomAngle = Span(from: -150 * degree, to: -75 * degree, unit: 20 * degree)
  /// Swing angle at the top.
  static let topAngle = Span(from: -55 * degree, to: 95 * degree, unit: 20 * degree)
  /// Middle of the swing: outward of straight down, which tells an arm's opening from the other arm's closing.
  static let middleAngle = Span(from: -65 * degree, to: 180 * degree, unit: 14.5 * degree)
  /// Seconds of a whole rep.
  static let duration = Span(from: 1.1, to: 60, unit: 0.2)
  /// A small range: with a short duration it is the arm's swing in walking.
  static let smallRange = Span(from: 75 * degree, to: 400 * degree, unit: 25 * degree)
  /// A short duration, see ``smallRange``.
  static let shortDuration = Span(from: 2.2, to: 60, unit: 0.7)
  /// Linear acceleration that no rotation about a fixed point explains, m/s²: steps shake the body by 2 and more.
  ///
  /// Open downward: where soft tissue adds less than its share, nothing is to be said against the swing.
  static let unexplained = Span(from: -.infinity, to: 0.8, unit: 0.5)
  /// Share of the explained acceleration that soft tissue and a moving shoulder add to what is unexplained.
  static let softTissue = 0.2
  /// The same share where a swing could be that of a walking arm.
  static let softTissueInGait = 0.12
  /// Largest swing of a walking arm with the sensor at the elbow or below, radians.
  static let largestGaitSwing = 100 * degree
  /// Longest swing of a walking arm, forth and back, seconds.
  static let longestGaitSwing = 1.8
  /// The most that unexplained acceleration adds: alone it makes a swing wait for another like it, and no more.
  static let mostForAcceleration = 4.0

  /// The distance of a swing from a rep.
  ///
  /// - Parameters:
  ///   - side: the arm that the mount's axes tell; nil where they tell nothing.
  ///   - isComplete: false while the arm is still on its way back.
  ///   - poseWeight: how much the pose counts; less where the set has shown its own.
  static func distance(_ shape: SwingShape, side: Side?, isComplete: Bool = true, poseWeight: Double = 1) -> Double {
    guard shape.range > 0, shape.returned > 0 else { return .infinity }
    var sum = 0.0
    if isComplete {
      sum += returnRatio.penalty(naturalLogarithm(shape.returned / shape.range))
      sum += duration.penalty(shape.duration)
      sum += smallRange.penalty(shape.range) * shortDuration.penalty(shape.duration)
    }
    sum += offAxis.penalty(shape.offAxis)
    sum += axisAngle.penalty(arcCosine(shape.axisAgreement))
    sum += verticalShare.penalty(shape.axis.z.magnitude)
    sum += purity.penalty(shape.openingPurity) + purity.penalty(shape.closingPurity)
    sum += poseWeight * bottomAngle.penalty(shape.bottomAngle)
    sum += poseWeight * topAngle.penalty(shape.topAngle)
    sum += poseWeight * middleAngle.penalty((shape.bottomAngle + shape.topAngle) / 2)
    if let side { sum += mountShare.penalty(side == .right ? shape.mountAxis.z : -shape.mountAxis.z) }
    return sum
  }

  /// What the acceleration adds to the distance; apart from the rest because it costs as much as all of it.
  static func accelerationDistance(_ shape: SwingShape) -> Double {
    // A clipped gyroscope or missing samples show a wrong turn, so that honest acceleration looks unexplained.
    guard shape.faults.isDisjoint(with: [.gyroClipped, .gap]) else { return 0 }
    // The arm's swing in walking and crawling is short and small, and the steps shake it: there nothing is forgiven.
    let isLikeGait = shape.range < largestGaitSwing && shape.duration < longestGaitSwing
    let share = isLikeGait ? softTissueInGait : softTissue
    let penalty = unexplained.penalty(shape.rotation.residual - share * shape.rotation.acceleration)
    return isLikeGait ? 2 * penalty : min(mostForAcceleration, penalty)
  }
}
