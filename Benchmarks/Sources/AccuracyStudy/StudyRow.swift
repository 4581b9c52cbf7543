import BenchmarkSupport

/// A row of the published table: many sessions of one kind.
struct StudyRow {
  let name: String
  private var sessions = 0
  private var exact = 0
  private var withinOne = 0
  private var reps = 0
  private var missed = 0
  private var falseReps = 0
  private var wrongSide = 0
  private var early = 0
  private var hours = 0.0
  private(set) var rangeErrors: [Double] = []
  private var clippedRangeErrors: [Double] = []
  private var turnErrors: [Double] = []
  private var delays: [Double] = []

  init(name: String) {
    self.name = name
  }

  mutating func add(_ score: SessionScore) {
    sessions += 1
    exact += score.isExact ? 1 : 0
    withinOne += score.missed.count + score.falseReps.count <= 1 ? 1 : 0
    reps += score.truthReps
    missed += score.missed.count
    falseReps += score.falseReps.count
    wrongSide += score.wrongSide
    early += score.early
    hours += score.duration / 3600
    rangeErrors += score.rangeErrors
    clippedRangeErrors += score.clippedRangeErrors
    turnErrors += score.turnErrors
    delays += score.delays
  }

  static let header = """
    | kind | sessions | exact | within 1 | reps | missed | false | hours | wrong side | early | ROM error mean, deg | p95 | of the whole turn | delay p50, s | p95 |
    | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
    """

  var line: String {
    let cells = [
      name, "\(sessions)", percent(exact, of: sessions), percent(withinOne, of: sessions), "\(reps)", "\(missed)",
      "\(falseReps)", fixed(hours, 1), "\(wrongSide)", "\(early)",
      fixed(mean(rangeErrors), 2), fixed(percentile(rangeErrors, 95), 2), fixed(mean(turnErrors), 2),
      fixed(percentile(delays, 50), 3), fixed(percentile(delays, 95), 3),
    ]
    return row(cells)
  }

  /// A sentence on the reps that the table leaves aside for its ranges; nil where there are none.
  var clippedLine: String? {
    guard !clippedRangeErrors.isEmpty else { return nil }
    return "Reps with a clipped gyroscope: \(clippedRangeErrors.count), their ROM error "
      + "\(fixed(mean(clippedRangeErrors), 2)) degrees on average, p95 \(fixed(percentile(clippedRangeErrors, 95), 2))."
  }
}
