import RepDetector

/// `status`: the reply that says how everything stands.
struct StatusEvent: EventPayload {
  static let type = EventType.status

  /// A number for each arm; an arm without one is left out.
  struct PerSide: Encodable, Hashable, Sendable {
    var left: Int?
    var right: Int?
  }

  /// What the arm is doing.
  struct Current: Encodable, Hashable, Sendable {
    /// The arm; nil while it is not known.
    let side: Side?
    /// Where in a rep it is.
    let phase: Phase
    /// Swing angle, degrees; nil before the first samples.
    let angle: Double?
    /// Number of the set that is open; nil between sets.
    let set: Int?
    /// Reps of the set that is open; nil between sets.
    let repInSet: Int?

    /// Makes the state from a swing angle in radians.
    init(side: Side?, phase: Phase, angle: Double?, set: Int? = nil, repInSet: Int? = nil) {
      self.side = side
      self.phase = phase
      self.angle = angle.flatMap(Decimals.angle.degrees)
      self.set = set
      self.repInSet = repInSet
    }

    private enum CodingKeys: String, CodingKey {
      case side
      case phase
      case angle = "angle_deg"
      case set
      case repInSet = "rep_in_set"
    }
  }

  /// One sensor and what its line delivered.
  struct Device: Encodable, Hashable, Sendable {
    /// Path, state, wire, baud rate, sample rate and side.
    let device: DeviceEvent
    /// Samples.
    let samples: UInt64
    /// Frames whose checksum or form was bad.
    let badFrames: UInt64
    /// Bytes that belonged to no good frame.
    let lostBytes: UInt64
    /// Places where samples are missing.
    let gaps: UInt64

    /// Writes the device's fields and the counters side by side.
    func encode(to encoder: any Encoder) throws {
      try device.encode(to: encoder)
      var fields = encoder.container(keyedBy: CodingKeys.self)
      try fields.encode(samples, forKey: .samples)
      try fields.encode(badFrames, forKey: .badFrames)
      try fields.encode(lostBytes, forKey: .lostBytes)
      try fields.encode(gaps, forKey: .gaps)
    }

    private enum CodingKeys: String, CodingKey {
      case samples
      case badFrames = "bad_frames"
      case lostBytes = "lost_bytes"
      case gaps
    }
  }

  /// The program's version.
  let version: String
  /// Seconds since the program started.
  let uptime: Double?
  /// Id of the session; nil between sessions.
  let session: String?
  /// True while the session is paused; else absent.
  let paused: Bool?
  /// Reps in the session.
  let counts: PerSide
  /// Reps that are aimed at; nil without.
  let target: PerSide?
  /// What the arm is doing; nil without a sensor.
  let current: Current?
  /// The last rep of the session.
  let lastRep: RepEvent?
  /// The sensors.
  let devices: [Device]
  /// Codes of the warnings that still hold; nil when there are none.
  let warnings: [String]?

  /// Name of the program that is followed; nil without.
  var program: String?
  /// The wearer's own best ranges, degrees; nil where no program knows them.
  var best: Best?

  /// The hold on the present spot; nil where no program holds.
  var hold: HoldEvent?

  /// A range of motion for each arm; an arm without one is left out.
  struct Best: Encodable, Hashable, Sendable {
    /// Of the left arm, degrees.
    var left: Double?
    /// Of the right arm, degrees.
    var right: Double?

    /// Makes the ranges; nil where there are none.
    init?(left: Double?, right: Double?) {
      guard left != nil || right != nil else { return nil }
      self.left = left.flatMap(Decimals.angle.round)
      self.right = right.flatMap(Decimals.angle.round)
    }
  }

  /// Makes the reply; empty targets and warnings are left out.
  init(
    version: String = Repcounterd.version, uptime: Double, session: String?, paused: Bool, counts: SideCounts,
    target: PerSide, current: Current?, lastRep: RepEvent?, devices: [Device], warnings: [String] = []
  ) {
    self.version = version
    self.uptime = Decimals.time.round(uptime)
    self.session = session
    self.paused = paused ? true : nil
    self.counts = PerSide(left: counts.left, right: counts.right)
    self.target = target.left == nil && target.right == nil ? nil : target
    self.current = current
    self.lastRep = lastRep
    self.devices = devices
    self.warnings = warnings.isEmpty ? nil : warnings
  }

  private enum CodingKeys: String, CodingKey {
    case version
    case uptime = "uptime_s"
    case session
    case paused
    case counts
    case target
    case current
    case lastRep = "last_rep"
    case devices
    case warnings
    case program
    case best = "best_deg"
    case hold
  }
}
