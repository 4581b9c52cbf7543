import SpatialMath

/// Decodes x-io's x-IMU3: messages that end in LF, as text or binary.
///
/// The first byte is an upper-case letter (text) or that letter with bit 7 set (binary, with `DB DC` for 0A and `DB DD` for
/// DB); `I` is the inertial message: time in µs, then gyroscope in deg/s, then accelerometer in g. Time is 64 bits wide and
/// never wraps. There is no checksum: length, finite numbers within what the sensor can measure and time that rises are all
/// there is to go by. (x-IMU3 User Manual v1.11.)
struct XIMU3Decoder: WireDecoder {
  /// Longest message that is kept, bytes; settings in JSON are the longest.
  private static let longestMessage = 1024
  /// Messages without any sample after which the user is told.
  private static let patience: UInt64 = 100
  private static let emptyHint = """
    x-IMU3 messages arrive, but no inertial ones: set inertial_message_rate_divisor to a value other than 0
    """
  /// Beyond these no x-IMU3 measures: ten times its full scales, g and deg/s.
  private static let largestAcceleration = 160.0
  private static let largestRate = 20_000.0
  /// Longest time between two messages of one stream, µs: a minute.
  private static let longestPause: UInt64 = 60_000_000
  /// Bit that tells a binary message from text.
  private static let binary: UInt8 = 0x80
  /// What stands for a line feed or itself, by the byte behind it.
  private static let escape: UInt8 = 0xDB
  private static let inertial = UInt8(ascii: "I")
  /// Letters of the other messages.
  private static let others = Array("MHQRALETBWUSONF".utf8)

  /// How many numbers stand in a message behind its time; nil where that is not the same for all.
  private static func numbers(_ letter: UInt8) -> Int? {
    switch letter {
    case inertial: 6
    case UInt8(ascii: "M"), UInt8(ascii: "H"), UInt8(ascii: "A"): 3
    case UInt8(ascii: "Q"): 4
    case UInt8(ascii: "R"): 9
    case UInt8(ascii: "L"), UInt8(ascii: "E"): 7
    default: nil
    }
  }
  /// Bytes of tag and time in a binary message.
  private static let headerLength = 9

  private var ledger = FrameLedger()
  private var splitter = LineSplitter(longest: longestMessage)
  private var message: [UInt8] = []
  private var lastTime: UInt64?

  var counters: WireCounters { ledger.counters }
  var stretch: WireStretch { ledger.stretch }
  var notes: [String] { ledger.notes }

  mutating func decode(_ bytes: Span<UInt8>, into samples: inout [DecodedSample]) {
    ledger.received(bytes.count)
    var splitter = LineSplitter(longest: Self.longestMessage)
    swap(&splitter, &self.splitter)
    splitter.split(bytes) { (bytes, piece) in
      switch piece {
      case .overflow(let count): ledger.lost(count)
      case .line(let range): take(bytes, range, into: &samples)
      }
    }
    swap(&splitter, &self.splitter)
  }

  mutating func finish(into samples: inout [DecodedSample]) {
    let dropped = splitter.drop()
    if dropped > 0 { ledger.lost(dropped) }
    ledger.quiet()
  }

  /// Accounts for one message.
  private mutating func take(_ bytes: Span<UInt8>, _ range: Range<Int>, into samples: inout [DecodedSample]) {
    let length = range.count + 1
    guard let first = range.first.map({ bytes[$0] }) else { return ledger.lost(length) }
    if first == UInt8(ascii: "{") || first == UInt8(ascii: "^") { return ledger.lost(length, keepingRun: true) }
    let letter = first & ~Self.binary
    if letter == Self.inertial || Self.others.contains(letter) {
      let found = first == letter ? textMessage(bytes, range, letter) : binaryMessage(bytes, range, letter)
      if let found { return take(found, length: length, into: &samples) }
      ledger.malformed()
    }
    guard let (found, start) = hiddenMessage(bytes, range) else { return ledger.lost(length) }
    ledger.lost(start - range.lowerBound)
    take(found, length: range.upperBound + 1 - start, into: &samples)
  }

