/// Counts reps, groups them into sets and keeps what the user says about them.
///
/// A pure state machine over reps, stream time and commands: values in, ``SessionAction``s out; no clock, no I/O. Two
/// sensors may feed one session: each has a number, and times of different sensors are never compared.
///
/// Outside a session (before ``start(id:counts:sets:)`` and after ``end()``) and in a pause, reps are not counted.
public struct Session: Sendable {
  /// The longest pause between two reps of one set, from the end of one to the start of the next, seconds.
  public static let longestPause = 20.0
  /// How much longer a set stays open without movement, seconds.
  ///
  /// The detector sees an opening only after it has begun: a rep that left the bottom in time must still find its set.
  static let onsetAllowance = 1.0

  /// The session's id; nil outside a session.
  public private(set) var id: String?
  /// Reps of the session, corrections included.
  public private(set) var counts = SideCounts()
  /// Reps that are aimed at; 0 for none.
  ///
  /// Targets outlive a session.
  public var target = SideCounts()
  /// Whether reps are not counted at present.
  public private(set) var isPaused = false
  /// The set that may still grow; nil between sets.
  public private(set) var openSet: OpenSet?
  /// Number of the last set that was begun; 0 before the first.
  public private(set) var sets = 0
  /// The last rep that was counted.
  public private(set) var lastRep: CountedRep?
  private var left = RepStatistics()
  private var right = RepStatistics()

  /// Makes the state before the first session.
  public init() {}

  /// What was measured of one side in the session; corrections do not change it.
  public func statistics(of side: Side) -> RepStatistics {
    side == .left ? left : right
  }
}

// MARK: - Reps and time

extension Session {
  /// Takes a rep.
  ///
  /// - Parameters:
  ///   - rep: as the detector told it.
  ///   - stream: number of the sensor that it came from.
  /// - Returns: the end of the set before, if this rep ends one, and the counted rep; nothing where reps are not counted.
  public mutating func count(_ rep: Rep, stream: Int = 0) -> [SessionAction] {
    guard id != nil, !isPaused else { return [] }
    var actions: [SessionAction] = []
    if let open = openSet, !Self.continues(open, rep, stream) { closeSet(into: &actions) }
    if openSet == nil {
      sets += 1
      openSet = OpenSet(number: sets, stream: stream, first: rep)
    }
    openSet?.add(rep)
    counts[rep.side] = counts[rep.side].corrected(by: 1)
    switch rep.side {
    case .left: left.add(rep)
    case .right: right.add(rep)
    }
    let counted = CountedRep(rep: rep, count: counts[rep.side], set: sets, repInSet: openSet?.reps ?? 1)
    lastRep = counted
    actions.append(.counted(counted))
    return actions
  }

  /// Tells how late it is, with every sample; costs a few comparisons and allocates nothing.
  ///
  /// - Parameters:
  ///   - time: stream time, seconds.
  ///   - isMoving: whether a swing is under way that may become a rep of the open set.
  ///   - stream: number of the sensor whose time it is.
  /// - Returns: the set that is over by its pause, if it is.
  public mutating func advance(to time: Double, isMoving: Bool, stream: Int = 0) -> RepSet? {
    guard let open = openSet, open.stream == stream, !isMoving,
      time - open.end > Self.longestPause + Self.onsetAllowance
    else { return nil }
    openSet = nil
    return open.closed
  }

  private static func continues(_ open: OpenSet, _ rep: Rep, _ stream: Int) -> Bool {
    open.side == rep.side && open.stream == stream && rep.start - open.end <= longestPause
  }

  private mutating func closeSet(into actions: inout [SessionAction]) {
    if let set = openSet?.closed { actions.append(.setEnded(set)) }
    openSet = nil
  }
}

// MARK: - Commands

extension Session {
  /// Begins a session; one that is under way is ended first, so that this is also the way back to zero.
  ///
  /// - Parameters:
  ///   - id: what the session is called from now on.
  ///   - counts: where counting goes on; zero unless a session from before a restart is taken up again.
  ///   - sets: number of the last set of such a session.
  public mutating func start(id: String, counts: SideCounts = SideCounts(), sets: Int = 0) -> [SessionAction] {
    let actions = end()
    let target = target
    self = Session()
    self.id = id
    self.counts = counts
    self.sets = sets
    self.target = target
    return actions + [.started(id: id, counts: counts)]
  }

  /// Ends the session and its open set; without a session does nothing.
  ///
  /// Counts and statistics can be read until the next session begins.
  public mutating func end() -> [SessionAction] {
    guard let id else { return [] }
    var actions: [SessionAction] = []
    closeSet(into: &actions)
    self.id = nil
    isPaused = false
    actions.append(.ended(id: id, counts: counts))
    return actions
  }

  /// Counts no reps until ``resume()``; nil where there is nothing to pause.
  public mutating func pause() -> SessionAction? {
    guard let id, !isPaused else { return nil }
    isPaused = true
    return .paused(id: id, counts: counts)
  }

  /// Counts reps again; nil where nothing was paused.
  public mutating func resume() -> SessionAction? {
    guard let id, isPaused else { return nil }
    isPaused = false
    return .resumed(id: id, counts: counts)
  }

  /// Sets a count right, never below 0; an open set of that side is corrected with it.
  ///
  /// - Parameters:
  ///   - side: whose count.
  ///   - number: reps to add; -1 takes one back.
  /// - Returns: the new count; nil outside a session.
  public mutating func correct(_ side: Side, by number: Int) -> SessionAction? {
    guard id != nil else { return nil }
    counts[side] = counts[side].corrected(by: number)
    if openSet?.side == side { openSet?.correct(by: number) }
    return .corrected(side: side, count: counts[side])
  }
}
