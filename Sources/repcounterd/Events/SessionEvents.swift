import RepDetector

/// `correction`: somebody set the count right.
struct CorrectionEvent: EventPayload {
  static let type = EventType.correction

  /// The side whose count was set.
  let side: Side
  /// The count from now on.
  let count: Int
}

/// `set`: a set is over.
struct SetEvent: EventPayload {
  static let type = EventType.set

  /// The arm that moved.
  let side: Side
  /// Number of the set in the session.
  let set: Int
  /// Reps, corrections included.
  let reps: Int
  /// Mean range of motion of the reps that were measured, degrees.
  let meanRangeOfMotion: Double?
  /// Largest range of motion, degrees.
  let bestRangeOfMotion: Double?
  /// Seconds from the start of the first rep to the end of the last.
  let duration: Double?
  /// Stream time of the start of the first rep, seconds.
  let start: Double?
  /// Stream time of the end of the last rep, seconds.
  let end: Double?

  /// Makes the event of a set, radians turned into degrees.
  init(_ set: RepSet) {
    side = set.side
    self.set = set.number
    reps = set.reps
    meanRangeOfMotion = Decimals.angle.degrees(set.meanRangeOfMotion)
    bestRangeOfMotion = Decimals.angle.degrees(set.bestRangeOfMotion)
    duration = Decimals.time.round(set.duration)
    start = Decimals.time.round(set.start)
    end = Decimals.time.round(set.end)
  }

  /// Makes the event of a set that was told earlier, from what was told of it then.
  init(
    side: Side, set: Int, reps: Int, meanRangeOfMotion: Double?, bestRangeOfMotion: Double?, duration: Double?,
    start: Double?, end: Double?
  ) {
    self.side = side
    self.set = set
    self.reps = reps
    self.meanRangeOfMotion = meanRangeOfMotion
    self.bestRangeOfMotion = bestRangeOfMotion
    self.duration = duration
    self.start = start
    self.end = end
  }

  private enum CodingKeys: String, CodingKey {
    case side
    case set
    case reps
    case meanRangeOfMotion = "rom_mean_deg"
    case bestRangeOfMotion = "rom_best_deg"
    case duration = "duration_s"
    case start = "start_s"
    case end = "end_s"
  }
}

/// `session`: a session began, ended, paused or went on.
struct SessionEvent: EventPayload {
  static let type = EventType.session

  /// What happened to the session.
  enum State: String, Encodable, Sendable {
    case started
    case ended
    case paused
    case resumed
  }

  /// What happened.
  let state: State
  /// The session's id.
  let session: String
  /// Reps of the left arm.
  let left: Int
  /// Reps of the right arm.
  let right: Int

  /// Makes the event.
  init(state: State, session: String, counts: SideCounts) {
    self.state = state
    self.session = session
    left = counts.left
    right = counts.right
  }
}

extension Event {
  /// Makes the event of what a session had to say.
  init(_ action: SessionAction) {
    switch action {
    case .started(let id, let counts): self = .session(SessionEvent(state: .started, session: id, counts: counts))
    case .ended(let id, let counts): self = .session(SessionEvent(state: .ended, session: id, counts: counts))
    case .paused(let id, let counts): self = .session(SessionEvent(state: .paused, session: id, counts: counts))
    case .resumed(let id, let counts): self = .session(SessionEvent(state: .resumed, session: id, counts: counts))
    case .counted(let counted): self = .rep(RepEvent(counted))
    case .setEnded(let set): self = .set(SetEvent(set))
    case .corrected(let side, let count): self = .correction(CorrectionEvent(side: side, count: count))
    }
  }
}