  /// Finds an inertial message behind something that does not end: noise, or a message whose end was lost.
  ///
  /// Its time must follow that of the message before.
  private mutating func hiddenMessage(_ bytes: Span<UInt8>, _ range: Range<Int>) -> (Found, start: Int)? {
    for start in range.dropFirst() {
      let found: Found? =
        switch bytes[start] {
        case Self.inertial: textMessage(bytes, start..<range.upperBound, Self.inertial)
        case Self.inertial | Self.binary: binaryMessage(bytes, start..<range.upperBound, Self.inertial)
        default: nil
        }
      guard let found else { continue }
      if let lastTime, found.time < lastTime || found.time - lastTime > Self.longestPause { continue }
      return (found, start)
    }
    return nil
  }

  /// Accounts for a good message.
  private mutating func take(_ found: Found, length: Int, into samples: inout [DecodedSample]) {
    let rises = lastTime.map { found.time >= $0 } ?? false
    lastTime = found.time
    if let sample = found.sample { samples.append(sample) }
    ledger.frame(length, samples: found.sample == nil ? 0 : 1, row: rises ? .continues : .begins)
    if ledger.counters.samples == 0, ledger.counters.frames == Self.patience { ledger.note(Self.emptyHint) }
  }

  /// A message's time in µs and its sample, if it is an inertial one; nil for a damaged message.
  private typealias Found = (time: UInt64, sample: DecodedSample?)

  private mutating func binaryMessage(_ bytes: Span<UInt8>, _ range: Range<Int>, _ letter: UInt8) -> Found? {
    let whole = bytes.extracting(range)
    guard range.contains(where: { bytes[$0] == Self.escape }) else { return Self.unstuffedMessage(whole, letter) }
    return unstuff(whole) ? Self.unstuffedMessage(message.span, letter) : nil
  }

  private static func unstuffedMessage(_ message: Span<UInt8>, _ letter: UInt8) -> Found? {
    guard message.count >= headerLength else { return nil }
    if let count = numbers(letter), message.count != headerLength + 4 * count { return nil }
    let time = message.u64LE(1)
    guard letter == inertial else { return (time, nil) }
    return sample(time, rate: message.f32x3LE(headerLength), acceleration: message.f32x3LE(21))
  }

  /// Puts the message back as it was before stuffing; false for an escape that does not exist.
  private mutating func unstuff(_ bytes: Span<UInt8>) -> Bool {
    message.removeAll(keepingCapacity: true)
    var at = 0
    while at < bytes.count {
      var byte = bytes[at]
      if byte == Self.escape {
        at += 1
        guard at < bytes.count, bytes[at] == 0xDC || bytes[at] == 0xDD else { return false }
        byte = bytes[at] == 0xDC ? Ascii.lineFeed : Self.escape
      }
      message.append(byte)
      at += 1
    }
    return true
  }

  private func textMessage(_ bytes: Span<UInt8>, _ range: Range<Int>, _ letter: UInt8) -> Found? {
    var values = InlineArray<6, Double>(repeating: 0)
    var time: UInt64?
    var field = -2
    var start = range.lowerBound
    for index in range.lowerBound...range.upperBound where index == range.upperBound || bytes[index] == Ascii.comma {
      defer {
        field += 1
        start = index + 1
      }
      switch field {
      case -2:
        guard index == start + 1 else { return nil }
      case -1:
        time = Self.microseconds(bytes, start..<index)
        guard time != nil else { return nil }
        if letter != Self.inertial {
          let count = range.count { bytes[$0] == Ascii.comma } - 1
          return count == Self.numbers(letter) ?? count ? time.map { ($0, nil) } : nil
        }
      case 0..<6:
        guard let value = DecimalNumber.parse(bytes, start..<index) else { return nil }
        values[field] = value
      default:
        return nil
      }
    }
    guard field == 6, let time else { return nil }
    return Self.sample(
      time, rate: Vector3(values[0], values[1], values[2]), acceleration: Vector3(values[3], values[4], values[5]))
  }

  private static func microseconds(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt64? {
    guard let value = DecimalNumber.parse(bytes, range) else { return nil }
    return UInt64(exactly: value)
  }

  /// The sample of numbers in deg/s and g, or nil where no sensor measures such.
  private static func sample(_ time: UInt64, rate: Vector3, acceleration: Vector3) -> Found? {
    guard
      acceleration.isFinite, acceleration.maximumMagnitude <= largestAcceleration,
      rate.isFinite, rate.maximumMagnitude <= largestRate
    else { return nil }
    let sample = DecodedSample(
      deviceTime: seconds(time, unit: .microseconds),
      acceleration: acceleration * UnitFactor.gravity,
      angularRate: rate * UnitFactor.degree
    )
    return (time, sample)
  }
}
