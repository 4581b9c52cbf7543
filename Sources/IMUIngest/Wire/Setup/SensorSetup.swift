/// What to send to a sensor so that it measures at a rate, as a list of steps.
///
/// Pure: it knows the commands and their answers, and whoever holds the line carries them out.
public struct SensorSetup: Sendable {
  /// What the user wants.
  public struct Request: Hashable, Sendable {
    /// Samples a second.
    public var rate: Double
    /// Bits per second from then on; nil to leave the line as it is.
    public var baudRate: Int?
    /// Whether the sensor keeps it when it is switched off.
    public var isSaved: Bool

    /// Makes a request.
    public init(rate: Double, baudRate: Int? = nil, isSaved: Bool = false) {
      self.rate = rate
      self.baudRate = baudRate
      self.isSaved = isSaved
    }
  }

  /// One thing to send.
  public struct Step: Sendable {
    /// What it does, for people.
    public let purpose: String
    /// What to send; nothing where only the host's own rate changes.
    public let bytes: [UInt8]
    /// How long to wait for the answer, or to leave the sensor time where it gives none, seconds.
    public let patience: Double
    /// How often to send it until it is answered.
    public let attempts: Int
    /// The rate to set on the host's side when it is done; nil to leave it.
    public let baudRate: Int?
    /// What reads the answer out of the bytes since and says it for people, nil while it is not there; nil where none is due.
    public let answer: (@Sendable (_ bytes: [UInt8]) -> String?)?

    init(
      _ purpose: String, _ bytes: [UInt8], patience: Double = 0.1, attempts: Int = 1, baudRate: Int? = nil,
      answer: (@Sendable ([UInt8]) -> String?)? = nil
    ) {
      self.purpose = purpose
      self.bytes = bytes
      self.patience = patience
      self.attempts = attempts
      self.baudRate = baudRate
      self.answer = answer
    }
  }

  /// What asks the sensor for its present settings; an answer may fail to come.
  public let questions: [Step]
  /// What sets it, in order.
  public let steps: [Step]
  /// Samples a second that it will send: what it can do that is next to what was asked for.
  public let rate: Double
  /// What the user should know besides; nil where there is nothing.
  public let note: String?

  init(questions: [Step], steps: [Step], rate: Double, note: String? = nil) {
    self.questions = questions
    self.steps = steps
    self.rate = rate
    self.note = note
  }

  /// Wires whose sensors can be set.
  public static let wires = ["witmotion", "witmotion61", "ximu3", "xsens"]

  /// How to set a sensor of a wire.
  ///
  /// - Parameters:
  ///   - wire: the wire's name.
  ///   - request: what is wanted.
  ///   - baudRate: the rate of the line at present, bits per second; nil where it does not matter.
  /// - Throws: ``SensorSetupError`` where the sensor cannot do what is wanted.
  public init(wire: String, _ request: Request, baudRate: Int?) throws(SensorSetupError) {
    switch wire {
    case "witmotion": self = try .witMotion(request, baudRate: baudRate, isShortFrame: true)
    case "witmotion61": self = try .witMotion(request, baudRate: baudRate, isShortFrame: false)
    case "ximu3": self = try .ximu3(request)
    case "xsens": self = try .xsens(request)
    default:
      throw SensorSetupError(
        "a sensor of the wire '\(wire)' cannot be set from here, only those of \(Self.wires.joined(separator: ", ")): "
          + Self.advice(wire: wire, rate: request.rate))
    }
  }

  /// How to set a sensor that cannot be set from here, for people.
  private static func advice(wire: String, rate: Double) -> String {
    let wanted = text(rate)
    return switch wire {
    case "text":
      "have its sketch print \(wanted) lines a second, by the delay in its loop"
    case "bno08x-rvc":
      "in this mode it sends 100 samples a second, always; nothing has to be set"
    case "mavlink":
      "raise the stream rate of its telemetry port (ArduPilot: SRn_RAW_SENS = \(wanted) for the port n; PX4: 'mavlink "
        + "stream -s HIGHRES_IMU -r \(wanted)' in its console)"
    case "mip":
      "in the maker's program stream scaled accelerometer and scaled gyro of the IMU data set at \(wanted) Hz and save "
        + "that as the start-up settings"
    case "vectornav", "vectornav-ascii":
      "send it the line '$VNWRG,75,1,8,01,0121*7E' in a terminal (100 Hz with time on its first port), then "
        + "'$VNWNV*57' to keep that"
    case "hipnuc":
      "send it the line 'LOG HI91 ONTIME \(period(rate))' in a terminal, then 'SAVECONFIG' to keep that"
    default:
      "set it with its maker's program"
    }
  }

  /// Seconds a sample, in thousandths.
  private static func period(_ rate: Double) -> String {
    let thousandths = max(1, Int((1000 / rate).rounded()))
    let digits = String(1000 + thousandths % 1000)
    return "\(thousandths / 1000).\(digits.dropFirst())"
  }
}

/// Something that was asked of a sensor and that it cannot do.
public struct SensorSetupError: Error, Hashable, CustomStringConvertible {
  /// A sentence that says what was asked for and what can be had.
  public let description: String

  init(_ description: String) {
    self.description = description
  }
}
