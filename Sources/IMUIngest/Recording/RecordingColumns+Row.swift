internal import SpatialMath

extension RecordingColumns {
  /// What to do about a bad row.
  static let rowAdvice = "correct the row or skip bad rows with --lenient"

  /// Reads the sample of one row.
  ///
  /// - Returns: the sample and its time in the unit of the file.
  /// - Throws: ``RecordingError`` for a wrong number of fields or a field that is no number.
  @inline(__always)
  func sample(
    _ bytes: Span<UInt8>, _ range: Range<Int>, file: String, line: Int
  ) throws(RecordingError) -> (sample: IMUSample, time: Double) {
    var values: InlineArray<7, Double> = .init(repeating: 0)
    var time = 0.0
    var index = 0
    var start = range.lowerBound
    while true {
      var end = start
      while end < range.upperBound, bytes[end] != UInt8(ascii: ",") { end += 1 }
      if index < columns.count, let column = columns[index] {
        let field = Self.trimmed(bytes, start..<end)
        let value = DecimalNumber.parse(bytes, field)
        let converted = (value ?? .nan) * column.factor / column.divisor
        guard let value, converted.isFinite else {
          throw refusal(of: bytes, field, at: index, in: range, file: file, line: line)
        }
        values[column.quantity.rawValue] = converted
        if column.quantity == .time { time = value }
      }
      index += 1
      guard end < range.upperBound else { break }
      start = end + 1
    }
    guard index == columns.count else { throw miscount(index, file: file, line: line) }
    return (
      IMUSample(
        time: values[0],
        acceleration: Vector3(values[1], values[2], values[3]),
        angularRate: hasAngularRate ? Vector3(values[4], values[5], values[6]) : nil),
      time
    )
  }

  @inline(__always)
  private static func trimmed(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
    var start = range.lowerBound
    var end = range.upperBound
    while start < end, FieldText.isBlank(bytes[start]) { start += 1 }
    while start < end, FieldText.isBlank(bytes[end - 1]) { end -= 1 }
    return start..<end
  }

  /// Says what is wrong with a field that holds no usable number.
  private func refusal(
    of bytes: Span<UInt8>, _ field: Range<Int>, at index: Int, in row: Range<Int>, file: String, line: Int
  ) -> RecordingError {
    // Where fields are missing or too many, the numbers have shifted: that is the thing to say.
    let fieldCount = row.reduce(1) { count, index in bytes[index] == UInt8(ascii: ",") ? count + 1 : count }
    guard fieldCount == columns.count else { return miscount(fieldCount, file: file, line: line) }

    let text = String(decoding: field.map { bytes[$0] }, as: UTF8.self)
    let code: RecordingError.Code =
      if text.isEmpty {
        .emptyField
      } else if DecimalNumber.parse(bytes, field) != nil || Self.isNotFinite(text) {
        .notFinite
      } else {
        .notANumber
      }
    return RecordingError(
      code, file: file, line: line, column: index + 1, columnName: FieldText.shortened(names[index]),
      found: code == .emptyField ? "nothing" : FieldText.quoted(text),
      expected: code == .notFinite ? "a finite number" : "a number", advice: Self.rowAdvice)
  }

  private static func isNotFinite(_ text: String) -> Bool {
    var word = text.lowercased()
    if word.hasPrefix("-") || word.hasPrefix("+") { word.removeFirst() }
    return ["nan", "inf", "infinity"].contains(word)
  }

  private func miscount(_ fieldCount: Int, file: String, line: Int) -> RecordingError {
    RecordingError(
      fieldCount < columns.count ? .tooFewFields : .tooManyFields, file: file, line: line,
      found: "\(fieldCount) field\(fieldCount == 1 ? "" : "s")", expected: "\(columns.count) as in the header",
      advice: Self.rowAdvice)
  }
}
