/// Coaches timed holds on sore spots: when a spot is done, and when to ease off.
///
/// Pure: levels of pain, stillness and time in, actions out. The wearer finds a spot and says how much it hurts; the time
/// runs while the body is still. A spot is done when the pain has come down to ``HoldPrescription/done``, or when the time
/// is over. Above ``HoldPrescription/highest`` nothing is held: the wearer eases off and says a new level.
public struct HoldCoach: Sendable {
  /// How it is prescribed.
  public let prescription: HoldPrescription
  /// Whether all spots are done.
  public private(set) var isDone = false

  private var spot = 1
  private var isRunning = false
  private var isStill: Bool
  private var startLevel: Int?
  private var level: Int?
  private var held = 0.0
  private var now = 0.0
  private var movingSince: Double?
  private var askAt = 0.0
  private var nextReport = 0.0

  /// Seconds of holding between two reports.
  private static let reportSeconds = 1.0

  /// Makes a coach.
  ///
  /// - Parameters:
  ///   - prescription: how it is prescribed.
  ///   - isStill: whether the body is still; true where no sensor says otherwise.
  public init(prescription: HoldPrescription, isStill: Bool = true) {
    self.prescription = prescription
    self.isStill = isStill
  }

  /// How the present spot stands.
  public var current: HoldReport {
    standing(isDone ? .ended : !isRunning ? .waiting : isStill ? .holding : .moving)
  }

  /// Begins with the first spot.
  public mutating func begin(at time: Double) -> [CoachAction] {
    now = time
    return [report(.waiting)]
  }

  /// Takes a level of pain that the wearer says.
  ///
  /// - Parameter level: on ``HoldPrescription/scale``.
  public mutating func feel(_ level: Int, at time: Double) -> [CoachAction] {
    guard !isDone else { return [] }
    // Whoever says it need not be asked for it.
    askAt = .infinity
    var actions = advance(to: time)
    guard !isDone else { return actions }
    let before = self.level
    self.level = level
    askAt = held + prescription.askSeconds
    if level > prescription.highest {
      // Nothing that hurts so much is held: the time does not run, and the spot may be begun again lower.
      isRunning = false
      return actions + [
        .cue(Cue(.easeOff, at: now, value: Double(level), limit: Double(prescription.highest))), report(.waiting),
      ]
    }
    if level <= prescription.done {
      startLevel = startLevel ?? level
      return actions + finish(.eased)
    }
    if isRunning, let before, level > before {
      actions.append(.cue(Cue(.easeOff, at: now, value: Double(level), limit: Double(before))))
    }
    if !isRunning { actions += start(level) }
    return actions + [report(isStill ? .holding : .moving)]
  }

  /// Takes whether the body is still, when that changes.
  public mutating func setStill(_ isStill: Bool, at time: Double) -> [CoachAction] {
    var actions = advance(to: time)
    guard self.isStill != isStill else { return actions }
    self.isStill = isStill
    movingSince = isStill ? nil : time
    if isRunning, !isDone { actions.append(report(isStill ? .holding : .moving)) }
    return actions
  }

  /// Takes the time.
  public mutating func advance(to time: Double) -> [CoachAction] {
    let step = max(0, time - now)
    now = max(now, time)
    guard isRunning, !isDone else { return [] }
    guard isStill else {
      guard let movingSince, now - movingSince >= prescription.leaveSeconds else { return [] }
      return finish(.left)
    }
    held += step
    if held >= prescription.limitSeconds {
      held = prescription.limitSeconds
      return finish(.timeLimit)
    }
    var actions: [CoachAction] = []
    if held >= askAt {
      askAt = held + prescription.askSeconds
      actions.append(.cue(Cue(.sayPain, at: now)))
    }
    if held >= nextReport {
      nextReport = held.rounded(.down) + Self.reportSeconds
      actions.append(report(.holding))
    }
    return actions
  }

  /// Ends the session.
  public mutating func end(at time: Double) -> [CoachAction] {
    var actions = advance(to: time)
    guard isRunning, !isDone else { return actions }
    isDone = true
    actions.append(report(.ended))
    return actions
  }
}

extension HoldCoach {
  private mutating func start(_ level: Int) -> [CoachAction] {
    isRunning = true
    startLevel = startLevel ?? level
    nextReport = held.rounded(.down) + Self.reportSeconds
    movingSince = isStill ? nil : now
    var actions: [CoachAction] = []
    if level < prescription.aim {
      actions.append(.cue(Cue(.leanIn, at: now, value: Double(level), limit: Double(prescription.aim))))
    }
    if !isStill { actions.append(.cue(Cue(.holdStill, at: now))) }
    return actions
  }

  private mutating func finish(_ state: HoldReport.State) -> [CoachAction] {
    var actions = [report(state)]
    isRunning = false
    held = 0
    startLevel = nil
    level = nil
    movingSince = nil
    guard spot < prescription.spots else {
      isDone = true
      return actions + [.cue(Cue(.allDone, at: now))]
    }
    spot += 1
    actions += [.cue(Cue(.nextSpot, at: now, value: Double(spot))), report(.waiting)]
    return actions
  }

  private func report(_ state: HoldReport.State) -> CoachAction { .hold(standing(state)) }

  private func standing(_ state: HoldReport.State) -> HoldReport {
    HoldReport(
      state: state, spot: spot, spots: prescription.spots, at: now, heldSeconds: held,
      limitSeconds: prescription.limitSeconds, startLevel: startLevel, level: level)
  }
}
