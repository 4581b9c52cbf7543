public import RepDetector

/// Coaches a session of reps: targets, cues, rests, and the proposal for next time.
///
/// Pure: reps and time in, actions out. Begin it with ``begin()`` when the session has begun.
public struct RepCoach: Sendable {
  /// One side's way to its target.
  private struct Progress: Hashable {
    /// Reps of the round under way.
    var reps = 0
    /// Rounds whose target was reached.
    var rounds = 0
  }

  /// What is asked for.
  public private(set) var target: TargetProposal
  /// The sides that are asked for, the first first.
  public let sides: [Side]

  /// What is remembered of this session and of those before.
  public private(set) var digest: SessionDigest

  private let prescription: RepPrescription
  private let history: [PastSession]
  private var progress: [Side: Progress] = [:]
  private var picker = CuePicker()
  private var restUntil: (time: Double, side: Side)?
  /// What is said unless the arm goes on to the bottom.
  private var returnWatch: ReturnWatch?

  /// Makes a coach for a session.
  ///
  /// - Parameters:
  ///   - prescription: how reps are prescribed.
  ///   - history: the sessions before, in their order.
  ///   - digest: what is remembered of them; with its session begun by this.
  ///   - day: when it begins, days since any fixed day, as those of the history.
  ///   - chosen: reps a side that the wearer asks for; nil for what the rule says.
  public init(
    prescription: RepPrescription, history: [PastSession] = [], digest: SessionDigest? = nil, day: Double = 0,
    chosen: Int? = nil
  ) {
    self.prescription = prescription
    self.history = history
    let last = history.last { $0.hasReps }
    let first: Side
    switch prescription.alternation {
    case .set:
      // Who began with the left side last time begins with the right one now.
      first = last?.first?.other ?? .left
      sides = [first, first.other]
    case .session:
      first = (last?.onlySide ?? last?.first)?.other ?? .left
      sides = [first]
    }
    target =
      chosen.map { TargetProposal(reps: $0, reason: .chosen) } ?? prescription.rule.target(after: history, on: day)
    self.digest = digest ?? SessionDigest(prescription: prescription)
    self.digest.begin(day: day, onlySide: prescription.alternation == .session ? first : nil)
  }

  /// Tells what is asked for.
  public mutating func begin() -> [CoachAction] {
    sides.map { .target(side: $0, reps: target.reps, reason: target.reason, best: digest.best(of: $0)) }
  }

  /// Takes a rep.
  public mutating func count(_ rep: RepMeasures) -> [CoachAction] {
    let findings = digest.count(rep)
    restUntil = nil
    returnWatch = nil
    // A rep after the target opens the next round once the other sides have come as far.
    if let done = progress[rep.side], done.reps >= target.reps, mayBeginRound(rep.side) {
      progress[rep.side]?.reps = 0
    }
    progress[rep.side, default: Progress()].reps += 1
    let reps = progress[rep.side]?.reps ?? 1
    if reps == target.reps, sides.contains(rep.side) { return [.cue(reach(rep))] }
    if let extra = extraReps(rep.side), extra > 0 {
      picker.restart()
      return [.cue(Cue(.extraRep, side: rep.side, at: rep.at, value: Double(extra)))]
    }
    guard let cue = picker.pick(findings, praise: Cue(.good, side: rep.side, at: rep.at)) else { return [] }
    if cue.code == .notAllTheWayBack, rep.isShortReturn { returnWatch = ReturnWatch(cue, after: rep) }
    return returnWatch == nil ? [.cue(cue.told(at: rep.at))] : []
  }

  /// Takes a count that somebody set right.
  ///
  /// - Parameter count: reps of the side in the session from now on.
  public mutating func correct(_ side: Side, to count: Int) {
    let change = count - digest.record[side].reps
    digest.correct(side, to: count)
    progress[side, default: Progress()].reps = max(0, (progress[side]?.reps ?? 0) + change)
  }

  /// Takes the end of a set.
  public mutating func endSet(of side: Side, at time: Double) -> [CoachAction] {
    digest.endSet()
    picker.restart()
    returnWatch = nil
    return compareSides(side, at: time)
  }

  /// Takes the time, with every sample.
  ///
  /// - Parameters:
  ///   - time: stream time, seconds.
  ///   - side: the arm that the sample is of; nil while it is not known.
  ///   - angle: its swing angle, degrees; nil while it is not known.
  public mutating func advance(to time: Double, side: Side? = nil, angle: Double? = nil) -> [CoachAction] {
    if let watched = returnWatch {
      switch returnWatch?.see(side == watched.cue.side ? angle : nil, at: time) {
      case .confirmed:
        returnWatch = nil
        return [.cue(watched.cue.told(at: time))]
      case .withdrawn: returnWatch = nil
      case .waiting, nil: break
      }
    }
    guard let rest = restUntil, time >= rest.time else { return [] }
    restUntil = nil
    return [.cue(Cue(.restOver, side: rest.side, at: time))]
  }

  /// Ends the session: what will be asked for next time.
  public mutating func end() -> [CoachAction] {
    digest.endSet()
    guard digest.record.hasReps else { return [] }
    let next = prescription.rule.target(after: history + [digest.record], on: digest.record.day)
    return [.proposal(next, quality: prescription.rule.quality(of: digest.record, target: ruleTarget))]
  }
}

extension RepCoach {
  /// What the rule asked for, whatever the wearer chose.
  private var ruleTarget: Int { prescription.rule.target(after: history, on: digest.record.day).reps }

  private func mayBeginRound(_ side: Side) -> Bool {
    let rounds = progress[side]?.rounds ?? 0
    return rounds < prescription.rounds && sides.allSatisfy { (progress[$0]?.rounds ?? 0) >= rounds }
  }

  /// Reps beyond the target in the round under way; nil where there is none.
  private func extraReps(_ side: Side) -> Int? {
    guard sides.contains(side), let reps = progress[side]?.reps else { return nil }
    return reps - target.reps
  }

  private mutating func reach(_ rep: RepMeasures) -> Cue {
    progress[rep.side]?.rounds += 1
    picker.restart()
    let open = sides.filter { (progress[$0]?.rounds ?? 0) < prescription.rounds }
    var cue = Cue(.targetReached, side: rep.side, at: rep.at, value: Double(target.reps))
    guard let next = open.first(where: { $0 != rep.side }) ?? open.first else {
      cue.next = .done
      return cue
    }
    cue.next = next == rep.side ? .anotherRound : .otherSide
    cue.restSeconds = prescription.restSeconds
    restUntil = (rep.at + prescription.restSeconds, next)
    return cue
  }

  /// Compares a side's set that is over with the last set of the other side.
  private func compareSides(_ side: Side, at time: Double) -> [CoachAction] {
    guard let mine = digest.lastSet(of: side), let others = digest.lastSet(of: side.other),
      min(mine.reps, others.reps) >= Self.fewestCompared
    else { return [] }
    let difference = (mine.meanDegrees - others.meanDegrees).magnitude
    guard difference > prescription.sideDifferenceDegrees else { return [] }
    let smaller = mine.meanDegrees < others.meanDegrees ? side : side.other
    return [
      .cue(
        Cue(.sidesDiffer, side: smaller, at: time, value: difference, limit: prescription.sideDifferenceDegrees))
    ]
  }

  /// Reps that a set needs so that its mean says something: one rep more or less well done decides nothing then.
  private static let fewestCompared = 3
}
