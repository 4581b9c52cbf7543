import IMUIngest
import RepDetector

/// `phase`: the movement entered another phase.
struct PhaseEvent: EventPayload {
  static let type = EventType.phase

  /// The arm; nil while it is not known.
  let side: Side?
  /// The phase entered.
  let phase: Phase
  /// Stream time of the sample that showed it, seconds.
  let at: Double?
  /// Swing angle then, degrees.
  let angle: Double?

  /// Makes the event of a change of phase.
  init(_ change: PhaseChange) {
    side = change.side
    phase = change.phase
    at = Decimals.sampleTime.round(change.at)
    angle = Decimals.angle.degrees(change.angle)
  }

  private enum CodingKeys: String, CodingKey {
    case side
    case phase
    case at = "at_s"
    case angle = "angle_deg"
  }
}

/// `angle`: the swing angle at one instant.
struct AngleEvent: EventPayload {
  static let type = EventType.angle

  /// The arm; nil while it is not known.
  let side: Side?
  /// Stream time of the sample, seconds.
  let at: Double?
  /// Swing angle, degrees.
  let angle: Double?

  /// Makes the event from stream time in seconds and swing angle in radians.
  init(side: Side?, at: Double, angle: Double) {
    self.side = side
    self.at = Decimals.sampleTime.round(at)
    self.angle = Decimals.angle.degrees(angle)
  }

  private enum CodingKeys: String, CodingKey {
    case side
    case at = "at_s"
    case angle = "angle_deg"
  }
}

/// `sample`: what the sensor measured at one instant.
struct SampleEvent: EventPayload {
  static let type = EventType.sample

  /// The arm; nil while it is not known.
  let side: Side?
  /// Stream time, seconds.
  let at: Double?
  /// Running number of the sample in its stream, from 0; a step above 1 is a loss on the way to the client.
  let sequence: UInt64
  /// Specific force, m/s², sensor frame.
  let acceleration: [Double]?
  /// Angular rate, rad/s, sensor frame; nil without gyroscope.
  let angularRate: [Double]?

  /// Makes the event of a sample.
  init(side: Side?, sequence: UInt64, sample: IMUSample) {
    self.side = side
    self.sequence = sequence
    at = Decimals.sampleTime.round(sample.time)
    acceleration = sample.acceleration.components(.acceleration)
    angularRate = sample.angularRate?.components(.angularRate)
  }

  private enum CodingKeys: String, CodingKey {
    case side
    case at = "at_s"
    case sequence = "seq"
    case acceleration = "accel_mps2"
    case angularRate = "gyro_radps"
  }
}

/// `partial`: a swing that was no rep.
struct PartialEvent: EventPayload {
  static let type = EventType.partial

  /// The arm; nil while it is not known.
  let side: Side?
  /// Stream time of the sample that showed it, seconds.
  let at: Double?
  /// Range of the opening, degrees.
  let rangeOfMotion: Double?
  /// Why it was no rep.
  let reason: String

  /// Makes the event of a partial swing.
  init(_ swing: PartialSwing) {
    side = swing.side
    at = Decimals.sampleTime.round(swing.at)
    rangeOfMotion = Decimals.angle.degrees(swing.rangeOfMotion)
    reason = swing.reason.rawValue
  }

  private enum CodingKeys: String, CodingKey {
    case side
    case at = "at_s"
    case rangeOfMotion = "rom_deg"
    case reason
  }
}
