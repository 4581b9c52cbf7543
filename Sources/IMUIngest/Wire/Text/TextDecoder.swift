/// Decodes what Arduino, ESP32 and other sketches print: lines of text in the forms in use.
///
/// - CSV with configured columns, or with a header line of names
/// - `key:value` or `key=value` pairs, as for the serial plotter; Teleplot; JSON
/// - Adafruit's `Uni:` and `Raw:`, and a line a sensor, `Accel X: 1 Y: 2 Z: 3`; the Razor's `#A-C=` lines and `#YPRAG=`
///
/// Without unit and without option, accelerations are m/s² and rates rad/s. The options `acc_unit`, `gyro_unit`, `acc_scale`
/// and `gyro_scale` override what names say, in all forms but Adafruit's and the Razor's, whose units are fixed. Text has no
/// checksum: a damaged digit goes through. A line that does not fit its form gives no sample and resets nothing.
///
/// CSV without header and without configuration is guessed (``guess``) after ten lines, and ``notes`` says so.
public struct TextDecoder: WireDecoder {
  /// The wire's name.
  static let name = "text"
  /// Longer lines are no measurements, bytes without the line's end.
  private static let longestLine = 512

  /// A splitter at the start of a line, with room for the CR before the LF.
  private static var splitter: LineSplitter { LineSplitter(longest: longestLine + 1) }

  /// What the columns of headerless CSV were taken for; nil where there was nothing to guess.
  public internal(set) var guess: TextGuess?

  let configuration: TextConfiguration
  var ledger = FrameLedger()
  private var lines = Self.splitter
  private var lastForm: Form?

  /// What the columns of CSV lines are, by configuration, header or guess.
  var columns: [TextName?]?
  /// CSV lines since the columns were set.
  var rows = 0
  /// Where the fields of the CSV line at hand lie.
  var fields: [Range<Int>] = []
  var heldRows = HeldRows()
  var clock = TextClock()
  /// The names of pairs, Teleplot lines and flat JSON, and of the sensors around JSON's nested values.
  var names = KeyCache<TextName?>()
  var surroundings = KeyCache<JSONSurroundings?>()
  private var scaleWatch = TextScaleWatch()
  var teleplot = TextReading()
  var teleplotHasRate = false
  /// The name that began the last complete Teleplot sample, and the one that began the sample at hand.
  var teleplotOrder: (first: TextName.Role?, beginning: TextName.Role?)
  var uniSeen = false
  var axes = AxesParts()
  var razor = RazorParts()

  /// The forms of lines that give samples.
  enum Form: Sendable {
    case row
    case pairs
    case teleplot
    case json
    case adafruit
    case axes
    case razor
  }

  /// What a line turned out to be.
  enum Outcome: Sendable {
    /// It completes a sample.
    case sample(Form, DecodedSample)
    /// It belongs to a form and completes no sample.
    case part
    /// It may be a row of numbers whose meaning is not known yet; it is accounted for later.
    case held
    /// It is well formed and holds something else.
    case other
    /// It begins like one of the forms and is damaged.
    case malformed
    /// It is nothing that is known.
    case foreign

    /// Whether it is of one of the forms, whole or damaged.
    var isOfForm: Bool {
      switch self {
      case .sample, .part, .malformed: true
      case .held, .other, .foreign: false
      }
    }
  }

  /// Makes a decoder at the start of a stream.
  ///
  /// - Throws: ``WireOptionError`` for an unknown key or a value that cannot be used.
  public init(options: WireOptions = WireOptions()) throws(WireOptionError) {
    configuration = try TextConfiguration(options)
    columns = configuration.columns
  }

  /// What was seen so far.
  public var counters: WireCounters { ledger.counters }
  /// The stretch of good lines that the decoder is in.
  public var stretch: WireStretch { ledger.stretch }
  /// Sentences for the user's log.
  public var notes: [String] { ledger.notes }

  /// Takes the next bytes and appends every sample that they complete.
  public mutating func decode(_ bytes: Span<UInt8>, into samples: inout [DecodedSample]) {
    ledger.received(bytes.count)
    var splitter = Self.splitter
    swap(&splitter, &lines)
    splitter.split(bytes) { (bytes, piece) in
      switch piece {
      case .overflow(let count): ledger.lost(count)
      case .line(let range): take(bytes, range, into: &samples)
      }
    }
    swap(&splitter, &lines)
  }

