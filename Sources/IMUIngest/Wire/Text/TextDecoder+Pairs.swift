/// Lines of `key:value` or `key=value` in any order, as the serial plotter takes them.
extension TextDecoder {
  /// A line of pairs; nil where there is none.
  mutating func pairs(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Outcome? {
    var reading = TextReading()
    var time: (value: Double, unit: Double)?
    var count = 0
    var at = line.lowerBound
    while at < line.upperBound {
      if Self.isSeparator(bytes[at]) {
        at += 1
        continue
      }
      let keyStart = at
      while at < line.upperBound, !Self.endsKey(bytes[at]) { at += 1 }
      guard at < line.upperBound, bytes[at] == Ascii.colon || bytes[at] == Ascii.equals else { continue }
      let key = Ascii.trim(bytes, keyStart..<at)
      at += 1
      while at < line.upperBound, Ascii.isBlank(bytes[at]) { at += 1 }
      let valueStart = at
      while at < line.upperBound, !Self.isSeparator(bytes[at]) { at += 1 }
      if key.contains(where: { Ascii.isLetter(bytes[$0]) }) { count += 1 }
      guard let name = names.value(bytes, key, Self.pairName), let factor = configuration.factor(name) else {
        // A label in front of pairs, as in `IMU: ax:1`: its value is the first pair.
        if at > valueStart, Ascii.isLetter(bytes[valueStart]) { at = valueStart }
        continue
      }
      guard let value = DecimalNumber.parse(bytes, valueStart..<at) else {
        if name.role == .time { continue }
        return .malformed
      }
      if name.role == .time {
        time = time ?? (value, factor)
      } else {
        // The same name twice: two lines ran together.
        if reading.has(name.role) { return .malformed }
        reading.set(name.role, value * factor)
      }
    }
    guard count > 0 else { return nil }
    switch reading.completeness {
    case .partial: return .other
    case .torn: return .malformed
    case .whole: return .sample(.pairs, sample(reading, time: time))
    }
  }

  private static func isSeparator(_ byte: UInt8) -> Bool {
    byte == Ascii.comma || byte == Ascii.semicolon || Ascii.isBlank(byte)
  }

  private static func endsKey(_ byte: UInt8) -> Bool {
    byte == Ascii.colon || byte == Ascii.equals || byte == Ascii.comma || byte == Ascii.semicolon || byte == Ascii.tab
  }

  /// The name of a key; where the whole is none, of its last word: `ok ax` is a word and a key.
  private static func pairName(_ bytes: Span<UInt8>, _ key: Range<Int>) -> TextName? {
    if let name = TextName.parse(bytes, key) { return name }
    guard let blank = key.last(where: { Ascii.isBlank(bytes[$0]) }) else { return nil }
    return TextName.parse(bytes, blank + 1..<key.upperBound)
  }
}
