import SpatialMath

/// What the columns of a CSV stream without header were taken for, by their number and the norm of the acceleration.
///
/// Six columns are ax to gz; nine have a magnetometer behind; seven and ten have time in front, if it rises. A norm near 1
/// means g, 9.8 m/s², 1000 mg; near 2048, 4096, 8192 or 16384 it means raw counts. What other loggers print seldom passes:
/// accelerations have that norm in most lines, they and the rates never stand still, and some are negative. Where the
/// user has named the wire a sensor at rest passes too: next to no rate, and the same acceleration all the time.
public struct TextGuess: Hashable, Sendable {
  /// What each column was taken for, in words such as `time_ms` and `ax`; `-` is a column that is skipped.
  public let columnNames: [String]
  /// Factor from the stream's accelerations to m/s².
  public let accelerationFactor: Double
  /// Factor from the stream's rates to rad/s.
  public let rateFactor: Double
  /// Median norm of the accelerations as they are written.
  public let norm: Double
  /// A sentence for the log: what was guessed, by what, and how to say it for sure.
  public let sentence: String

  let columns: [TextName?]

  /// A scale of accelerations and the scale of rates that goes with it.
  private struct Scale {
    let words: String
    /// What a norm of 1 g reads as.
    let norm: Double
    /// Radians per second in one unit of rate.
    let rate: Double
  }

  /// Scales in use; the counts are those of common chips at full scales of 16, 8, 4 and 2 g with 2000 to 250 deg/s.
  private static let scales = [
    Scale(words: "g and deg/s", norm: 1, rate: UnitFactor.degree),
    Scale(words: "m/s² and rad/s", norm: UnitFactor.gravity, rate: 1),
    Scale(words: "mg and deg/s", norm: 1000, rate: UnitFactor.degree),
    Scale(words: "counts of 1/2048 g and 1/16.4 deg/s", norm: 2048, rate: UnitFactor.degree / 16.4),
    Scale(words: "counts of 1/4096 g and 1/32.8 deg/s", norm: 4096, rate: UnitFactor.degree / 32.8),
    Scale(words: "counts of 1/8192 g and 1/65.5 deg/s", norm: 8192, rate: UnitFactor.degree / 65.5),
    Scale(words: "counts of 1/16384 g and 1/131 deg/s", norm: 16384, rate: UnitFactor.degree / 131),
  ]
  /// How far the median norm may be from a scale's, as a share of it.
  private static let normTolerance = 0.15
  /// No gyroscope in use measures more, rad/s (2300 deg/s): faster must have been in another unit.
  private static let fastestRate = 40.0
  /// What is still rest: acceleration within so much of its norm, rates below so many rad/s (10 deg/s, a poor gyroscope's
  /// offset).
  private static let restSpan = 0.1
  private static let restRate = 0.18
  /// Share of lines whose norm must lie between 0.2 and 3 g.
  private static let plausibleShare = 0.8

  /// Guesses by lines of numbers.
  ///
  /// - Returns: nil where nothing fits.
  init?(_ rows: HeldRows, configuration: TextConfiguration) {
    let hasTime = rows.width == 7 || rows.width == 10
    guard [6, 7, 9, 10].contains(rows.width), !hasTime || Self.rises(rows.column(0)) else { return nil }
    let first = hasTime ? 1 : 0
    let norms = rows.lengths.indices.map { row in
      Vector3(
        rows.value(row: row, column: first),
        rows.value(row: row, column: first + 1),
        rows.value(row: row, column: first + 2)
      ).norm
    }
    let median = Self.median(norms)
    guard
      let scale = Self.scale(norm: median, configuration),
      Self.looksLikeIMU(rows, first: first)
        || (configuration.guessesSensorAtRest && Self.looksAtRest(rows, first: first, rate: scale.rate))
    else { return nil }
    let plausible = norms.count { WirePlausibility.gravity.contains($0 / scale.norm) }
    guard Double(plausible) >= Self.plausibleShare * Double(norms.count) else { return nil }
    var rate = scale.rate
    let fastest = (first + 3..<first + 6).flatMap { rows.column($0) }.map(\.magnitude).max() ?? 0
    var words = scale.words
    if rate == 1, fastest > Self.fastestRate {
      rate = UnitFactor.degree
      words = "m/s² and deg/s"
    }
    guard fastest * rate <= Self.fastestRate else { return nil }
    norm = median
    accelerationFactor = UnitFactor.gravity / scale.norm
    rateFactor = configuration.rateFactor ?? rate
    (columnNames, columns) = Self.columns(
      rows, hasTime: hasTime, accelerationFactor: accelerationFactor, rateFactor: rateFactor)
    sentence = """
      CSV without header: \(rows.width) columns and a median acceleration of \(Self.rounded(median)) were taken for \
      \(columnNames.joined(separator: ",")) in \(words); to be sure, give columns=\(columnNames.joined(separator: ",")) \
      with acc_unit or acc_scale and gyro_unit or gyro_scale
      """
  }

