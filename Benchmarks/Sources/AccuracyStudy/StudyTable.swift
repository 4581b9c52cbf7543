import IMUIngest

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
  private var rangeErrors: [Double] = []
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
    delays += score.delays
  }

  static let header = """
    | kind | sessions | exact | within 1 | reps | missed | false | hours | wrong side | early | ROM error mean, deg | p95 | delay p50, s | p95 |
    | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
    """

  var line: String {
    let cells = [
      name, "\(sessions)", percent(exact, of: sessions), percent(withinOne, of: sessions), "\(reps)", "\(missed)",
      "\(falseReps)", fixed(hours, 1), "\(wrongSide)", "\(early)",
      fixed(rangeErrors.isEmpty ? .nan : rangeErrors.reduce(0, +) / Double(rangeErrors.count), 2),
      fixed(percentile(rangeErrors, 95), 2), fixed(percentile(delays, 50), 3), fixed(percentile(delays, 95), 3),
    ]
    return "| " + cells.joined(separator: " | ") + " |"
  }
}

func percent(_ part: Int, of whole: Int) -> String {
  whole == 0 ? "-" : fixed(100 * Double(part) / Double(whole), 1) + " %"
}

/// A number with a fixed number of decimals.
func fixed(_ value: Double, _ decimals: Int) -> String {
  guard value.isFinite else { return "-" }
  var scale = 1.0
  for _ in 0..<decimals { scale *= 10 }
  let rounded = (value * scale).rounded()
  let digits = String(Int(rounded.magnitude))
  let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
  let sign = rounded < 0 ? "-" : ""
  guard decimals > 0 else { return sign + padded }
  return sign + padded.dropLast(decimals) + "." + padded.suffix(decimals)
}

/// A percentile by linear interpolation.
func percentile(_ values: [Double], _ p: Double) -> Double {
  guard !values.isEmpty else { return .nan }
  let sorted = values.sorted()
  let position = Double(sorted.count - 1) * p / 100
  let below = Int(position)
  let above = min(below + 1, sorted.count - 1)
  return sorted[below] + (sorted[above] - sorted[below]) * (position - Double(below))
}
