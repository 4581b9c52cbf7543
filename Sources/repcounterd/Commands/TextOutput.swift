import RepDetector

/// Events as lines for people on standard output: a line for each rep, set and warning, and the summary as a table.
final class TextOutput: EventSink {
  private let output: ByteOutput
  private let titles: Bool

  /// Makes a sink.
  ///
  /// - Parameters:
  ///   - output: where the lines go.
  ///   - titles: whether a recording's name stands above its lines.
  init(_ output: ByteOutput, titles: Bool) {
    self.output = output
    self.titles = titles
  }

  func begin(_ title: String) throws {
    if titles { try output.writeLine(title) }
  }

  func take(_ events: [Event]) throws {
    for event in events {
      for line in Self.lines(for: event) { try output.writeLine(line) }
    }
  }

  func flush() throws {
    try output.flush()
  }

  /// What an event is to a person; nothing for events that a person need not see.
  static func lines(for event: Event) -> [String] {
    switch event {
    case .rep(let rep): [line(for: rep)]
    case .partial(let partial): [line(for: partial)]
    case .set(let set): [line(for: set)]
    case .warning(let warning): ["           warning: \(warning.message)"]
    case .correction(let correction): ["           \(correction.side) corrected to \(correction.count)"]
    case .summary(let summary): table(of: summary)
    case .error(let error): ["           error: \(error.message)"]
    case .program, .target, .cue, .hold, .proposal: CoachText.lines(for: event).map { "           " + $0 }
    case .hello, .device, .phase, .angle, .sample, .session, .status: []
    }
  }

  private static func line(for rep: RepEvent) -> String {
    var line = "\(clock(rep.end).padded(9))  \(rep.side.rawValue.padded(-5)) rep \(String(rep.count).padded(-3))"
    line += " set \(rep.set), \(String(rep.repInSet).padded(-2))"
    line += "  ROM \(degrees(rep.rangeOfMotion).padded(6))  top \(degrees(rep.topAngle).padded(6))"
    line += "  \(seconds(rep.openDuration)) up, \(seconds(rep.holdDuration)) hold, \(seconds(rep.closeDuration)) down"
    return rep.flags.isEmpty ? line : line + "  (\(rep.flags.map(words).joined(separator: ", ")))"
  }

  private static func line(for partial: PartialEvent) -> String {
    let reason =
      partial.reason == PartialSwing.Reason.shortRange.rawValue ? "the range was too short" : "it did not come back"
    return "\(clock(partial.at).padded(9))  \((partial.side?.rawValue ?? "").padded(-5)) no rep: \(reason)"
      + " (\(degrees(partial.rangeOfMotion)))"
  }

  private static func line(for set: SetEvent) -> String {
    "\(clock(set.end).padded(9))  \(set.side.rawValue.padded(-5)) set \(set.set) over: \(set.reps)"
      + " \(set.reps == 1 ? "rep" : "reps") in \(seconds(set.duration)),"
      + " ROM mean \(degrees(set.meanRangeOfMotion)), best \(degrees(set.bestRangeOfMotion))"
  }

  private static func table(of summary: SummaryEvent) -> [String] {
    var lines = ["", "          reps   mean ROM   best ROM     spread      tempo"]
    for (name, side) in [("left", summary.left), ("right", summary.right)] {
      let columns = [
        String(side.reps).padded(8), side.meanRangeOfMotion.map(degrees).padded(11),
        side.bestRangeOfMotion.map(degrees).padded(11), side.rangeOfMotionDeviation.map(degrees).padded(11),
        side.tempo.map(seconds).padded(11),
      ]
      lines.append(name.padded(-6) + columns.joined())
    }
    let rate = summary.rate.map { " at \(fixed($0)) Hz" } ?? ""
    lines.append("\(summary.samples) samples in \(seconds(summary.duration))\(rate)")
    let problems = summary.problems.sorted { $0.key < $1.key }.map { "\($0.value) \(words($0.key))" }
    if !problems.isEmpty { lines.append("problems: \(problems.joined(separator: ", "))") }
    return lines
  }

  private static func words(_ flag: Rep.Flag) -> String { words(flag.rawValue) }

  private static func words(_ name: String) -> String { name.split(separator: "_").joined(separator: " ") }

  private static func degrees(_ angle: Double?) -> String { angle.map { "\(fixed($0))°" } ?? "?" }

  private static func seconds(_ duration: Double?) -> String { duration.map { "\(fixed($0)) s" } ?? "?" }

  /// Stream time as minutes and seconds.
  private static func clock(_ time: Double?) -> String {
    guard let time, time.magnitude < 1e15 else { return "?" }
    let tenths = Int((time.magnitude * 10).rounded())
    let rest = fixed(Double(tenths % 600) / 10)
    return "\(time < 0 ? "-" : "")\(tenths / 600):\(rest.utf8.count < 4 ? "0" : "")\(rest)"
  }

  /// A number with one decimal.
  private static func fixed(_ number: Double) -> String {
    let tenths = (number.magnitude * 10).rounded()
    guard tenths < 1e15 else { return "\(number)" }
    let sign = number < 0 && tenths > 0 ? "-" : ""
    return "\(sign)\(Int(tenths) / 10).\(Int(tenths) % 10)"
  }
}

extension String {
  /// The text in a column: to the right of a positive width, to the left of a negative one.
  fileprivate func padded(_ width: Int) -> String {
    let blanks = String(repeating: " ", count: max(0, abs(width) - count))
    return width < 0 ? self + blanks : blanks + self
  }
}

extension String? {
  /// The text in a column, a dash for nothing.
  fileprivate func padded(_ width: Int) -> String { (self ?? "-").padded(width) }
}
