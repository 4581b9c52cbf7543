internal import SpatialMath

/// Writes a recording row by row under our own header, in text that reads back to the same decimals.
///
/// Times are written to 1 µs, accelerations to 1e-5 m/s², angular rates to 1e-6 rad/s: finer than any sensor's noise. The
/// header is decided by the first sample: without an angular rate the gyroscope columns are left out. Rows are collected
/// and written 64 KiB at a time: call ``flush()`` as often as a crash may cost rows, and ``finish()`` at the end.
public struct RecordingWriter: ~Copyable, Sendable {
  private static let timeDecimals = 6
  private static let accelerationDecimals = 5
  private static let angularRateDecimals = 6

  private var output: FileOutput
  private var hasAngularRate: Bool?
  private var lastTime = -Double.infinity
  private var rowCount = 0

  /// Creates a file.
  ///
  /// - Parameters:
  ///   - path: where; something that is no regular file, such as a pipe, is written to as it is.
  ///   - replacing: whether an existing file may be replaced; else it is refused.
  /// - Throws: ``RecordingError``.
  public init(path: String, replacing: Bool = false) throws(RecordingError) {
    output = FileOutput(
      descriptor: try FileOpening.forWriting(path, replacing: replacing), file: path, closing: true)
  }

  /// Writes to a descriptor, such as standard output, which stays open afterwards.
  ///
  /// - Parameters:
  ///   - descriptor: open for writing, blocking.
  ///   - name: what errors call the file.
  public init(descriptor: Int32, name: String) {
    output = FileOutput(descriptor: descriptor, file: name, closing: false)
  }

  /// Writes a line `# key: value`: above the header as long as no sample was written, else between rows.
  ///
  /// Line breaks in the value become blanks; in the key, colons do too.
  ///
  /// - Throws: ``RecordingError`` where the file takes no more.
  public mutating func writeMetadata(_ key: String, _ value: String) throws(RecordingError) {
    let oneLine = { (text: String, others: String) in
      String(text.map { $0.isNewline || others.contains($0) ? " " : $0 })
    }
    output.buffer.append(contentsOf: "# \(oneLine(key, ":")): \(oneLine(value, ""))\n".utf8)
    try output.flushIfFull()
  }

  /// Writes a sample.
  ///
  /// - Throws: ``RecordingError`` where the file takes no more (`inputOutput`), and for a sample that would make a recording
  ///   that cannot be read: a number that is not finite or above 1e12, time running backwards, an angular rate where the
  ///   first sample had none or the other way round. Nothing is written of such a sample.
  public mutating func write(_ sample: IMUSample) throws(RecordingError) {
    try check(sample)
    if hasAngularRate == nil {
      hasAngularRate = sample.angularRate != nil
      let names = RecordingColumns.canonicalHeader.split(separator: ",").prefix(sample.angularRate == nil ? 4 : 7)
      output.buffer.append(contentsOf: (names.joined(separator: ",") + "\n").utf8)
    }
    lastTime = sample.time
    rowCount += 1
    FixedPoint.append(sample.time, decimals: Self.timeDecimals, to: &output.buffer)
    append(sample.acceleration.x, decimals: Self.accelerationDecimals)
    append(sample.acceleration.y, decimals: Self.accelerationDecimals)
    append(sample.acceleration.z, decimals: Self.accelerationDecimals)
    if let rate = sample.angularRate {
      append(rate.x, decimals: Self.angularRateDecimals)
      append(rate.y, decimals: Self.angularRateDecimals)
      append(rate.z, decimals: Self.angularRateDecimals)
    }
    output.buffer.append(UInt8(ascii: "\n"))
    try output.flushIfFull()
  }

  /// Hands all rows to the operating system, so that a crash of the program does not lose them.
  ///
  /// - Throws: ``RecordingError`` where the file takes no more.
  public mutating func flush() throws(RecordingError) { try output.flush() }

  /// Writes what is left and closes the file.
  ///
  /// - Throws: ``RecordingError`` where the file takes no more.
  public consuming func finish() throws(RecordingError) { try output.finish() }

  private mutating func append(_ value: Double, decimals: Int) {
    output.buffer.append(UInt8(ascii: ","))
    FixedPoint.append(value, decimals: decimals, to: &output.buffer)
  }

  private func check(_ sample: IMUSample) throws(RecordingError) {
    let acceleration = sample.acceleration
    let rate = sample.angularRate ?? .zero
    let isFinite = sample.time.isFinite && acceleration.isFinite && rate.isFinite
    let largest = max(sample.time.magnitude, acceleration.maximumMagnitude, rate.maximumMagnitude)
    guard isFinite, largest <= FixedPoint.largestMagnitude else {
      throw refusal(.notFinite, found: "a number that is not finite or too large", expected: "a reading of a sensor")
    }
    guard sample.time >= lastTime else {
      throw refusal(
        .timeBackwards, found: "time \(sample.time) after \(lastTime)", expected: "time that does not run backwards")
    }
    guard hasAngularRate == nil || hasAngularRate == (sample.angularRate != nil) else {
      throw refusal(
        .mixedSamples, found: sample.angularRate == nil ? "no angular rate" : "an angular rate",
        expected: hasAngularRate == true ? "one as in the samples before" : "none as in the samples before")
    }
  }

  private func refusal(_ code: RecordingError.Code, found: String, expected: String) -> RecordingError {
    RecordingError(
      code, file: output.file, found: "\(found) in sample \(rowCount + 1)", expected: expected,
      advice: "leave the sample out")
  }
}
