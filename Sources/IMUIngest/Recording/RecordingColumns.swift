/// What the header row of a recording says: which column holds which quantity in which unit.
struct RecordingColumns: Hashable, Sendable {
  /// One of the quantities that a recording may hold, in the order of our own header.
  enum Quantity: Int, CaseIterable {
    case time
    case accelerationX
    case accelerationY
    case accelerationZ
    case angularRateX
    case angularRateY
    case angularRateZ

    /// The column's name without its unit.
    var stem: String { ["time", "accel_x", "accel_y", "accel_z", "gyro_x", "gyro_y", "gyro_z"][rawValue] }

    /// The units that are known for it, ours first.
    var units: [Unit] {
      switch self {
      case .time: [Unit("s"), Unit("ms", divisor: 1e3), Unit("us", divisor: 1e6)]
      case .accelerationX, .accelerationY, .accelerationZ: [Unit("mps2"), Unit("g", factor: 9.80665)]
      case .angularRateX, .angularRateY, .angularRateZ: [Unit("radps"), Unit("dps", factor: .pi / 180)]
      }
    }

    /// The names under which the column is known, as in `time_s, time_ms or time_us`.
    var choices: String {
      let names = units.map { "\(stem)_\($0.suffix)" }
      return names.dropLast().joined(separator: ", ") + " or " + names[names.count - 1]
    }

    /// Whether a recording without gyroscope lacks it too.
    var isAngularRate: Bool { rawValue >= Self.angularRateX.rawValue }
  }

  /// A unit and how its numbers become SI: times `factor`, over `divisor`.
  ///
  /// Of the two, one is always 1, so that a conversion rounds at most once.
  struct Unit: Hashable, Sendable {
    var suffix: String
    var factor: Double
    var divisor: Double

    init(_ suffix: String, factor: Double = 1, divisor: Double = 1) {
      self.suffix = suffix
      self.factor = factor
      self.divisor = divisor
    }
  }

  /// The quantity that a column holds, and how its numbers become SI; plain numbers, since each field of each row asks for it.
  struct Column: Hashable, Sendable {
    var quantity: Quantity
    var factor: Double
    var divisor: Double
  }

  /// Our own header row, for the errors that show what one looks like.
  static let canonicalHeader = Quantity.allCases.map { "\($0.stem)_\($0.units[0].suffix)" }.joined(separator: ",")

  /// What each column holds, in the order of the file; nil for columns that are ignored.
  let columns: [Column?]
  /// The names in the order of the file.
  let names: [String]
  /// Whether the recording has gyroscope columns.
  let hasAngularRate: Bool

  /// Understands a header row.
  ///
  /// - Throws: ``RecordingError`` for a wrong separator, an unknown unit, a missing or a duplicate column.
  init(header: String, file: String, line: Int) throws(RecordingError) {
    let names = header.split(separator: ",", omittingEmptySubsequences: false).map(FieldText.trimmed)
    var columns: [Column?] = []
    for (index, name) in names.enumerated() {
      let column = Self.known[name]
      if let column, let first = columns.firstIndex(where: { $0?.quantity == column.quantity }) {
        throw RecordingError(
          .duplicateColumn, file: file, line: line, column: index + 1, columnName: name,
          found: "a second column for \(column.quantity.stem) beside column \(first + 1) (\(names[first]))",
          expected: "one", advice: "remove or rename one of the two")
      }
      columns.append(column)
    }

    if names.count == 1, columns[0] == nil,
      let separator = ["\t", ";", " "].first(where: { (separator: Character) in header.contains(separator) })
    {
      throw RecordingError(
        .wrongSeparator, file: file, line: line,
        found: "fields parted by \(FieldText.quoted(String(separator)))", expected: "commas",
        advice: "save the file with commas")
    }

    let hasAngularRate =
      columns.contains { $0?.quantity.isAngularRate == true }
      || names.contains { name in Quantity.allCases.contains { $0.isAngularRate && Self.unit(of: name, as: $0) != nil }
      }
    for quantity in Quantity.allCases where hasAngularRate || !quantity.isAngularRate {
      if columns.contains(where: { $0?.quantity == quantity }) { continue }
      throw Self.absence(of: quantity, names: names, file: file, line: line)
    }
    self.columns = columns
    self.names = names
    self.hasAngularRate = hasAngularRate
  }

  /// All column names that are known.
  private static let known: [String: Column] = {
    var known: [String: Column] = [:]
    for quantity in Quantity.allCases {
      for unit in quantity.units {
        known["\(quantity.stem)_\(unit.suffix)"] = Column(
          quantity: quantity, factor: unit.factor, divisor: unit.divisor)
      }
    }
    return known
  }()

  /// The error for a quantity that no column gives.
  private static func absence(
    of quantity: Quantity, names: [String], file: String, line: Int
  ) -> RecordingError {
    // A column of the right name with another unit is the likelier story than one that was left out.
    for (index, name) in names.enumerated() {
      guard let unit = unit(of: name, as: quantity) else { continue }
      return RecordingError(
        .unknownUnit, file: file, line: line, column: index + 1, columnName: FieldText.shortened(name),
        found: unit.isEmpty ? "no unit" : "the unit \(FieldText.quoted(unit))",
        expected: quantity.choices, advice: "convert the column and name it so")
    }
    let list = names.prefix(12).map(FieldText.shortened).joined(separator: ",") + (names.count > 12 ? ",..." : "")
    return RecordingError(
      .missingColumn, file: file, line: line,
      found: "no column for \(quantity.stem) in \(FieldText.quoted(list, limit: 200))",
      expected: quantity.choices,
      advice: quantity.isAngularRate
        ? "add the column, or remove the other gyro columns if the sensor has no gyroscope"
        : "name the columns as in \(canonicalHeader)")
  }

  /// The unit at the end of a column's name, empty if there is none; nil if the name is of another quantity.
  private static func unit(of name: String, as quantity: Quantity) -> String? {
    if name == quantity.stem { return "" }
    guard name.hasPrefix(quantity.stem + "_") else { return nil }
    return String(name.dropFirst(quantity.stem.count + 1))
  }
}