  /// Gives up the line that has not ended: half a number looks like a whole one.
  public mutating func finish(into samples: inout [DecodedSample]) {
    let dropped = lines.drop()
    if dropped > 0 { ledger.lost(dropped) }
    settleHeldRows(atEnd: true, into: &samples)
    let before = samples.count
    finishTeleplot(into: &samples)
    finishAxes(into: &samples)
    razor = RazorParts()
    ledger.quiet(samples: samples.count - before)
  }

  /// Accounts for one line.
  private mutating func take(_ bytes: Span<UInt8>, _ range: Range<Int>, into samples: inout [DecodedSample]) {
    let length = range.count + 1
    let text = Self.withoutCarriageReturn(bytes, range)
    guard text.count <= Self.longestLine else { return ledger.lost(length) }
    let line = Ascii.trim(bytes, Self.withoutByteOrderMark(bytes, text))
    guard !line.isEmpty else { return }
    var outcome = Self.isText(bytes, line) ? outcome(bytes, line, length: length) : .foreign
    // Such as 1e999.
    if case .sample(_, let sample) = outcome, !sample.isFinite { outcome = .malformed }
    if case .held = outcome { return settleHeldRows(atEnd: false, into: &samples) }
    if case .foreign = outcome { dropHeldRows() }
    switch outcome {
    case .sample(let form, let sample):
      samples.append(sample)
      if let note = scaleWatch.see(sample) { ledger.note(note) }
      ledger.frame(length, samples: 1, row: form == lastForm ? .continues : .begins)
      lastForm = form
    case .part:
      ledger.frame(length, row: .stands)
    case .other:
      ledger.lost(length, keepingRun: true)
    case .malformed:
      ledger.malformed()
      ledger.lost(length)
    case .foreign, .held:
      ledger.lost(length)
    }
  }

  /// Finds the form of a line and what it holds.
  private mutating func outcome(_ bytes: Span<UInt8>, _ line: Range<Int>, length: Int) -> Outcome {
    if configuration.columns != nil { return row(bytes, line) ?? .malformed }
    switch bytes[line.lowerBound] {
    case UInt8(ascii: ">"): return teleplotLine(bytes, line)
    case UInt8(ascii: "{"): return jsonLine(bytes, line)
    case UInt8(ascii: "#"): return razorLine(bytes, line)
    default: break
    }
    if let outcome = adafruitLine(bytes, line) ?? axesLine(bytes, line) { return outcome }
    if columns != nil, let outcome = row(bytes, line) { return outcome }
    let pairs = pairs(bytes, line)
    if let pairs, pairs.isOfForm { return pairs }
    if let outcome = header(bytes, line) ?? pairs { return outcome }
    // Temperatures and the like between them.
    if axes.isInUse, Ascii.isLetter(bytes[line.lowerBound]) { return .other }
    return columns == nil ? holdRow(bytes, line, length: length) : .malformed
  }

  /// The sample of a reading, its time unwrapped.
  mutating func sample(_ reading: TextReading, time: (value: Double, unit: Double)? = nil) -> DecodedSample {
    var sample = reading.sample
    if let time { sample.deviceTime = clock.seconds(time.value, unit: time.unit) }
    return sample
  }

  private static func withoutCarriageReturn(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
    guard let last = range.last, bytes[last] == Ascii.carriageReturn else { return range }
    return range.lowerBound..<last
  }

  private static func withoutByteOrderMark(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
    let start = range.lowerBound
    let isMark = range.count >= 3 && bytes[start] == 0xEF && bytes[start + 1] == 0xBB && bytes[start + 2] == 0xBF
    return isMark ? start + 3..<range.upperBound : range
  }

  /// Whether a line is UTF-8 without control characters.
  private static func isText(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Bool {
    let kinds = Ascii.kinds(bytes, line)
    return !kinds.hasControl && (kinds.isASCII || (try? UTF8Span(validating: bytes.extracting(line))) != nil)
  }
}