  /// A sentence for the log when lines of numbers come and nothing fits.
  static func failure(width: Int) -> String {
    """
    lines of \(width) numbers without header arrive, and neither their number nor a norm of 1 g tells what they are: \
    give columns=..., and acc_unit and gyro_unit where they are not m/s2 and rad/s
    """
  }

  private static func columns(
    _ rows: HeldRows, hasTime: Bool, accelerationFactor: Double, rateFactor: Double
  ) -> ([String], [TextName?]) {
    var names = ["ax", "ay", "az", "gx", "gy", "gz"]
    let acceleration = TextUnit(quantity: .acceleration, factor: accelerationFactor)
    let rate = TextUnit(quantity: .rate, factor: rateFactor)
    var columns: [TextName?] = (0..<UInt8(names.count)).map { index in
      TextName.Role(rawValue: index).map { TextName(role: $0, unit: index < 3 ? acceleration : rate) }
    }
    if hasTime {
      let word = timeUnit(rows.column(0))
      names.insert("time_" + word, at: 0)
      columns.insert(TextName(role: .time, unit: TextUnit.named(word)), at: 0)
    }
    while names.count < rows.width {
      names.append("-")
      columns.append(nil)
    }
    return (names, columns)
  }

  /// The scale whose 1 g a norm is near to; with a scale from the user, only that one.
  private static func scale(norm: Double, _ configuration: TextConfiguration) -> Scale? {
    var candidates = scales
    if let factor = configuration.accelerationFactor {
      let own = UnitFactor.gravity / factor.magnitude
      let rate = scales.first { ($0.norm / own - 1).magnitude < normTolerance }?.rate ?? 1
      candidates = [Scale(words: "the unit that was given", norm: own, rate: rate)]
    }
    return candidates.first { (norm / $0.norm - 1).magnitude <= normTolerance }
  }

  /// Whether the six columns behave as those of a sensor: noise or movement in each, and negative numbers among them.
  private static func looksLikeIMU(_ rows: HeldRows, first: Int) -> Bool {
    let columns = (first..<first + 6).map { rows.column($0) }
    let living = columns.count { Set($0).count >= 3 }
    let negative = columns.count { $0.contains { $0 < 0 } }
    let turning = columns[3...].count { column in column.contains { $0 < 0 } && column.contains { $0 > 0 } }
    return living >= 4 && (negative >= 2 || turning >= 1)
  }

  /// Whether the six columns behave as those of a sensor that nobody moves.
  private static func looksAtRest(_ rows: HeldRows, first: Int, rate: Double) -> Bool {
    let columns = (first..<first + 6).map { rows.column($0) }
    let spans = columns.map { ($0.max() ?? 0) - ($0.min() ?? 0) }
    let norm = columns[..<3].map { median($0) }.reduce(0) { $0 + $1 * $1 }.squareRoot()
    let largestRate = columns[3...].flatMap(\.self).map(\.magnitude).max() ?? 0
    return spans[..<3].allSatisfy { $0 <= restSpan * norm } && largestRate * rate <= restRate
  }

  private static func rises(_ column: [Double]) -> Bool {
    zip(column, column.dropFirst()).allSatisfy { $0 < $1 }
  }

  /// The unit of a time column by its median step: an IMU's rows are 2 ms to half a second apart.
  private static func timeUnit(_ column: [Double]) -> String {
    let step = median(zip(column, column.dropFirst()).map { $1 - $0 })
    return step < 0.5 ? "s" : step <= 500 ? "ms" : "us"
  }

  private static func median(_ values: [Double]) -> Double {
    values.sorted()[values.count / 2]
  }

  private static func rounded(_ value: Double) -> Double {
    (value * 100).rounded() / 100
  }
}
