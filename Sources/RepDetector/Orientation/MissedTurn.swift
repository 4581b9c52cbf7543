import SpatialMath

/// What a turn that the gyroscope saw only in part leaves in doubt about the vertical, and how the force settles it.
///
/// The vertical is wrong about the axis of that turn and about no other, by a share of it. The force says where it is, as
/// far as it is gravity. What the lever of the arm adds is taken off where the lever is known; what is left of that is the
/// larger the faster the arm turns or changes its turning, so that a held arm says most. Weighed against each other by
/// their variances (Kalman, J. Basic Eng. 82(1), 1960, with one state), doubt and force move the vertical at once where the
/// arm is calm, and hardly in the midst of a swing.
struct MissedTurn {
  /// Error of the rate that is taken from the pull where the gyroscope is cut off: see ``ElbowLever/length``.
  static let restoredShare = 0.1
  /// The same of a rate that stays cut off: it was up to twice as much.
  static let cutShare = 0.5
  /// The same of the lever's acceleration: its length is certain within a fifth, and flesh and spine add their own.
  static let leverShare = 0.25
  /// Acceleration of a calm arm, by sway, tremor and a sensor's offset, m/s².
  static let calmNoise = 0.4
  /// Seconds over which such an acceleration goes on: a tremor's period, or the turning round of a swing.
  static let noiseTime = 0.1

  /// Standard deviation of the vertical, as the force that would turn it so far, m/s²; 0 where nothing is in doubt.
  private(set) var deviation = 0.0
  /// Axis of the turn, inertial frame; zero where the vertical may be off to any side.
  private var axis = Vector3.zero

  /// Whether anything is in doubt.
  var isOpen: Bool { deviation > 0 }

  /// Takes a part of the turn.
  ///
  /// - Parameters:
  ///   - turn: rotation vector, radians, inertial frame.
  ///   - share: by how much of it it may be wrong.
  mutating func miss(_ turn: Vector3, share: Double) {
    deviation = min(deviation + share * standardGravity * turn.norm, standardGravity)
    axis = turn
  }

  /// Takes a time in which nothing at all was seen.
  mutating func missAll() {
    deviation = standardGravity
    axis = .zero
  }

  /// The vertical in the light of a new force.
  ///
  /// - Parameters:
  ///   - vertical: what the force was on average, m/s², inertial frame.
  ///   - force: what it is, the lever's acceleration taken off where that is known, m/s², inertial frame.
  ///   - disturbance: standard deviation of the acceleration that is left in it, m/s².
  ///   - period: seconds for which the force stands.
  ///   - settledGain: share of a force's difference from which on the ordinary low-pass does as well.
  /// - Returns: the new average; nil where nothing is in doubt any more.
  mutating func settled(
    vertical: Vector3, force: Vector3, disturbance: Double, period: Double, settledGain: Double
  ) -> Vector3? {
    let doubt = deviation * deviation
    let noise = (Self.calmNoise * Self.calmNoise + disturbance * disturbance) * Self.noiseTime / period
    let gain = doubt / (doubt + noise)
    // In the midst of a swing a small gain says that the force is worth little, not that the vertical is certain.
    guard gain > settledGain || disturbance > Self.calmNoise else {
      deviation = 0
      return nil
    }
    deviation = (doubt * (1 - gain)).squareRoot()
    var change = force - vertical
    if let aside = axis.cross(vertical).normalized { change = aside * aside.dot(change) }
    return vertical + change * gain
  }
}
