import RepDetector

/// `rep`: a rep was counted.
struct RepEvent: EventPayload {
  static let type = EventType.rep

  /// The arm that moved.
  let side: Side
  /// Reps of that side in the session.
  let count: Int
  /// Number of the set in the session.
  let set: Int
  /// Reps of the set.
  let repInSet: Int
  /// Stream time when the opening left the bottom, seconds.
  let start: Double?
  /// Stream time of the top, seconds.
  let top: Double?
  /// Stream time when the elbow was back, seconds.
  let end: Double?
  /// Stream time of the sample that made the program say so, seconds.
  let at: Double?
  /// Range of motion, degrees.
  let rangeOfMotion: Double?
  /// Swing angle at the top, degrees.
  let topAngle: Double?
  /// Swing angle at the bottom, degrees.
  let bottomAngle: Double?
  /// Seconds from the bottom to the hold.
  let openDuration: Double?
  /// Seconds near the top.
  let holdDuration: Double?
  /// Seconds from the hold to the bottom.
  let closeDuration: Double?
  /// Largest angular speed, degrees a second.
  let peakSpeed: Double?
  /// Spectral arc length of the angular speed.
  let sparc: Double?
  /// What was not as it should be; empty for a good rep.
  let flags: [Rep.Flag]

  /// Makes the event of a counted rep, radians turned into degrees.
  init(_ counted: CountedRep) {
    let rep = counted.rep
    side = rep.side
    count = counted.count
    set = counted.set
    repInSet = counted.repInSet
    start = Decimals.time.round(rep.start)
    top = Decimals.time.round(rep.top)
    end = Decimals.time.round(rep.end)
    at = Decimals.sampleTime.round(rep.at)
    rangeOfMotion = Decimals.angle.degrees(rep.rangeOfMotion)
    topAngle = Decimals.angle.degrees(rep.topAngle)
    bottomAngle = Decimals.angle.degrees(rep.bottomAngle)
    openDuration = Decimals.time.round(rep.openDuration)
    holdDuration = Decimals.time.round(rep.holdDuration)
    closeDuration = Decimals.time.round(rep.closeDuration)
    peakSpeed = Decimals.speed.degrees(rep.peakRate)
    sparc = Decimals.smoothness.round(rep.sparc)
    flags = rep.flags
  }

  /// Makes the event of a rep that was counted earlier, from what was told of it then.
  init(
    side: Side, count: Int, set: Int, repInSet: Int, start: Double?, top: Double?, end: Double?, at: Double?,
    rangeOfMotion: Double?, topAngle: Double?, bottomAngle: Double?, openDuration: Double?, holdDuration: Double?,
    closeDuration: Double?, peakSpeed: Double?, sparc: Double?, flags: [Rep.Flag]
  ) {
    self.side = side
    self.count = count
    self.set = set
    self.repInSet = repInSet
    self.start = start
    self.top = top
    self.end = end
    self.at = at
    self.rangeOfMotion = rangeOfMotion
    self.topAngle = topAngle
    self.bottomAngle = bottomAngle
    self.openDuration = openDuration
    self.holdDuration = holdDuration
    self.closeDuration = closeDuration
    self.peakSpeed = peakSpeed
    self.sparc = sparc
    self.flags = flags
  }

  private enum CodingKeys: String, CodingKey {
    case side
    case count
    case set
    case repInSet = "rep_in_set"
    case start = "start_s"
    case top = "top_s"
    case end = "end_s"
    case at = "at_s"
    case rangeOfMotion = "rom_deg"
    case topAngle = "top_deg"
    case bottomAngle = "bottom_deg"
    case openDuration = "open_s"
    case holdDuration = "hold_s"
    case closeDuration = "close_s"
    case peakSpeed = "peak_dps"
    case sparc
    case flags
  }

  /// Reads the event as a line tells it; nil where it lacks what makes it a rep.
  init?(members: [String: JSONValue]) {
    func number(_ key: CodingKeys) -> Double? { members[key.rawValue]?.double }
    guard let side = members[CodingKeys.side.rawValue]?.string.flatMap(Side.init),
      let count = members[CodingKeys.count.rawValue]?.integer, let set = members[CodingKeys.set.rawValue]?.integer,
      let repInSet = members[CodingKeys.repInSet.rawValue]?.integer
    else { return nil }
    var flags: [Rep.Flag] = []
    if case .array(let words)? = members[CodingKeys.flags.rawValue] {
      flags = words.compactMap { $0.string.flatMap(Rep.Flag.init) }
    }
    self.init(
      side: side, count: count, set: set, repInSet: repInSet, start: number(.start), top: number(.top),
      end: number(.end), at: number(.at), rangeOfMotion: number(.rangeOfMotion), topAngle: number(.topAngle),
      bottomAngle: number(.bottomAngle), openDuration: number(.openDuration), holdDuration: number(.holdDuration),
      closeDuration: number(.closeDuration), peakSpeed: number(.peakSpeed), sparc: number(.sparc), flags: flags)
  }
}
