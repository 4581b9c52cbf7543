import Glibc
import SpatialMath

@testable import RepDetector

extension Matrix3 {
  /// The unit quaternion of this rotation, by the largest of its four components (Shepperd 1978).
  var quaternion: Quaternion {
    let (a, b, c) = (rows.0.x, rows.1.y, rows.2.z)
    let four = [1 + a + b + c, 1 + a - b - c, 1 - a + b - c, 1 - a - b + c].map { max(0, $0).squareRoot() / 2 }
    let wx = (rows.2.y - rows.1.z) / 4
    let wy = (rows.0.z - rows.2.x) / 4
    let wz = (rows.1.x - rows.0.y) / 4
    let xy = (rows.0.y + rows.1.x) / 4
    let xz = (rows.0.z + rows.2.x) / 4
    let yz = (rows.1.z + rows.2.y) / 4
    switch four.max() {
    case four[0]: return Quaternion(w: four[0], x: wx / four[0], y: wy / four[0], z: wz / four[0])
    case four[1]: return Quaternion(w: wx / four[1], x: four[1], y: xy / four[1], z: xz / four[1])
    case four[2]: return Quaternion(w: wy / four[2], x: xy / four[2], y: four[2], z: yz / four[2])
    default: return Quaternion(w: wz / four[3], x: xz / four[3], y: yz / four[3], z: four[3])
    }
  }

  /// The rotation of a unit quaternion, written out by components.
  init(_ q: Quaternion) {
    self.init(
      rows: (
        Vector3(1 - 2 * (q.y * q.y + q.z * q.z), 2 * (q.x * q.y - q.w * q.z), 2 * (q.x * q.z + q.w * q.y)),
        Vector3(2 * (q.x * q.y + q.w * q.z), 1 - 2 * (q.x * q.x + q.z * q.z), 2 * (q.y * q.z - q.w * q.x)),
        Vector3(2 * (q.x * q.z - q.w * q.y), 2 * (q.y * q.z + q.w * q.x), 1 - 2 * (q.x * q.x + q.y * q.y))
      ))
  }

  /// The earth's vertical in the body's frame.
  var up: Vector3 { rows.2 }
}

/// The angle between two unit vectors, degrees; exact for small ones.
func angleBetween(_ a: Vector3, _ b: Vector3) -> Double { degrees(atan2(a.cross(b).norm, a.dot(b))) }

extension MotionTrack {
  /// The track of a motion as a faultless orientation filter would leave it: entries at 50 Hz, means over each period.
  init(truthOf motion: Motion) {
    self.init()
    for i in 0..<Int(motion.duration / Self.period) {
      let time = Double(i) * Self.period
      let middle = motion.state(at: time - 0.5 * Self.period)
      append(
        Entry(
          time: time, orientation: motion.state(at: time).orientation.quaternion, rate: middle.rate,
          force: middle.acceleration + Vector3(0, 0, Sensor.gravity), faults: []))
    }
  }

  /// The position of the entry at a time.
  func position(at time: Double) -> Int { Int((time / Self.period).rounded()) }

  /// A swing between three times.
  func swing(_ bottom: Double, _ top: Double, _ end: Double) -> TurningPoints.Swing {
    func mark(_ time: Double) -> TurningPoints.Mark { TurningPoints.Mark(position: position(at: time), time: time) }
    return TurningPoints.Swing(bottom: mark(bottom), top: mark(top), low: mark(end))
  }
}

/// An orientation filter fed with readings: what it says after each.
struct FilterRun {
  private(set) var filter: OrientationFilter
  /// Degrees between the vertical in the sensor's frame as it is and as the filter has it, with the time, for each reading.
  private(set) var tiltErrors: [(time: Double, error: Double)] = []

  init(_ motion: Motion, _ sensor: Sensor = Sensor(), parameters: OrientationFilter.Parameters = .sixAxis) {
    filter = OrientationFilter(parameters: parameters)
    var before: Double?
    for reading in sensor.readings(of: motion) {
      filter.update(
        rate: reading.rate ?? .zero, force: reading.force, period: before.map { reading.time - $0 } ?? 0)
      before = reading.time
      let truth = motion.state(at: reading.time).orientation * sensor.placement
      tiltErrors.append((reading.time, angleBetween(Matrix3(filter.orientation).up, truth.up)))
    }
  }

  /// The largest tilt error from a time on, degrees.
  func worst(from time: Double = 0) -> Double { tiltErrors.filter { $0.time >= time }.map(\.error).max() ?? 0 }
}
