/// How the number of reps that is asked for follows from the sessions before.
///
/// A target is never stored: it is what this rule says of the history, so that a correction of the history corrects it too.
/// The rule, for sessions in their order and the default numbers:
///
/// * It begins with 5 reps a side.
/// * A session is *good* when each side that was asked for came to its target and four of five reps were whole and smooth.
///   After two good sessions in a row at the same target it grows by 2, from 10 on by 1, up to 15.
/// * A session is *poor* when a side did less than 70 % of its target, or when less than half of the reps were whole and
///   smooth. After it the target falls by 2, not below 5.
/// * Any other session leaves it as it is.
/// * After a break of 14 days it is two thirds of what it was, after 42 days it begins again; never below 5.
public struct TargetRule: Hashable, Sendable {
  /// Reps a side at first, and the fewest that are asked for.
  public var start = 5
  /// Most reps a side that are asked for.
  public var most = 15
  /// Good sessions in a row after which the target grows.
  public var goodSessions = 2
  /// Reps by which it grows.
  public var step = 2
  /// Target from which on it grows by 1 only.
  public var carefulFrom = 10
  /// Reps by which it falls after a poor session.
  public var stepBack = 2
  /// Days without a session that are a break.
  public var breakDays = 14.0
  /// Days without a session after which it begins again.
  public var restartDays = 42.0

  /// Share of whole and smooth reps from which a session is good.
  ///
  /// Somebody who moves well still hesitates once in a session of ten reps, by chance.
  static let goodCleanShare = 0.8
  /// Share of the target under which a session is poor.
  static let poorShare = 0.7
  /// Share of whole and smooth reps under which a session is poor.
  static let poorCleanShare = 0.5
  /// Share of the target that is left after a break.
  static let breakShare = 2.0 / 3

  /// Makes the rule of the defaults.
  public init() {}

  /// What is asked for in a session that begins now.
  ///
  /// - Parameters:
  ///   - sessions: those before, in their order.
  ///   - day: when it begins, days since any fixed day, as those of the sessions.
  public func target(after sessions: [PastSession], on day: Double) -> TargetProposal {
    var state = TargetProposal(reps: start, reason: .first)
    var streak = 0
    var previous: Double?
    for session in sessions where session.hasReps {
      rest(&state, &streak, from: previous, to: session.day)
      previous = session.day
      take(session, &state, &streak)
    }
    rest(&state, &streak, from: previous, to: day)
    return state
  }

  /// How a session went, against what was asked for.
  public func quality(of session: PastSession, target: Int) -> SessionQuality {
    let asked = session.askedSides
    let fewest = asked.map { session[$0].reps }.min() ?? 0
    let reps = session.left.reps + session.right.reps
    let clean = session.left.cleanReps + session.right.cleanReps
    if fewest >= target, Double(clean) >= Self.goodCleanShare * Double(reps) { return .good }
    let isPoor = Double(fewest) < Self.poorShare * Double(target) || Double(clean) < Self.poorCleanShare * Double(reps)
    return isPoor ? .poor : .fair
  }

  private func take(_ session: PastSession, _ state: inout TargetProposal, _ streak: inout Int) {
    switch quality(of: session, target: state.reps) {
    case .good:
      streak += 1
      guard streak >= goodSessions else {
        state.reason = .onceMore
        return
      }
      streak = 0
      guard state.reps < most else {
        state.reason = .most
        return
      }
      state = TargetProposal(reps: min(most, state.reps + (state.reps < carefulFrom ? step : 1)), reason: .more)
    case .fair:
      streak = 0
      state.reason = .same
    case .poor:
      streak = 0
      state = TargetProposal(reps: max(start, state.reps - stepBack), reason: .fewer)
    }
  }

  private func rest(_ state: inout TargetProposal, _ streak: inout Int, from: Double?, to day: Double) {
    guard let from, day - from >= breakDays else { return }
    streak = 0
    let share = day - from >= restartDays ? 0 : Self.breakShare
    state = TargetProposal(reps: max(start, Int(share * Double(state.reps))), reason: .afterBreak)
  }
}

/// How a session went.
public enum SessionQuality: String, Hashable, Sendable {
  /// All that was asked for, most of it whole and smooth.
  case good
  /// Neither good nor poor.
  case fair
  /// Much less than was asked for, or much of it not whole and smooth.
  case poor
}

/// How many reps are asked for, and why.
public struct TargetProposal: Hashable, Sendable {
  /// Why.
  public enum Reason: String, CaseIterable, Hashable, Sendable {
    /// There is no session before.
    case first
    /// A good session; one more like it and there will be more.
    case onceMore = "once_more"
    /// Good sessions in a row.
    case more
    /// As many as are ever asked for.
    case most
    /// Neither good nor poor.
    case same
    /// A poor session.
    case fewer
    /// A break.
    case afterBreak = "after_break"
    /// The wearer asked for it.
    case chosen
  }

  /// Reps a side.
  public var reps: Int
  /// Why.
  public var reason: Reason

  /// Makes a proposal.
  public init(reps: Int, reason: Reason) {
    self.reps = reps
    self.reason = reason
  }
}
