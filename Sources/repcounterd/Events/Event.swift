import RepDetector

/// One thing that the program says: on standard output of `replay --json`, on the socket and in the log.
///
/// Each case is one row of the table of events in the documentation of the protocol.
enum Event: Hashable, Sendable {
  case hello(HelloEvent)
  case device(DeviceEvent)
  case rep(RepEvent)
  case phase(PhaseEvent)
  case angle(AngleEvent)
  case sample(SampleEvent)
  case partial(PartialEvent)
  case correction(CorrectionEvent)
  case warning(WarningEvent)
  case set(SetEvent)
  case session(SessionEvent)
  case summary(SummaryEvent)
  case error(ErrorEvent)
  case status(StatusEvent)
  case program(ProgramEvent)
  case target(TargetEvent)
  case cue(CueEvent)
  case hold(HoldEvent)
  case proposal(ProposalEvent)

  /// What stands in the line's `type`.
  var type: EventType {
    Swift.type(of: payload).type
  }

  /// The fields of the line beside `type`.
  var payload: any EventPayload {
    switch self {
    case .hello(let payload): payload
    case .device(let payload): payload
    case .rep(let payload): payload
    case .phase(let payload): payload
    case .angle(let payload): payload
    case .sample(let payload): payload
    case .partial(let payload): payload
    case .correction(let payload): payload
    case .warning(let payload): payload
    case .set(let payload): payload
    case .session(let payload): payload
    case .summary(let payload): payload
    case .error(let payload): payload
    case .status(let payload): payload
    case .program(let payload): payload
    case .target(let payload): payload
    case .cue(let payload): payload
    case .hold(let payload): payload
    case .proposal(let payload): payload
    }
  }
}

/// The name of an event in the line's `type`.
///
/// Open, so that a reply of the socket can have a name of its own.
struct EventType: RawRepresentable, Hashable, Sendable {
  let rawValue: String

  static let hello = EventType(rawValue: "hello")
  static let device = EventType(rawValue: "device")
  static let rep = EventType(rawValue: "rep")
  static let phase = EventType(rawValue: "phase")
  static let angle = EventType(rawValue: "angle")
  static let sample = EventType(rawValue: "sample")
  static let partial = EventType(rawValue: "partial")
  static let correction = EventType(rawValue: "correction")
  static let warning = EventType(rawValue: "warning")
  static let set = EventType(rawValue: "set")
  static let session = EventType(rawValue: "session")
  static let summary = EventType(rawValue: "summary")
  static let error = EventType(rawValue: "error")
  static let status = EventType(rawValue: "status")
  static let program = EventType(rawValue: "program")
  static let target = EventType(rawValue: "target")
  static let cue = EventType(rawValue: "cue")
  static let hold = EventType(rawValue: "hold")
  static let proposal = EventType(rawValue: "proposal")
}

/// The fields of one kind of line.
///
/// Keys are snake case with the unit as suffix. What is not known is nil and therefore absent from the line; numbers are
/// finite and rounded when the payload is made (see ``Decimals``).
protocol EventPayload: Encodable, Hashable, Sendable {
  /// What stands in the line's `type`.
  static var type: EventType { get }
}
