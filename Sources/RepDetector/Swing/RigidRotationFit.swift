import SpatialMath

/// Explains the specific force of a swing by a rotation about a fixed point: where the elbow is from the axis, and what
/// remains unexplained.
///
/// A point at the lever ρ of a body that turns about a fixed point is accelerated by α × ρ + ω × (ω × ρ). Fitting ρ and a
/// constant accelerometer offset to the measured force by least squares gives two things that nothing else tells: the
/// direction from the axis to the elbow in the sensor's own frame, whatever the mount; and the bounce of a body that
/// walks, which no lever explains.
struct RigidRotationFit {
  /// Lever from the axis of rotation to the sensor, m, mount frame.
  var lever = Vector3.zero
  /// Root mean square of the linear acceleration, m/s².
  var acceleration = 0.0
  /// Root mean square of what the lever does not explain, m/s².
  var residual = 0.0

  /// Nothing known.
  static let none = RigidRotationFit()

  private init() {}

  /// Gravity, m/s².
  private static let gravity = 9.80665
  /// Half the time over which force and rate are averaged, seconds: below it is noise and soft tissue.
  private static let halfWindow = 0.04
  /// Regularisation, 1/s⁴: a lever of half a metre costs as much as 0.02 m/s² unexplained.
  private static let stiffness = 1e-3

  /// Fits to the entries of a track from `first` to `last`; nil where there are too few.
  init?(track: MotionTrack, first: Int, last: Int) {
    guard last - first > 8 else { return nil }
    let period = (track[last].time - track[first].time) / Double(last - first)
    let h = max(1, Int((Self.halfWindow / period).rounded()))
    guard last - first > 4 * h else { return nil }
    var normal = NormalEquations6()
    var energy = 0.0
    var count = 0.0
    for i in first + 2 * h...last - 2 * h {
      var force = Vector3.zero
      var rate = Vector3.zero
      for k in i - h...i + h {
        force += track[k].force
        rate += track[k].rate
      }
      let share = 1 / Double(2 * h + 1)
      let turn = track[i].orientation.conjugate
      let seconds = track[i + h].time - track[i - h].time
      guard seconds > 0 else { continue }
      let w = turn.rotate(rate * share)
      let alpha = turn.rotate((track[i + h].rate - track[i - h].rate) / seconds)
      let a = turn.rotate(force * share - Vector3(0, 0, Self.gravity))
      energy += a.squaredNorm
      count += 1
      let ww = w.squaredNorm
      normal.add(Vector3(w.x * w.x - ww, w.x * w.y - alpha.z, w.x * w.z + alpha.y), axis: 0, value: a.x)
      normal.add(Vector3(w.x * w.y + alpha.z, w.y * w.y - ww, w.y * w.z - alpha.x), axis: 1, value: a.y)
      normal.add(Vector3(w.x * w.z - alpha.y, w.y * w.z + alpha.x, w.z * w.z - ww), axis: 2, value: a.z)
    }
    guard count > 0, let solution = normal.solved(stiffness: Self.stiffness * count) else { return nil }
    lever = solution.lever
    acceleration = (energy / count).squareRoot()
    residual = (max(0, energy - solution.explained) / count).squareRoot()
  }
}

/// Normal equations for a lever (3) and a constant offset (3).
private struct NormalEquations6 {
  private var matrix = [36 of Double](repeating: 0)
  private var right = [6 of Double](repeating: 0)

  /// Adds the equation row · lever + offset[axis] = value.
  mutating func add(_ row: Vector3, axis: Int, value: Double) {
    let full: [4 of (Int, Double)] = [(0, row.x), (1, row.y), (2, row.z), (3 + axis, 1)]
    for i in 0..<4 {
      right[full[i].0] += full[i].1 * value
      for j in 0..<4 { matrix[6 * full[i].0 + full[j].0] += full[i].1 * full[j].1 }
    }
  }

  /// Solves by Cholesky's decomposition; `explained` is the energy that the solution takes off.
  func solved(stiffness: Double) -> (lever: Vector3, explained: Double)? {
    var l = matrix
    for i in 0..<6 { l[7 * i] += stiffness }
    for j in 0..<6 {
      for k in 0..<j { l[7 * j] -= l[6 * j + k] * l[6 * j + k] }
      guard l[7 * j] > 0 else { return nil }
      l[7 * j] = l[7 * j].squareRoot()
      for i in j + 1..<max(6, j + 1) {
        for k in 0..<j { l[6 * i + j] -= l[6 * i + k] * l[6 * j + k] }
        l[6 * i + j] /= l[7 * j]
      }
    }
    var x = right
    for i in 0..<6 {
      for k in 0..<i { x[i] -= l[6 * i + k] * x[k] }
      x[i] /= l[7 * i]
    }
    for i in stride(from: 5, through: 0, by: -1) {
      for k in i + 1..<max(6, i + 1) { x[i] -= l[6 * k + i] * x[k] }
      x[i] /= l[7 * i]
    }
    var explained = 0.0
    for i in 0..<6 { explained += x[i] * right[i] }
    return (Vector3(x[0], x[1], x[2]), explained)
  }
}
