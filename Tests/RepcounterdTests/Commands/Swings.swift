import Glibc
import IMUIngest
import SpatialMath

/// A recording of an ideal wearer, made from the geometry of the movement alone.
///
/// On all fours, head toward +Y of the earth, the right arm to +X, up +Z. The elbow of the right arm points along
/// (cos a, 0, sin a) at swing angle a; the sensor's x is along it and its z along -Y, so that the angular rate is +da/dt
/// about z and the specific force is g (sin a, cos a, 0). On the left arm +y points down: rate and y component change sign.
struct Swings {
  /// Standard gravity, m/s².
  private static let gravity = 9.80665
  /// Seconds of an opening or a closing.
  private static let half = 1.5
  /// Seconds at rest before the first rep, between reps and after the last.
  private static let rest = 1.0
  /// Swing angle at the bottom, radians.
  private static let bottom = -1.0

  var reps = 3
  var isLeft = false
  /// Range of motion, radians.
  var range = 2.0
  /// Samples a second.
  var rate = 100.0

  /// Swing angle and its rate at a time.
  private func motion(at time: Double) -> (angle: Double, rate: Double) {
    let period = 2 * Self.half + Self.rest
    let index = ((time - Self.rest) / period).rounded(.down)
    let phase = time - Self.rest - index * period
    guard index >= 0, Int(index) < reps, phase < 2 * Self.half else { return (Self.bottom, 0) }
    let turn = Double.pi / Self.half
    return (
      Self.bottom + range / 2 * (1 - cos(turn * phase)),
      range / 2 * turn * sin(turn * phase)
    )
  }

  /// The samples of the recording.
  var samples: [IMUSample] {
    let duration = Self.rest + Double(reps) * (2 * Self.half + Self.rest) + Self.rest
    let sign = isLeft ? -1.0 : 1.0
    return (0..<Int(duration * rate)).map { index in
      let time = Double(index) / rate
      let (angle, speed) = motion(at: time)
      return IMUSample(
        time: time, acceleration: Vector3(Self.gravity * sin(angle), sign * Self.gravity * cos(angle), 0),
        angularRate: Vector3(0, 0, sign * speed))
    }
  }

  /// The recording as text.
  var csv: String {
    var text = "time_s,accel_x_mps2,accel_y_mps2,accel_z_mps2,gyro_x_radps,gyro_y_radps,gyro_z_radps\n"
    for sample in samples {
      let (a, w) = (sample.acceleration, sample.angularRate ?? .zero)
      text += "\(sample.time),\(a.x),\(a.y),\(a.z),\(w.x),\(w.y),\(w.z)\n"
    }
    return text
  }

  /// The recording as WitMotion frames 51 and 52: 16 g and 2000 degrees a second over 32768, sum of the bytes behind.
  var witMotion: [UInt8] {
    samples.flatMap { sample -> [UInt8] in
      let force = sample.acceleration * (32_768 / (16 * Self.gravity))
      let rate = (sample.angularRate ?? .zero) * (32_768 / 2000 * 180 / .pi)
      return Self.frame(0x51, force) + Self.frame(0x52, rate)
    }
  }

  private static func frame(_ id: UInt8, _ vector: Vector3) -> [UInt8] {
    let words = [vector.x, vector.y, vector.z, 0].map { UInt16(bitPattern: Int16($0.rounded())) }
    var bytes: [UInt8] = [0x55, id]
    for word in words { bytes += [UInt8(truncatingIfNeeded: word), UInt8(word >> 8)] }
    return bytes + [bytes.reduce(0, &+)]
  }
}
