/// CSV lines: configured, with a header, or without both.
extension TextDecoder {
  /// More fields than any sensor prints; a line with more is not looked at.
  private static let mostFields = 64

  /// A CSV line in the columns that are set; nil where it does not fit them.
  mutating func row(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Outcome? {
    guard let columns, splitFields(bytes, line), fields.count == columns.count else { return nil }
    var reading = TextReading()
    var time: (value: Double, unit: Double)?
    var timeIsNoNumber = false
    for index in columns.indices {
      guard let name = columns[index] else { continue }
      let value = DecimalNumber.parse(bytes, fields[index])
      if name.role == .time, value == nil, rows == 0, configuration.columns == nil {
        timeIsNoNumber = true
        continue
      }
      guard let value, let factor = configuration.factor(name) else { return nil }
      if name.role == .time { time = (value, factor) } else { reading.set(name.role, value * factor) }
    }
    // A column called time that holds a date is no clock for us.
    if timeIsNoNumber { self.columns = columns.map { $0?.role == .time ? nil : $0 } }
    rows += 1
    return .sample(.row, sample(reading, time: time))
  }

  /// A line of names with all three accelerations among them sets the columns; nil where the line is no such header.
  mutating func header(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Outcome? {
    guard splitFields(bytes, line), fields.count >= 3 else { return nil }
    var names: [TextName?] = []
    var isOpenLog = false
    for field in fields {
      guard DecimalNumber.parse(bytes, field) == nil, field.contains(where: { Ascii.isLetter(bytes[$0]) }) else {
        return nil
      }
      let name = TextName.parse(bytes, field)
      names.append(name.flatMap { configuration.factor($0) == nil ? nil : $0 })
      if Self.isOpenLogColumn(bytes, field) { isOpenLog = true }
    }
    guard names.keepFirstOfEachRole() else { return nil }
    if !names.hasWholeOrNoRate { names = names.map { $0?.role.quantity == .rate ? nil : $0 } }
    columns = isOpenLog ? names.map { $0?.inOpenLogUnits } : names
    rows = 0
    guess = nil
    dropHeldRows()
    return .part
  }

  /// Holds a line of nothing but numbers until enough are there to guess by.
  mutating func holdRow(_ bytes: Span<UInt8>, _ line: Range<Int>, length: Int) -> Outcome {
    guard splitFields(bytes, line), fields.count >= 2 else { return .foreign }
    var values: [Double] = []
    for field in fields {
      guard let value = DecimalNumber.parse(bytes, field), value.isFinite else { return .foreign }
      values.append(value)
    }
    if values.count != heldRows.width { dropHeldRows() }
    heldRows.append(values, length: length)
    return .held
  }

  /// Guesses by the held lines when there are enough, and then gives their samples.
  ///
  /// A quiet line may be the end: then fewer must do. Where they are too few even so, they wait on.
  mutating func settleHeldRows(atEnd: Bool, into samples: inout [DecodedSample]) {
    guard heldRows.lengths.count >= (atEnd ? HeldRows.fewest : HeldRows.enough) else { return }
    guard let guess = TextGuess(heldRows, configuration: configuration) else {
      ledger.note(TextGuess.failure(width: heldRows.width))
      return dropHeldRows()
    }
    self.guess = guess
    ledger.note(guess.sentence)
    columns = guess.columns
    for index in heldRows.lengths.indices {
      var reading = TextReading()
      var time: (value: Double, unit: Double)?
      for (column, name) in guess.columns.enumerated() {
        guard let name, let factor = configuration.factor(name) else { continue }
        let value = heldRows.value(row: index, column: column)
        if name.role == .time { time = (value, factor) } else { reading.set(name.role, value * factor) }
      }
      samples.append(sample(reading, time: time))
      ledger.frame(heldRows.lengths[index], samples: 1, row: index == 0 ? .begins : .continues)
    }
    rows = heldRows.lengths.count
    heldRows = HeldRows()
  }

  /// Gives up the held lines.
  mutating func dropHeldRows() {
    guard !heldRows.lengths.isEmpty else { return }
    ledger.lost(heldRows.lengths.reduce(0, +))
    heldRows = HeldRows()
  }

  /// Finds the fields of a line: between commas, else semicolons, else TABs, else blanks; one separator may end the line.
  ///
  /// - Returns: false where there are too many.
  mutating func splitFields(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Bool {
    fields.removeAll(keepingCapacity: true)
    let separator = Self.separator(bytes, line)
    var start = line.lowerBound
    for index in line where bytes[index] == separator {
      let field = Ascii.trim(bytes, start..<index)
      start = index + 1
      if separator == Ascii.blank, field.isEmpty { continue }
      guard fields.count < Self.mostFields else { return false }
      fields.append(field)
    }
    let last = Ascii.trim(bytes, start..<line.upperBound)
    if !last.isEmpty { fields.append(last) }
    return true
  }

  private static func separator(_ bytes: Span<UInt8>, _ line: Range<Int>) -> UInt8 {
    var separator = Ascii.blank
    for index in line {
      switch bytes[index] {
      case Ascii.comma: return Ascii.comma
      case Ascii.semicolon: separator = Ascii.semicolon
      case Ascii.tab where separator == Ascii.blank: separator = Ascii.tab
      default: break
      }
    }
    return separator
  }

  /// Whether a column is one that only SparkFun's OpenLog Artemis prints.
  private static func isOpenLogColumn(_ bytes: Span<UInt8>, _ field: Range<Int>) -> Bool {
    TextName.withFolded(bytes, field) { packed($0, 0..<$0.count) == packed("imu_degc") } ?? false
  }
}

extension TextName {
  /// Itself with the units of SparkFun's OpenLog Artemis, which are nowhere in its header: mg and deg/s.
  fileprivate var inOpenLogUnits: TextName {
    guard unit == nil else { return self }
    let unit = role.quantity == .acceleration ? TextUnit.named("mg") : TextUnit.named("dps")
    return TextName(role: role, unit: unit)
  }
}

/// CSV lines whose meaning is not known yet.
struct HeldRows: Sendable {
  /// Lines by which columns are guessed.
  static let enough = 10
  /// Lines that must do when the stream ends.
  static let fewest = 5

  /// Numbers in a line.
  private(set) var width = 0
  /// Bytes of each line with its end.
  private(set) var lengths: [Int] = []
  private var values: [Double] = []

  /// Adds a line of as many numbers as the lines before.
  mutating func append(_ row: [Double], length: Int) {
    width = row.count
    values += row
    lengths.append(length)
  }

  /// One number.
  func value(row: Int, column: Int) -> Double { values[row * width + column] }

  /// The numbers of one column.
  func column(_ column: Int) -> [Double] { lengths.indices.map { value(row: $0, column: column) } }
}
