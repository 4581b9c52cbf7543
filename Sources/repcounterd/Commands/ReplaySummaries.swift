import IMUIngest
import RepDetector

/// What a replay counted in one file: a row of the table of `replay --summary`.
struct FileSummary: Sendable {
  /// The file.
  let file: String
  /// What was counted; nil where it could not be read to its end.
  let summary: SummaryEvent?
  /// Why it could not be read to its end; nil where it could.
  let problem: String?

  /// The columns; docs/research.md describes them.
  static let columns =
    ["file", "samples", "duration_s", "rate_hz"]
    + ["left", "right"].flatMap { side in
      ["reps", "rom_mean_deg", "rom_best_deg", "rom_sd_deg", "tempo_s"].map { "\(side)_\($0)" }
    } + ["problems", "error"]

  /// The fields, in the order of the columns.
  var fields: [(any CustomStringConvertible)?] {
    guard let summary else { return [file] + Array(repeating: nil, count: Self.columns.count - 2) + [problem] }
    let problems = summary.problems.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    let sides = [summary.left, summary.right].flatMap { side -> [(any CustomStringConvertible)?] in
      [side.reps, side.meanRangeOfMotion, side.bestRangeOfMotion, side.rangeOfMotionDeviation, side.tempo]
    }
    return [file, summary.samples, summary.duration, summary.rate] + sides + [problems.joined(separator: " "), nil]
  }
}

/// Replays many files at once, on all cores, each with a detector and a session of its own.
struct ReplaySummaries: Sendable {
  /// How each file is replayed.
  let replay: Replay
  /// Files that are replayed at once.
  let jobs: Int

  /// Replays files.
  ///
  /// One that cannot be read ends nothing: its row says why.
  ///
  /// - Parameters:
  ///   - files: paths; no standard input.
  ///   - progress: told how many are done.
  /// - Returns: a row a file, in the order of the files.
  func run(_ files: [String], progress: (Int) -> Void) async -> [FileSummary] {
    var rows = [FileSummary?](repeating: nil, count: files.count)
    var done = 0
    await withTaskGroup(of: (Int, FileSummary).self) { group in
      var next = files.indices.makeIterator()
      func begin() {
        guard let index = next.next() else { return }
        group.addTask { [self] in (index, await summary(of: files[index])) }
      }
      for _ in 0..<jobs { begin() }
      while let (index, row) = await group.next() {
        rows[index] = row
        done += 1
        progress(done)
        begin()
      }
    }
    return rows.compactMap(\.self)
  }

  @concurrent
  private func summary(of file: String) async -> FileSummary {
    do {
      let tally = try await replay.run([file], into: ReplayCounter(sink: Silence())) { _ in }
      return FileSummary(file: file, summary: tally.summary, problem: nil)
    } catch {
      return FileSummary(file: file, summary: nil, problem: "\(error)")
    }
  }

  /// Where events go that nobody reads.
  private final class Silence: EventSink {
    func begin(_ title: String) {}
    func take(_ events: [Event]) {}
    func flush() {}
  }
}
