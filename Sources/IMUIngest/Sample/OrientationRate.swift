public import SpatialMath

/// The angular rate of a sensor that sends its orientation and no rate.
///
/// What it turned by since the sample before, over the time between: the mean rate of that time, exact however far it
/// turned. Where a sensor puts its heading or its tilt right at once, or begins anew, nothing turned: a step that no body
/// makes is passed over with the rate before it, unless it goes on.
public struct OrientationRate: Sendable {
  /// Largest change of the rate, rad/s²; the fastest reps reach 110, and 500 is a jump of three degrees at 100 Hz.
  static let largestAcceleration = 500.0

  private var last: (orientation: Quaternion, time: Double)?
  private var rate = Vector3.zero
  /// The rate that was not believed.
  private var doubted: Vector3?

  /// Makes it at the start of a stream.
  public init() {}

  /// Takes the next orientation.
  ///
  /// - Parameters:
  ///   - orientation: sensor to earth, unit; nil where the sensor gives none.
  ///   - time: seconds, not decreasing.
  /// - Returns: angular rate, rad/s, sensor frame; zero for the first orientation, nil without one.
  public mutating func rate(_ orientation: Quaternion?, time: Double) -> Vector3? {
    guard let orientation else {
      self = OrientationRate()
      return nil
    }
    defer { last = (orientation, time) }
    guard let last, time > last.time else { return rate }
    let step = time - last.time
    let seen = (last.orientation.conjugate * orientation).rotationVector / step
    func isNear(_ other: Vector3) -> Bool { (seen - other).norm < Self.largestAcceleration * step }
    if isNear(rate) || doubted.map(isNear) == true {
      rate = seen
      doubted = nil
    } else {
      doubted = seen
    }
    return rate
  }
}
