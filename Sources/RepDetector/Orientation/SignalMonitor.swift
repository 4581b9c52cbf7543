import SpatialMath

/// Watches the samples themselves: rate, gaps, ends of range, a missing gyroscope.
struct SignalMonitor {
  /// Samples a second below which fast reps are not resolved: a rep of 0.9 s has then fewer than 25 samples.
  static let lowestRate = 25.0
  /// Share of that rate below which the warning begins; it ends at the rate itself.
  ///
  /// A stream of nominally 25 samples a second is now above and now below, and is fit for use.
  static let rateTolerance = 0.96
  /// Seconds of samples before the rate is judged.
  static let rateWindow = 3.0
  /// Periods between two samples from which the time between counts as a gap.
  static let gapPeriods = 2.5
  /// Seconds between two samples that no bridging spans.
  static let longestGap = 1.0
  /// Seconds that stream time may jump before it is told.
  static let longestJump = 20.0
  /// Rates below this are never the end of a range, rad/s: the smallest range sold is 125 deg/s.
  static let smallestGyroRange = 100 * degree
  /// Forces below this are never the end of a range, m/s²: the smallest range sold is 2 g.
  static let smallestAccelerometerRange = 18.0

  /// Rate that no sensor measures, rad/s: the largest range sold is 4000 deg/s, and special ones have 20,000.
  static let implausibleRate = 20_000 * degree

  private var gyroRange = RangeMonitor(floor: smallestGyroRange)
  private var accelerometerRange = RangeMonitor(floor: smallestAccelerometerRange)
  /// Usual seconds between samples.
  private(set) var period: Double?
  private var samples = 0.0
  private var seconds = 0.0
  private var told: Set<DetectorWarning> = []
  private var isClipping = false

  /// Looks at one sample; `warn` is called for each warning that begins with it.
  mutating func inspect(
    acceleration: Vector3, angularRate: Vector3?, period step: Double, warn: (DetectorWarning) -> Void
  ) -> SignalFaults {
    var faults = SignalFaults()
    if let usual = period, step > Self.gapPeriods * usual { faults.insert(.gap) }
    if step > Self.longestJump { warn(.clockJump) }
    learnPeriod(step, warn: warn)
    if let angularRate {
      let clipped = gyroRange.isClipped(angularRate)
      if clipped { faults.insert(.gyroClipped) }
      if clipped, told.insert(.gyroClipped).inserted { warn(.gyroClipped) }
    } else if told.insert(.noGyro).inserted {
      warn(.noGyro)
    }
    if accelerometerRange.isClipped(acceleration) { faults.insert(.accelerometerClipped) }
    return faults
  }

  /// Whether a sample can be a measurement; `warn` is called for the first that cannot.
  mutating func isPlausible(
    acceleration: Vector3, angularRate: Vector3?, warn: (DetectorWarning) -> Void
  ) -> Bool {
    // What is no number is not below the limits either.
    let isForce = acceleration.isWithin(RepDetector.implausibleForce)
    if isForce, angularRate?.isWithin(Self.implausibleRate) ?? true { return true }
    if told.insert(.implausibleSample).inserted { warn(.implausibleSample) }
    return false
  }

  private mutating func learnPeriod(_ step: Double, warn: (DetectorWarning) -> Void) {
    guard step > 0, step < Self.longestGap else { return }
    // A gap counts little, so that a lossy line does not look like a slow one.
    let bounded = min(step, Self.gapPeriods * (period ?? step))
    period = period.map { $0 + 0.02 * (bounded - $0) } ?? bounded
    samples += 1
    seconds += step
    guard seconds > Self.rateWindow else { return }
    let rate = samples / seconds
    if rate < Self.rateTolerance * Self.lowestRate, told.insert(.rateLow).inserted { warn(.rateLow) }
    if rate >= Self.lowestRate { told.remove(.rateLow) }
    samples = 0
    seconds = 0
  }
}

extension Vector3 {
  /// Whether each component is smaller than a limit either way.
  fileprivate func isWithin(_ limit: Double) -> Bool {
    x.magnitude < limit && y.magnitude < limit && z.magnitude < limit
  }
}
