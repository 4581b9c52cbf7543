internal import SpatialMath

/// Turns the text of a recording into samples.
///
/// A pure state machine: no file, no clock. What it gives depends on the bytes alone, never on how they were cut. Its memory
/// is bounded by the longest line that it accepts and by ``mostMetadata``.
package struct RecordingParser: Sendable {
  /// A longer line, bytes, is no row of numbers: most likely the file is not text.
  package static let longestLine = 65_536
  /// How many metadata keys are kept; a file of nothing else must not fill the memory.
  static let mostMetadata = 1_000

  let file: String
  let rows: RowPolicy
  /// What the lines of the form `# key: value` said; of two equal keys the later holds.
  package private(set) var metadata: [String: String] = [:]
  package private(set) var skipped = SkippedRows()
  /// What the header said; nil before it was read.
  private(set) var columns: RecordingColumns?

  private var line = 0
  private var sampleCount = 0
  /// The beginning of a line whose end has not come yet.
  private var head: [UInt8] = []
  /// The row before, its line and its time as the file has it, in the file's unit.
  private var lastTime: (line: Int, value: Double)?
  /// Lenient only: the last good row, given out once the next row has confirmed its time.
  private var held: (sample: IMUSample, line: Int, value: Double)?

  /// Starts at the beginning of a file.
  package init(file: String, rows: RowPolicy) {
    self.file = file
    self.rows = rows
  }

  /// Takes the next bytes and appends every sample whose line they complete.
  ///
  /// - Throws: ``RecordingError`` for the first thing that cannot be read; the samples before it were appended.
  package mutating func parse(_ bytes: Span<UInt8>, into samples: inout [IMUSample]) throws(RecordingError) {
    var start = 0
    while start < bytes.count {
      var end = start
      var ored: UInt8 = 0
      while end < bytes.count, bytes[end] != UInt8(ascii: "\n") {
        ored |= bytes[end]
        end += 1
      }
      guard end < bytes.count else {
        for index in start..<end { head.append(bytes[index]) }
        guard head.count <= Self.longestLine else { throw tooLong() }
        return
      }
      if head.isEmpty {
        try parseLine(bytes.extracting(start..<end), isASCII: ored < 0x80, into: &samples)
      } else {
        for index in start..<end { head.append(bytes[index]) }
        try parseHead(into: &samples)
      }
      start = end + 1
    }
  }

  /// Takes the end of the text: a last line without newline counts.
  ///
  /// - Throws: ``RecordingError`` as ``parse(_:into:)`` does, or because there was no header or no sample.
  package mutating func finish(into samples: inout [IMUSample]) throws(RecordingError) {
    if !head.isEmpty { try parseHead(into: &samples) }
    if let held { give(held.sample, into: &samples) }
    held = nil
    guard columns != nil else {
      throw RecordingError(
        .emptyFile, file: file, found: line == 0 ? "an empty file" : "nothing but comments",
        expected: "a header row and samples", advice: "begin with \(RecordingColumns.canonicalHeader)")
    }
    guard sampleCount > 0 else {
      throw RecordingError(
        .noSamples, file: file,
        found: skipped.total == 0 ? "a header but no row below it" : "no good row among \(skipped.total)",
        expected: "at least one sample", advice: skipped.first.map { "the first bad row: \($0)" } ?? "record again")
    }
  }

  // MARK: Lines

  private mutating func parseHead(into samples: inout [IMUSample]) throws(RecordingError) {
    let whole = head
    head.removeAll(keepingCapacity: true)
    try parseLine(whole.span, isASCII: whole.allSatisfy { $0 < 0x80 }, into: &samples)
  }

  private mutating func parseLine(
    _ bytes: Span<UInt8>, isASCII: Bool, into samples: inout [IMUSample]
  ) throws(RecordingError) {
    line += 1
    guard bytes.count <= Self.longestLine else { throw tooLong() }
    var range = 0..<bytes.count
    if line == 1 { range = try withoutByteOrderMark(bytes) }
    if let last = range.last, bytes[last] == UInt8(ascii: "\r") { range.removeLast() }
    guard let first = range.first(where: { !FieldText.isBlank(bytes[$0]) }) else { return }

    if bytes[first] == UInt8(ascii: "#") {
      do {
        note(comment: try text(bytes, range).drop { $0 != "#" }.dropFirst())
      } catch {
        try skip(error)
      }
    } else if let columns {
      try parseRow(bytes, range, isASCII: isASCII, columns, into: &samples)
    } else {
      columns = try RecordingColumns(header: text(bytes, range), file: file, line: line)
    }
  }

  private func withoutByteOrderMark(_ bytes: Span<UInt8>) throws(RecordingError) -> Range<Int> {
    if bytes.count >= 2, (bytes[0] == 0xFF && bytes[1] == 0xFE) || (bytes[0] == 0xFE && bytes[1] == 0xFF) {
      throw RecordingError(
        .notText, file: file, line: line, found: "UTF-16 text", expected: "UTF-8", advice: "save the file as UTF-8")
    }
    let hasMark = bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF
    return (hasMark ? 3 : 0)..<bytes.count
  }

  private mutating func note(comment: Substring) {
    guard let colon = comment.firstIndex(of: ":") else { return }
    let key = FieldText.trimmed(comment[..<colon])
    guard !key.isEmpty, metadata[key] != nil || metadata.count < Self.mostMetadata else { return }
    metadata[key] = FieldText.trimmed(comment[comment.index(after: colon)...])
  }

  // MARK: Rows

  private mutating func parseRow(
    _ bytes: Span<UInt8>, _ range: Range<Int>, isASCII: Bool, _ columns: RecordingColumns,
    into samples: inout [IMUSample]
  ) throws(RecordingError) {
    do {
      if !isASCII { _ = try text(bytes, range) }
      let (sample, value) = try columns.sample(bytes, range, file: file, line: line)
      try take(sample, value, into: &samples)
    } catch {
      try skip(error)
    }
  }

  private mutating func skip(_ error: RecordingError) throws(RecordingError) {
    guard rows == .skipBad else { throw error }
    skipped.note(error)
  }

  /// Checks a row's time against that of the row before.
  private mutating func take(
    _ sample: IMUSample, _ value: Double, into samples: inout [IMUSample]
  ) throws(RecordingError) {
    if rows == .strict {
      if let lastTime, value < lastTime.value { throw backwards(value, after: lastTime) }
      give(sample, into: &samples)
      lastTime = (line, value)
      return
    }
    // One row whose time leaps ahead must not cost all rows behind it: where the next one fits the row before the leap, the leap was wrong.
    if let held {
      if value >= held.value {
        give(held.sample, into: &samples)
        lastTime = (held.line, held.value)
      } else {
        let error = backwards(value, after: (held.line, held.value))
        if let lastTime, value <= lastTime.value { throw error }
        skipped.note(error)
      }
    }
    held = (sample, line, value)
  }

  private mutating func give(_ sample: IMUSample, into samples: inout [IMUSample]) {
    samples.append(sample)
    sampleCount += 1
  }

  private func backwards(_ value: Double, after last: (line: Int, value: Double)) -> RecordingError {
    let column = columns?.columns.firstIndex { $0?.quantity == .time } ?? 0
    return RecordingError(
      .timeBackwards, file: file, line: line, column: column + 1, columnName: columns?.names[column],
      found: "time \(value) after \(last.value) in line \(last.line)", expected: "time that does not run backwards",
      advice: RecordingColumns.rowAdvice)
  }

  // MARK: Text

  private func text(_ bytes: Span<UInt8>, _ range: Range<Int>) throws(RecordingError) -> String {
    var units: [UInt8] = []
    units.reserveCapacity(range.count)
    for index in range { units.append(bytes[index]) }
    if !units.contains(0), let text = String(validating: units, as: UTF8.self) { return text }
    throw RecordingError(
      .notText, file: file, line: line, found: "bytes that are no UTF-8 text", expected: "a recording in UTF-8 CSV",
      advice: columns == nil ? "name another file" : RecordingColumns.rowAdvice)
  }

  private func tooLong() -> RecordingError {
    RecordingError(
      .notText, file: file, line: line + (head.isEmpty ? 0 : 1), found: "a line longer than \(Self.longestLine) bytes",
      expected: "a recording in UTF-8 CSV", advice: "name another file")
  }
}
