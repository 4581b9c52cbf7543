public import RepDetector

/// What a coach remembers of the sessions of a wearer: their records, and the best of each side.
///
/// The same whether the reps come live or from a history, so that a session is judged alike while it runs and afterwards.
public struct SessionDigest: Sendable {
  /// How reps are judged.
  public let prescription: RepPrescription
  /// The session under way.
  public private(set) var record: PastSession
  private var bests: [Side: OwnBest] = [:]
  private var openSet: (side: Side, number: Int)?
  /// Whether the rep before, in the same set, did not come all the way back.
  private var isCutShort = false
  /// Reps since the last jerky one, in the same set; nil without one.
  private var sinceJerky: Int?

  /// Reps within which a second jerky one makes a habit of it: everybody hesitates once.
  private static let jerkyWithin = 2

  /// Starts before the first session.
  public init(prescription: RepPrescription) {
    self.prescription = prescription
    record = PastSession(day: 0)
  }

  /// The wearer's own best range on a side, degrees; nil before there are enough reps.
  public func best(of side: Side) -> Double? { bests[side]?.degrees }

  /// Begins a session.
  ///
  /// - Parameters:
  ///   - day: days since any fixed day.
  ///   - onlySide: the only side that is asked for; nil for both.
  public mutating func begin(day: Double, onlySide: Side? = nil) {
    endSet()
    record = PastSession(day: day, onlySide: onlySide)
  }

  /// Counts a rep and tells what was wrong with it; see ``RepPrescription/findings(in:best:)``.
  public mutating func count(_ rep: RepMeasures) -> [Cue] {
    if let openSet, openSet != (rep.side, rep.set) { endSet() }
    if openSet == nil {
      openSet = (rep.side, rep.set)
      record[rep.side].sets.append([])
    }
    if record.first == nil { record.first = rep.side }
    // A rep that begins where the one before was broken off cannot have the whole range; that was told then.
    var findings = prescription.findings(in: rep, best: isCutShort ? nil : best(of: rep.side))
    isCutShort = rep.isShortReturn
    let isJerky = findings.contains { $0.code == .jerky }
    if isJerky, sinceJerky.map({ $0 > Self.jerkyWithin }) ?? true { findings.removeAll { $0.code == .jerky } }
    sinceJerky = isJerky ? 1 : sinceJerky.map { $0 + 1 }
    record[rep.side].reps += 1
    if findings.isEmpty { record[rep.side].cleanReps += 1 }
    record[rep.side].sets[record[rep.side].sets.count - 1].append(rep.rangeDegrees)
    bests[rep.side, default: OwnBest()].add(rep.rangeDegrees)
    return findings
  }

  /// Sets a side's reps right; those that are taken back are taken from the ones with something wrong first.
  public mutating func correct(_ side: Side, to count: Int) {
    record[side].reps = max(0, count)
    record[side].cleanReps = min(record[side].cleanReps, record[side].reps)
  }

  /// Ends the set under way.
  public mutating func endSet() {
    guard let open = openSet else { return }
    bests[open.side]?.endSet()
    isCutShort = false
    sinceJerky = nil
    openSet = nil
  }

  /// Mean range of the last set of a side in the session, degrees, and its reps; nil without one.
  public func lastSet(of side: Side) -> (meanDegrees: Double, reps: Int)? {
    guard let ranges = record[side].sets.last, !ranges.isEmpty else { return nil }
    return (ranges.reduce(0, +) / Double(ranges.count), ranges.count)
  }
}
