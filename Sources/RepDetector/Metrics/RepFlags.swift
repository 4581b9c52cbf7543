/// What is to be said against a rep.
enum RepFlags {
  /// Shortest opening or closing of a slow, controlled swing, seconds.
  ///
  /// The exercise asks for slow and controlled; a full range in under a second is more than 100 degrees a second on
  /// average, where momentum and not muscle carries the arm.
  static let shortestStroke = 1.0
  /// Share of the set's usual range under which the range is called short.
  static let fullRange = 0.75
  /// Spectral arc length below which a rep is called jerky.
  ///
  /// Two minimum-jerk swings, up and down with a stop between, give about -2; each clear hesitation takes about half off.
  static let jerky = -3.5

  /// The flags of a rep in the order of their cases.
  static func flags(for shape: SwingShape, usualRange: Double?, sparc: Double?) -> [Rep.Flag] {
    var flags: [Rep.Flag] = []
    if min(shape.holdStart - shape.start, shape.end - shape.holdEnd) < shortestStroke { flags.append(.fast) }
    if shape.returned < Rep.fullReturn * shape.range { flags.append(.shortReturn) }
    if let usualRange, shape.range < fullRange * usualRange { flags.append(.shortRange) }
    if let sparc, sparc < jerky { flags.append(.jerky) }
    if shape.faults.contains(.gyroClipped) { flags.append(.gyroClipped) }
    if shape.faults.contains(.accelerometerClipped) { flags.append(.accelClipped) }
    if shape.faults.contains(.gap) { flags.append(.gap) }
    return flags
  }
}
