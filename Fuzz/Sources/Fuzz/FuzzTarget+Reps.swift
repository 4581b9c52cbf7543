import IMUIngest
import RepDetector
import SpatialMath

/// The counting of reps in motions of any kind.
extension FuzzTarget {
  /// The rep detector on a sensor that is turned, shaken and disturbed as the bytes say.
  ///
  /// The first byte chooses the mount; then each five bytes are a stretch of motion: about what axis, how fast, for how
  /// long, at what rate, and what is wrong with it. What must hold: no crash, finite numbers, reps in their order.
  static let reps = FuzzTarget(name: "reps") { bytes in
    guard let first = bytes.first else { return }
    var configuration = DetectorConfiguration()
    if first & 1 != 0 { configuration.mount = .unknown }
    if first & 2 != 0 { configuration.side = first & 4 != 0 ? .left : .right }
    var check = RepCheck(RepDetector(configuration: configuration))
    var sensor = TurnedSensor()
    var at = 1
    while at + 5 <= bytes.count {
      sensor.play(bytes[at..<at + 5]) { check.take($0) }
      at += 5
    }
    check.finish()
  }
}

/// A detector, and what must hold of what it says.
private struct RepCheck {
  private var detector: RepDetector
  private var lastAt = -Double.infinity

  init(_ detector: RepDetector) {
    self.detector = detector
  }

  mutating func take(_ sample: IMUSample) {
    var events: [DetectorEvent] = []
    detector.process(time: sample.time, acceleration: sample.acceleration, angularRate: sample.angularRate) {
      events.append($0)
    }
    FuzzTarget.require(detector.angle?.isFinite ?? true, "the angle is not finite")
    for event in events { check(event) }
  }

  mutating func finish() {
    var events: [DetectorEvent] = []
    detector.finish { events.append($0) }
    for event in events { check(event) }
  }

  private mutating func check(_ event: DetectorEvent) {
    guard case .rep(let rep) = event else { return }
    let numbers = [
      rep.start, rep.top, rep.end, rep.at, rep.rangeOfMotion, rep.topAngle, rep.bottomAngle, rep.openDuration,
      rep.holdDuration, rep.closeDuration, rep.peakRate, rep.sparc,
    ]
    FuzzTarget.require(numbers.allSatisfy(\.isFinite), "a rep has a number that is not finite")
    let times = [rep.start, rep.top, rep.end, rep.at]
    FuzzTarget.require(times == times.sorted(), "a rep's times are out of order")
    FuzzTarget.require(rep.at >= lastAt, "a rep is told before the one before it")
    lastAt = rep.at
    let angles = detector.swingAngles(of: rep.side, from: rep.start, to: rep.end, step: 0.1)
    FuzzTarget.require(angles.count < 1000, "a curve is too long")
  }
}

/// A sensor that is turned about axes, and may be disturbed.
private struct TurnedSensor {
  /// Seconds between samples.
  private static let periods: InlineArray<8, Double> = [0.01, 0.02, 0.02, 0.04, 0.1, 0.6, 3, 1e6]
  private static let gravity = 9.80665

  private var time = 0.0
  private var orientation = Quaternion(angle: 1.4, axis: Vector3(0, 1, 0))

  mutating func play(_ bytes: ArraySlice<UInt8>, _ take: (IMUSample) -> Void) {
    let code = Array(bytes)
    let axis = Vector3(Double(code[0] & 3) - 1.5, Double(code[0] >> 2 & 3) - 1.5, Double(code[0] >> 4 & 15) - 7.5)
    let rate = (axis.normalized ?? Vector3(0, 0, 1)) * (0.05 * Double(Int8(bitPattern: code[1])))
    let period = Self.periods[Int(code[3] & 7)]
    let count = Int(code[2] & 63) + 1
    for index in 0..<count {
      // A swing's speed comes and goes.
      let share = Double(index) / Double(count)
      let turn = code[3] & 8 != 0 ? rate : rate * (4 * share * (1 - share))
      orientation = (orientation * Quaternion(rotationVector: turn * min(period, 0.1))).normalized
      take(disturbed(code, index, turn))
      time += period
    }
  }

  private func disturbed(_ code: [UInt8], _ index: Int, _ turn: Vector3) -> IMUSample {
    var force = orientation.conjugate.rotate(Vector3(0, 0, Self.gravity))
    var rate: Vector3? = turn
    switch code[4] & 15 {
    case 1: rate = nil
    case 2: force = .zero
    case 3: force = Vector3(1e150, -1e150, 1e300)
    case 4: rate = Vector3(1e300, 1e150, -1e300)
    case 5: rate = Vector3(8.7, 8.7, 8.7)
    case 6: force += Vector3(156, 0, 0) * (index & 1 == 0 ? 1 : -1)
    case 7: force = force * (1 + 0.1 * Double(code[4] >> 4))
    case 8: rate = turn + Vector3(0.01, 0.02, -0.01) * Double(code[4] >> 4)
    case 9: force += Vector3(Double(index % 7) - 3, Double(index % 5) - 2, Double(index % 3) - 1)
    case 10: rate = turn * 1e-300
    default: break
    }
    return IMUSample(time: time, acceleration: force, angularRate: rate)
  }
}
