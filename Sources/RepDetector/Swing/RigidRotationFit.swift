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
    var normal = CentredNormalEquations()
    var energy = 0.0
    let share = 1 / Double(2 * h + 1)
    // Windows overlap, so that every second one says the same.
    for i in stride(from: first + 2 * h, through: last - 2 * h, by: 2) {
      let seconds = track[i + h].time - track[i - h - 1].time
      guard seconds > 0 else { continue }
      var force = Vector3.zero
      var rate = Vector3.zero
      for k in i - h...i + h {
        force += track[k].force
        rate += track[k].rate
      }
      // Entries hold means since the one before: the window's middle is between two of them, and so are the rates at its ends.
      let turn = Quaternion.middle(track[i - 1].orientation, track[i].orientation).conjugate
      let w = turn.rotate(rate * share)
      let gain = track[i + h].rate + track[i + h + 1].rate - track[i - h - 1].rate - track[i - h].rate
      let alpha = turn.rotate(gain * (0.5 / seconds))
      let a = turn.rotate(force * share - Vector3(0, 0, standardGravity))
      energy += a.squaredNorm
      let ww = w.squaredNorm
      normal.add(
        Vector3(w.x * w.x - ww, w.x * w.y - alpha.z, w.x * w.z + alpha.y),
        Vector3(w.x * w.y + alpha.z, w.y * w.y - ww, w.y * w.z - alpha.x),
        Vector3(w.x * w.z - alpha.y, w.y * w.z + alpha.x, w.z * w.z - ww), value: a)
    }
    guard let solution = normal.solved(stiffness: Self.stiffness) else { return nil }
    lever = solution.lever
    acceleration = (energy / normal.count).squareRoot()
    residual = (max(0, energy - solution.explained) / normal.count).squareRoot()
  }
}

/// Normal equations of rows · lever + offset = value, the constant offset taken out beforehand.
private struct CentredNormalEquations {
  private(set) var count = 0.0
  private var squares = Symmetric3()
  private var right = Vector3.zero
  private var rows = (Vector3.zero, Vector3.zero, Vector3.zero)
  private var values = Vector3.zero

  /// Adds the three equations of one instant.
  mutating func add(_ x: Vector3, _ y: Vector3, _ z: Vector3, value: Vector3) {
    count += 1
    squares.addOuter(x)
    squares.addOuter(y)
    squares.addOuter(z)
    right += x * value.x + y * value.y + z * value.z
    rows = (rows.0 + x, rows.1 + y, rows.2 + z)
    values += value
  }

  /// The lever, and the energy that lever and offset explain; nil where the equations say nothing.
  func solved(stiffness: Double) -> (lever: Vector3, explained: Double)? {
    guard count > 0 else { return nil }
    var matrix = squares
    matrix.addOuter(rows.0, weight: -1 / count)
    matrix.addOuter(rows.1, weight: -1 / count)
    matrix.addOuter(rows.2, weight: -1 / count)
    let centred = right - (rows.0 * values.x + rows.1 * values.y + rows.2 * values.z) / count
    guard let lever = matrix.adding(diagonal: stiffness * count).solved(centred) else { return nil }
    return (lever, lever.dot(centred) + values.squaredNorm / count)
  }
}
