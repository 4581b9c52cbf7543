public import RepDetector

/// Something short that the wearer is told.
public struct Cue: Hashable, Sendable {
  /// What kind of telling it is: it decides how urgent it is.
  public enum Kind: String, Hashable, Sendable {
    /// What to do otherwise.
    case correction
    /// That it is good.
    case praise
    /// How far one is and what comes next.
    case progress
    /// What must not wait.
    case safety
  }

  /// What is told.
  public enum Code: String, CaseIterable, Hashable, Sendable {
    /// The last rep was faster than slow and controlled.
    case tooFast = "too_fast"
    /// The elbow did not come all the way back.
    case notAllTheWayBack = "not_all_the_way_back"
    /// The range was well under the wearer's own best.
    case shortRange = "short_range"
    /// The motion was not smooth.
    case jerky
    /// The sides' ranges differ over a set.
    case sidesDiffer = "sides_differ"
    /// The last reps were good.
    case good
    /// The side has done what it should.
    case targetReached = "target_reached"
    /// A rep more than it should.
    case extraRep = "extra_rep"
    /// The rest is over: go on with the side that is named.
    case restOver = "rest_over"
    /// Everything is done.
    case allDone = "all_done"
    /// The pain is higher than it should be, or rising.
    case easeOff = "ease_off"
    /// It hurts less than it may: lean in a little.
    case leanIn = "lean_in"
    /// Say how much it hurts now.
    case sayPain = "say_pain"
    /// Go on to the next spot.
    case nextSpot = "next_spot"
    /// The hold goes on once the body is still.
    case holdStill = "hold_still"
  }

  /// What follows a target that was reached.
  public enum Next: String, Hashable, Sendable {
    /// The other side.
    case otherSide = "other_side"
    /// Another round.
    case anotherRound = "another_round"
    /// Nothing: all is done.
    case done
  }

  /// What is told.
  public var code: Code
  /// The arm that it is about; nil where it is about none.
  public var side: Side?
  /// Stream time, seconds.
  public var at: Double
  /// The measure that made it, in its usual unit (seconds, degrees, reps, a level); nil for none.
  public var value: Double?
  /// The limit that the measure was held against; nil for none.
  public var limit: Double?
  /// What follows; only of ``Code/targetReached``.
  public var next: Next?
  /// Seconds of rest that follow; only of ``Code/targetReached``.
  public var restSeconds: Double?

  /// Makes a cue.
  public init(
    _ code: Code, side: Side? = nil, at: Double, value: Double? = nil, limit: Double? = nil, next: Next? = nil,
    restSeconds: Double? = nil
  ) {
    self.code = code
    self.side = side
    self.at = at
    self.value = value
    self.limit = limit
    self.next = next
    self.restSeconds = restSeconds
  }

  /// What kind of telling it is.
  public var kind: Kind { code.kind }

  /// The same, told at another time.
  func told(at time: Double) -> Cue {
    var cue = self
    cue.at = time
    return cue
  }
}

extension Cue.Code {
  /// What kind of telling it is.
  public var kind: Cue.Kind {
    switch self {
    case .tooFast, .notAllTheWayBack, .shortRange, .jerky, .sidesDiffer, .leanIn, .holdStill: .correction
    case .good: .praise
    case .targetReached, .extraRep, .restOver, .allDone, .sayPain, .nextSpot: .progress
    case .easeOff: .safety
    }
  }
}
