import RepDetector
import SpatialMath

/// One sample as a sensor would give it.
struct Reading: Equatable {
  var time: Double
  /// Specific force, m/s², sensor frame.
  var force: Vector3
  /// Angular rate, rad/s, sensor frame.
  var rate: Vector3?
}

/// An inertial sensor with the faults of real ones, all off unless set.
struct Sensor {
  /// When the angular rate of a reading was.
  enum GyroTiming {
    /// The mean since the reading before: what a low-pass that suits the rate gives.
    case mean
    /// At the instant itself.
    case instant
    /// There is no gyroscope.
    case none
  }

  /// Readings a second.
  var hertz = 50.0
  /// Sensor frame to mount frame.
  var placement = Matrix3.identity
  var gyroTiming = GyroTiming.mean
  /// Standard deviation of each component, m/s².
  var forceNoise = 0.0
  /// Standard deviation of each component, rad/s.
  var rateNoise = 0.0
  /// m/s², sensor frame.
  var forceOffset = Vector3.zero
  /// rad/s, sensor frame.
  var rateOffset = Vector3.zero
  /// End of the accelerometer's range, m/s².
  var forceRange = Double.infinity
  /// End of the gyroscope's range, rad/s.
  var rateRange = Double.infinity
  var seed: UInt64 = 1

  /// Gravity, m/s².
  static let gravity = 9.80665

  /// What the sensor says of a motion from its begin to its end.
  func readings(of motion: Motion) -> [Reading] {
    var noise = SeededNoise(seed: seed)
    let count = Int(motion.duration * hertz)
    var readings: [Reading] = []
    readings.reserveCapacity(count)
    for i in 0..<count {
      let time = Double(i) / hertz
      let body = motion.state(at: time)
      let toSensor = (body.orientation * placement).transposed
      let force = toSensor * (body.acceleration + Vector3(0, 0, Self.gravity)) + forceOffset
      var rate: Vector3?
      switch gyroTiming {
      case .none: break
      case .instant: rate = toSensor * body.rate
      // About one axis the mean is exact at the middle up to the third derivative; two points leave the fifth.
      case .mean:
        let g = 0.288_675_134_594_812_9
        let early = motion.state(at: time - (0.5 + g) / hertz).rate
        let late = motion.state(at: time - (0.5 - g) / hertz).rate
        rate = toSensor * ((early + late) * 0.5)
      }
      readings.append(
        Reading(
          time: time, force: clip(force + noise.vector * forceNoise, forceRange),
          rate: rate.map { clip($0 + rateOffset + noise.vector * rateNoise, rateRange) }))
    }
    return readings
  }

  private func clip(_ v: Vector3, _ m: Double) -> Vector3 {
    Vector3(min(max(v.x, -m), m), min(max(v.y, -m), m), min(max(v.z, -m), m))
  }
}

/// Noise that is the same for a seed on every machine (SplitMix64; the sum of twelve uniforms is normal enough).
struct SeededNoise {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  /// Uniform in 0 ..< 1.
  var uniform: Double {
    mutating get {
      state &+= 0x9e37_79b9_7f4a_7c15
      var z = state
      z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
      z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
      return Double((z ^ (z >> 31)) >> 11) * 0x1p-53
    }
  }

  /// Mean 0, standard deviation 1.
  var normal: Double {
    mutating get {
      var sum = -6.0
      for _ in 0..<12 { sum += uniform }
      return sum
    }
  }

  var vector: Vector3 {
    mutating get { Vector3(normal, normal, normal) }
  }
}
