import RepDetector

/// `hello`: the first line of every connection.
struct HelloEvent: EventPayload {
  static let type = EventType.hello
  /// The version of the protocol that these events belong to.
  static let currentProtocol = 1

  /// The program's version.
  let version: String
  /// The protocol's version.
  let `protocol`: Int

  /// Makes the event of this program.
  init(version: String = Repcounterd.version) {
    self.version = version
    `protocol` = Self.currentProtocol
  }
}

/// `device`: a sensor's line changed its state.
struct DeviceEvent: EventPayload {
  static let type = EventType.device

  /// How a sensor's line is doing.
  enum State: String, Encodable, Sendable {
    /// Nothing that could be a sensor is open.
    case searching
    /// Samples come.
    case streaming
    /// The line is open and nothing comes.
    case stalled
    /// The line is gone.
    case lost
  }

  /// The device's path.
  let path: String
  /// How it is doing.
  let state: State
  /// Name of the wire protocol; nil while it is not known.
  let wire: String?
  /// Baud rate; nil where it does not matter.
  let baud: Int?
  /// Samples a second; nil before enough have come.
  let rate: Double?
  /// The arm; nil while it is not known.
  let side: Side?

  /// Makes the event.
  init(path: String, state: State, wire: String? = nil, baud: Int? = nil, rate: Double? = nil, side: Side? = nil) {
    self.path = path
    self.state = state
    self.wire = wire
    self.baud = baud
    self.rate = rate.flatMap(Decimals.rate.round)
    self.side = side
  }

  private enum CodingKeys: String, CodingKey {
    case path
    case state
    case wire
    case baud
    case rate = "rate_hz"
    case side
  }
}

/// `warning`: something that the user should know, once each time it begins.
struct WarningEvent: EventPayload {
  static let type = EventType.warning

  /// Stable name in snake case.
  let code: String
  /// What it is and what to do, a sentence.
  let message: String
  /// The arm whose sensor it is about; nil where it is not known or does not matter.
  let side: Side?

  /// Makes a warning of any kind.
  init(code: String, message: String, side: Side? = nil) {
    self.code = code
    self.message = message
    self.side = side
  }

  /// Makes the event of a warning of the detector.
  init(_ warning: DetectorWarning, side: Side? = nil) {
    self.init(code: warning.rawValue, message: warning.message, side: side)
  }
}

extension DetectorWarning {
  /// What it is and what to do, a sentence.
  var message: String {
    switch self {
    case .mountUnlikely:
      "the movement does not fit the declared mount: check how the sensor sits on the arm, or give --mount"
    case .rateLow:
      "the sensor sends too few samples a second for fast reps: set it to 50 Hz or more, as by 'repcounterd setup'"
    case .noGyro:
      "the sensor sends no angular rate: reps are counted from acceleration alone and their range is less certain"
    case .clockJump:
      "the sensor's clock jumped: what was under way is forgotten and counting goes on"
    case .gyroClipped:
      "the gyroscope reached the end of its range: set it to 2000 degrees a second, or move more slowly"
    case .implausibleSample:
      "the sensor sent more than 500 g or 20,000 degrees a second, which no sensor measures; that is left out: check the "
        + "line and the units"
    }
  }
}

/// `error`: a request or an input that cannot be used.
struct ErrorEvent: EventPayload {
  static let type = EventType.error

  /// Stable name in snake case.
  let code: String
  /// What was found, where, what was expected and what to do, a sentence.
  let message: String
}
