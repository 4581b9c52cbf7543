import BenchmarkSupport
import Glibc
import SpatialMath

/// One recording of sensor and cameras.
struct Trial {
  let times: [Double]
  let rates: [Vector3]
  let forces: [Vector3]
  private let truth: [Quaternion?]
  private let moves: [Bool]

  /// The names of the trials in a folder.
  static func names(in folder: String) throws(MeasurementError) -> [String] {
    let names = try FileNames.all(in: folder).compactMap { name -> String? in
      guard let end = name.firstRange(of: "_imu.csv") else { return nil }
      return String(name[..<end.lowerBound])
    }
    guard !names.isEmpty else { throw MeasurementError("there is no file NN_imu.csv or NN_imu.csv.gz in '\(folder)'") }
    return names.sorted()
  }

  init(folder: String, name: String) throws(MeasurementError) {
    let imu = try NumberTable(path: "\(folder)/\(name)_imu.csv", columns: ["t", "ax", "ay", "az", "gx", "gy", "gz"])
    let optical = try NumberTable(
      path: "\(folder)/\(name)_truth.csv", columns: ["t", "qw", "qx", "qy", "qz", "movement"])
    guard imu.rows.count == optical.rows.count, imu.rows.count > 1 else {
      throw MeasurementError(
        "trial \(name) has \(imu.rows.count) rows of the sensor and \(optical.rows.count) of truth")
    }
    times = imu.rows.map { $0[0] }
    forces = imu.rows.map { Vector3($0[1], $0[2], $0[3]) }
    rates = imu.rows.map { Vector3($0[4], $0[5], $0[6]) }
    truth = optical.rows.map { $0[1].isNaN ? nil : Quaternion(w: $0[1], x: $0[2], y: $0[3], z: $0[4]).normalized }
    moves = optical.rows.map { $0[5] == 1 }
  }

  /// Seconds between samples.
  var period: Double { (times[times.count - 1] - times[0]) / Double(times.count - 1) }

  /// Root mean square of the inclination's error where the benchmark scores, radians.
  ///
  /// Source: Laidig, Caruso, Cereatti and Seel, "BROAD - A benchmark for robust inertial orientation estimation", Data
  /// 6(7):72, 2021.
  func inclinationError(of orientations: [Quaternion], shift: Double) -> Double {
    var sum = 0.0
    var count = 0.0
    for index in times.indices where moves[index] {
      guard let q = truth(at: times[index] + shift) else { continue }
      let d = orientations[index] * q.conjugate
      let error = 2 * acos(min(1, (d.w * d.w + d.z * d.z).squareRoot()))
      sum += error * error
      count += 1
    }
    return (sum / count).squareRoot()
  }

  /// The orientation of a list of one a sample at any time.
  func value(of orientations: [Quaternion], at time: Double) -> Quaternion {
    let place = min(max((time - times[0]) / period, 0), Double(times.count - 1) - 1e-9)
    let index = Int(place)
    return Self.between(orientations[index], orientations[index + 1], place - Double(index))
  }

  private func truth(at time: Double) -> Quaternion? {
    let place = (time - times[0]) / period
    guard place >= 0, place < Double(times.count - 1) else { return nil }
    let index = Int(place)
    guard let a = truth[index], let b = truth[index + 1] else { return nil }
    return Self.between(a, b, place - Double(index))
  }

  private static func between(_ a: Quaternion, _ b: Quaternion, _ share: Double) -> Quaternion {
    a * Quaternion(rotationVector: (a.conjugate * b).rotationVector * share)
  }
}

/// A swing between two turning points whose angle the cameras saw.
struct TrialSwing {
  let trial: String
  let start: Double
  let end: Double
  /// Radians.
  let angle: Double

  static func read(_ path: String) throws(MeasurementError) -> [TrialSwing] {
    try NumberTable(path: path, columns: ["trial", "t0", "t1", "true_deg"]).rows.map {
      let number = String(Int($0[0]))
      return TrialSwing(
        trial: number.count < 2 ? "0" + number : number, start: $0[1], end: $0[2], angle: $0[3] * .pi / 180)
    }
  }

  /// Absolute difference between the angle of orientations and the true one, degrees.
  func error(of orientations: [Quaternion], in trial: Trial) -> Double {
    let turn = trial.value(of: orientations, at: start).conjugate * trial.value(of: orientations, at: end)
    return (turn.angle - angle).magnitude * 180 / .pi
  }
}
