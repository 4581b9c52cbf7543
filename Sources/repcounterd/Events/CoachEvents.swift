import Coach
import RepDetector

/// `program`: a program began or ended with its session.
struct ProgramEvent: EventPayload {
  static let type = EventType.program

  /// What happened.
  enum State: String, Encodable, Sendable {
    case started
    case ended
  }

  /// What happened.
  let state: State
  /// The program's name.
  let program: String
}

/// `target`: how many reps a side is asked for, and why.
struct TargetEvent: EventPayload {
  static let type = EventType.target

  /// The side.
  let side: Side
  /// Reps asked for; of the round where there are several.
  let reps: Int
  /// Why.
  let reason: String
  /// The wearer's own best range of motion on that side, degrees; nil while it is not known.
  let best: Double?

  /// Makes the event.
  init(side: Side, reps: Int, reason: TargetProposal.Reason, best: Double?) {
    self.side = side
    self.reps = reps
    self.reason = reason.rawValue
    self.best = best.flatMap(Decimals.angle.round)
  }

  private enum CodingKeys: String, CodingKey {
    case side
    case reps
    case reason
    case best = "best_deg"
  }
}

/// `cue`: something short for the wearer.
struct CueEvent: EventPayload {
  static let type = EventType.cue

  /// What is told.
  let cue: Cue

  /// Makes the event.
  init(_ cue: Cue) {
    self.cue = cue
  }

  private enum CodingKeys: String, CodingKey {
    case code
    case kind
    case side
    case at = "at_s"
    case stroke = "stroke_s"
    case limit = "limit_s"
    case range = "rom_deg"
    case best = "best_deg"
    case sparc
    case difference = "difference_deg"
    case reps
    case next
    case rest = "rest_s"
    case level
    case aim
    case spot
  }

  func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(cue.code.rawValue, forKey: .code)
    try fields.encode(cue.kind.rawValue, forKey: .kind)
    try fields.encodeIfPresent(cue.side, forKey: .side)
    try fields.encodeIfPresent(Decimals.sampleTime.round(cue.at), forKey: .at)
    let value = cue.value
    switch cue.code {
    case .tooFast:
      try fields.encodeIfPresent(value.flatMap(Decimals.time.round), forKey: .stroke)
      try fields.encodeIfPresent(cue.limit.flatMap(Decimals.time.round), forKey: .limit)
    case .shortRange:
      try fields.encodeIfPresent(value.flatMap(Decimals.angle.round), forKey: .range)
      try fields.encodeIfPresent(cue.limit.flatMap(Decimals.angle.round), forKey: .best)
    case .jerky: try fields.encodeIfPresent(value.flatMap(Decimals.smoothness.round), forKey: .sparc)
    case .sidesDiffer: try fields.encodeIfPresent(value.flatMap(Decimals.angle.round), forKey: .difference)
    case .targetReached, .extraRep: try fields.encodeIfPresent(value.map { Int($0) }, forKey: .reps)
    case .easeOff: try fields.encodeIfPresent(value.map { Int($0) }, forKey: .level)
    case .leanIn:
      try fields.encodeIfPresent(value.map { Int($0) }, forKey: .level)
      try fields.encodeIfPresent(cue.limit.map { Int($0) }, forKey: .aim)
    case .nextSpot: try fields.encodeIfPresent(value.map { Int($0) }, forKey: .spot)
    case .notAllTheWayBack, .good, .restOver, .allDone, .sayPain, .holdStill: break
    }
    try fields.encodeIfPresent(cue.next?.rawValue, forKey: .next)
    try fields.encodeIfPresent(cue.restSeconds.flatMap(Decimals.time.round), forKey: .rest)
  }
}

/// `hold`: how a hold stands, or how it ended.
struct HoldEvent: EventPayload {
  static let type = EventType.hold

  /// What it is doing.
  let state: String
  /// Number of the spot, from 1.
  let spot: Int
  /// Spots in the session.
  let spots: Int
  /// Stream time, seconds.
  let at: Double?
  /// Seconds that it was held still.
  let held: Double?
  /// Longest hold, seconds.
  let limit: Double?
  /// Level of pain at the start; nil before it was said.
  let startLevel: Int?
  /// Level of pain now; nil before it was said.
  let level: Int?

  /// Makes the event.
  init(_ report: HoldReport) {
    state = report.state.rawValue
    spot = report.spot
    spots = report.spots
    at = Decimals.sampleTime.round(report.at)
    held = Decimals.time.round(report.heldSeconds)
    limit = Decimals.time.round(report.limitSeconds)
    startLevel = report.startLevel
    level = report.level
  }

  /// Whether the hold is over.
  var isOver: Bool { HoldReport.State(rawValue: state)?.isOver ?? false }

  private enum CodingKeys: String, CodingKey {
    case state
    case spot
    case spots
    case at = "at_s"
    case held = "held_s"
    case limit = "limit_s"
    case startLevel = "start_level"
    case level
  }
}

/// `proposal`: what is asked for next time, judged by the session that has ended.
struct ProposalEvent: EventPayload {
  static let type = EventType.proposal

  /// Reps a side.
  let reps: Int
  /// Why.
  let reason: String
  /// How the session went.
  let quality: String

  /// Makes the event.
  init(_ proposal: TargetProposal, quality: SessionQuality) {
    reps = proposal.reps
    reason = proposal.reason.rawValue
    self.quality = quality.rawValue
  }
}

extension Event {
  /// Makes the event of what a coach has to say.
  init(_ action: CoachAction) {
    switch action {
    case .target(let side, let reps, let reason, let best):
      self = .target(TargetEvent(side: side, reps: reps, reason: reason, best: best))
    case .cue(let cue): self = .cue(CueEvent(cue))
    case .hold(let report): self = .hold(HoldEvent(report))
    case .proposal(let proposal, let quality): self = .proposal(ProposalEvent(proposal, quality: quality))
    }
  }
}
