import RepDetector

@testable import repcounterd

/// Fills a history with sessions of good reps, as a daemon would have written them.
enum HistorySeed {
  /// Milliseconds of a day.
  private static let day: Int64 = 86_400_000

  /// Writes sessions of trunk rotation, one a day, the last a day before a time.
  ///
  /// - Parameters:
  ///   - reps: of each side, by session.
  ///   - flags: of every rep.
  static func fill(
    _ path: String, reps: [Int], before time: Timestamp = .now, openDuration: Double = 1.6, rangeOfMotion: Double = 110,
    hasCurves: Bool = true
  ) throws {
    let database = try HistoryDatabase(path: path)
    for (index, count) in reps.enumerated() {
      let start = time.milliseconds - Int64(reps.count - index) * day
      let session = Timestamp(milliseconds: start).description
      var number = 0
      var entries: [HistoryEntry] = []
      func add(_ content: HistoryEntry.Content, numbered: Bool = false) {
        if numbered { number += 1 }
        entries.append(
          HistoryEntry(
            session: session, number: numbered ? number : 0,
            time: Timestamp(milliseconds: start + Int64(number) * 5000), bootTime: nil, content: content))
      }
      let counts = SideCounts(left: count, right: count)
      add(.started(SideCounts(), target: counts))
      add(.program("trunk-rotation"))
      for (set, side) in [(1, Side.left), (2, .right)] {
        for rep in 0..<count {
          let bottom = Double(number) * 5
          // Ranges that differ a little, as people's do.
          let range = rangeOfMotion + Double(rep % 3) - 1
          let event = RepEvent(
            side: side, count: rep + 1, set: set, repInSet: rep + 1, start: bottom, top: bottom + openDuration,
            end: bottom + 2 * openDuration + 0.4, at: bottom + 2 * openDuration + 0.4, rangeOfMotion: range,
            topAngle: range - 100, bottomAngle: -100, openDuration: openDuration, holdDuration: 0.4,
            closeDuration: openDuration, peakSpeed: 110, sparc: -2.2, flags: [])
          add(.rep(event, device: nil, curve: hasCurves ? curve(of: event) : nil), numbered: true)
        }
      }
      add(.ended(counts))
      try database.write(entries)
    }
  }

  /// The curve of a rep as a daemon keeps it.
  private static func curve(of rep: RepEvent) -> AngleCurve? {
    guard let start = rep.start, let end = rep.end, let bottom = rep.bottomAngle, let top = rep.topAngle else {
      return nil
    }
    let steps = Int((end - start) / AngleCurve.step)
    return AngleCurve(
      start: start,
      degrees: (0...steps).map { step in
        Float(bottom + (top - bottom) * (1 - (2 * Double(step) / Double(steps) - 1).magnitude))
      })
  }
}
