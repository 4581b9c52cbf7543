import Coach
import IMUIngest
import RepDetector
import SpatialMath

/// Follows a session as the program asks: what is said goes to a coach, and what the coach says is said.
///
/// Pure, as the pipeline that it is part of: the same events, samples and levels of pain give the same words.
struct ProgramFollower: Sendable {
  /// A level of pain that is said at a time of the stream.
  struct PainEntry: Hashable, Sendable {
    /// Stream time, seconds.
    let time: Double
    /// On the scale from 0 to 10.
    let level: Int
  }

  /// What came before a session.
  struct Past: Sendable {
    /// The sessions before, in their order.
    var history: [PastSession] = []
    /// What is remembered of them; nil for nothing.
    var digest: SessionDigest?
  }

  private enum Coaching: Sendable {
    case none
    case reps(RepCoach)
    case holds(HoldCoach, StillnessMeter?)
  }

  /// The program.
  let program: ExerciseProgram
  /// Reps a side that the wearer asks for; nil for what the rule says.
  var chosenReps: Int?
  /// What came before; each session is added to it.
  var past = Past()
  /// What day it is, days since any fixed day, as those of the history; asked when a session begins.
  var today: @Sendable () -> Double = { 0 }
  /// Levels of pain that are said in the course of a recording, in the order of their times.
  var painEntries: [PainEntry] = []

  private var coaching = Coaching.none
  private var upcomingPain: ArraySlice<PainEntry> = []
  private var now = 0.0

  /// Makes a follower before its first session.
  init(program: ExerciseProgram) {
    self.program = program
  }

  /// Takes what was said and appends what the program says to it.
  ///
  /// - Parameter session: whose target is set where the program sets one.
  mutating func follow(_ event: Event, session: inout Session, into events: inout [Event]) {
    switch event {
    case .session(let change) where change.state == .started: begin(change, &session, into: &events)
    case .session(let change) where change.state == .ended: end(into: &events)
    case .rep(let rep):
      guard case .reps(var coach) = coaching, let measures = RepMeasures(rep) else { return }
      events += coach.count(measures).map(Event.init)
      coaching = .reps(coach)
    case .set(let set):
      guard case .reps(var coach) = coaching else { return }
      events += coach.endSet(of: set.side, at: max(now, set.end ?? now)).map(Event.init)
      coaching = .reps(coach)
    case .correction(let correction):
      guard case .reps(var coach) = coaching else { return }
      coach.correct(correction.side, to: correction.count)
      coaching = .reps(coach)
    default: break
    }
  }

  /// Takes a sample once its events were said; where each arm has a sensor, the first tells whether the body is still.
  ///
  /// - Parameters:
  ///   - side: the arm that the sample is of; nil while it is not known.
  ///   - angle: its swing angle, radians; nil while it is not known.
  mutating func see(_ sample: IMUSample, sensor: Int, side: Side?, angle: Double?, into events: inout [Event]) {
    if sensor == 0, case .holds(let coach, let before) = coaching {
      var meter = before ?? StillnessMeter()
      let force = sample.acceleration
      let rate = sample.angularRate.map { ($0.x * $0.x + $0.y * $0.y + $0.z * $0.z).squareRoot() }
      _ = meter.update(time: sample.time, force: (force.x, force.y, force.z), rate: rate)
      coaching = .holds(coach, meter)
    }
    advance(to: sample.time, side: side, angle: angle, into: &events)
  }

  /// Takes the time, also where no samples come.
  mutating func advance(to time: Double, side: Side? = nil, angle: Double? = nil, into events: inout [Event]) {
    now = max(now, time)
    while let entry = upcomingPain.first, entry.time <= now {
      upcomingPain.removeFirst()
      events += feel(entry.level) ?? []
    }
    switch coaching {
    case .none: break
    case .reps(var coach):
      let actions = coach.advance(to: now, side: side, angle: angle.map { $0 * 180 / .pi })
      coaching = .reps(coach)
      events += actions.map(Event.init)
    case .holds(var coach, let meter):
      // Without a sensor the wearer is believed to hold still.
      events += coach.setStill(meter?.isStill ?? true, at: now).map(Event.init)
      coaching = .holds(coach, meter)
    }
  }

  /// The wearer's own best range on a side, degrees; nil while it is not known.
  func best(of side: Side) -> Double? {
    if case .reps(let coach) = coaching { coach.digest.best(of: side) } else { past.digest?.best(of: side) }
  }

  /// The hold on the present spot; nil where nothing is held.
  var hold: HoldEvent? {
    if case .holds(let coach, _) = coaching { HoldEvent(coach.current) } else { nil }
  }

  /// Another stream begins, whose times are its own.
  mutating func rewind() {
    now = 0
  }

  /// Takes a level of pain that the wearer says now.
  ///
  /// - Returns: what the program says to it; nil where it holds nothing.
  mutating func feel(_ level: Int) -> [Event]? {
    guard case .holds(var coach, let meter) = coaching, !coach.isDone else { return nil }
    let events = coach.feel(level, at: now).map(Event.init)
    coaching = .holds(coach, meter)
    return events
  }

  private mutating func begin(_ change: SessionEvent, _ session: inout Session, into events: inout [Event]) {
    events.append(.program(ProgramEvent(state: .started, program: program.name)))
    upcomingPain = painEntries[...]
    switch program.exercise {
    case .reps(let prescription):
      var coach = RepCoach(
        prescription: prescription, history: past.history, digest: past.digest, day: today(), chosen: chosenReps)
      session.target = SideCounts()
      for side in coach.sides { session.target[side] = coach.target.reps * prescription.rounds }
      events += coach.begin().map(Event.init)
      // A session that a crash had cut off goes on with its counts.
      coach.correct(.left, to: change.left)
      coach.correct(.right, to: change.right)
      coaching = .reps(coach)
    case .holds(let prescription):
      session.target = SideCounts()
      var coach = HoldCoach(prescription: prescription)
      events += coach.begin(at: now).map(Event.init)
      coaching = .holds(coach, nil)
    }
  }

  private mutating func end(into events: inout [Event]) {
    switch coaching {
    case .none: return
    case .reps(var coach):
      events += coach.end().map(Event.init)
      past = Past(history: past.history + [coach.digest.record], digest: coach.digest)
    case .holds(var coach, _): events += coach.end(at: now).map(Event.init)
    }
    coaching = .none
    events.append(.program(ProgramEvent(state: .ended, program: program.name)))
  }
}

extension RepMeasures {
  /// What a coach needs of a rep that was said; nil where it was not measured.
  init?(_ rep: RepEvent) {
    guard let at = rep.at, let range = rep.rangeOfMotion, let open = rep.openDuration, let close = rep.closeDuration
    else { return nil }
    self.init(
      side: rep.side, count: rep.count, set: rep.set, at: at, rangeDegrees: range, openSeconds: open,
      closeSeconds: close, sparc: rep.sparc, isShortReturn: rep.flags.contains(.shortReturn),
      topDegrees: rep.topAngle)
  }
}
