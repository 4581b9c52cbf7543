/// What surrounds a value in JSON.
struct JSONSurroundings: Sendable {
  /// The sensor of the object or array around.
  var group: TextName.Group?
  var unit: TextUnit?
  var hasUnknownUnit = false
  /// Whether the values within are none of ours: lists of objects, accelerations that lack gravity.
  var isForeign = false
}

/// JSON lines: one object each, flat keys, nested objects or arrays of three.
extension TextDecoder {
  /// Objects nested deeper than this are no sensor's.
  private static let deepest = 8

  /// The state of reading a line.
  private struct Reader {
    var at: Int
    let end: Int
    var reading = TextReading()
    var time: (value: Double, unit: Double)?
  }

  /// A line that begins with a brace.
  mutating func jsonLine(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Outcome {
    var reader = Reader(at: line.lowerBound, end: line.upperBound)
    guard value(bytes, &reader, key: nil, in: JSONSurroundings(), depth: 0), reader.at == reader.end else {
      return .malformed
    }
    switch reader.reading.completeness {
    case .partial: return .other
    case .torn: return .malformed
    case .whole: return .sample(.json, sample(reader.reading, time: reader.time))
    }
  }

  /// Reads a value.
  ///
  /// - Parameters:
  ///   - key: where its key lies; nil for the line's object.
  ///   - surroundings: what is around it.
  /// - Returns: false where the line is no JSON.
  private mutating func value(
    _ bytes: Span<UInt8>, _ reader: inout Reader, key: Range<Int>?, in surroundings: JSONSurroundings, depth: Int
  ) -> Bool {
    skipBlanks(bytes, &reader)
    guard reader.at < reader.end, depth < Self.deepest else { return false }
    switch bytes[reader.at] {
    case UInt8(ascii: "{"):
      return object(bytes, &reader, in: inner(bytes, key, surroundings), depth: depth)
    case UInt8(ascii: "["):
      return array(bytes, &reader, in: inner(bytes, key, surroundings), depth: depth)
    case UInt8(ascii: "\""):
      return string(bytes, &reader) != nil
    default:
      let start = reader.at
      while reader.at < reader.end, !Self.endsScalar(bytes[reader.at]) { reader.at += 1 }
      let word = start..<reader.at
      guard let number = DecimalNumber.parse(bytes, word) else { return Self.isLiteral(bytes, word) }
      if let key, let name = name(bytes, key, in: surroundings) { put(number, name, &reader) }
      return true
    }
  }

  private mutating func object(
    _ bytes: Span<UInt8>, _ reader: inout Reader, in surroundings: JSONSurroundings, depth: Int
  ) -> Bool {
    reader.at += 1
    skipBlanks(bytes, &reader)
    if take(UInt8(ascii: "}"), bytes, &reader) { return true }
    repeat {
      skipBlanks(bytes, &reader)
      guard let key = string(bytes, &reader) else { return false }
      skipBlanks(bytes, &reader)
      guard take(Ascii.colon, bytes, &reader) else { return false }
      guard value(bytes, &reader, key: key, in: surroundings, depth: depth + 1) else { return false }
      skipBlanks(bytes, &reader)
    } while take(Ascii.comma, bytes, &reader)
    return take(UInt8(ascii: "}"), bytes, &reader)
  }

  private mutating func array(
    _ bytes: Span<UInt8>, _ reader: inout Reader, in surroundings: JSONSurroundings, depth: Int
  ) -> Bool {
    var foreign = surroundings
    foreign.isForeign = true
    reader.at += 1
    skipBlanks(bytes, &reader)
    if take(UInt8(ascii: "]"), bytes, &reader) { return true }
    var axis: UInt8 = 0
    repeat {
      skipBlanks(bytes, &reader)
      let start = reader.at
      guard value(bytes, &reader, key: nil, in: foreign, depth: depth + 1) else { return false }
      if let role = surroundings.isForeign ? nil : surroundings.group?.role(axis: axis),
        let number = DecimalNumber.parse(bytes, start..<reader.at)
      {
        let name = TextName(role: role, unit: surroundings.unit, hasUnknownUnit: surroundings.hasUnknownUnit)
        put(number, name, &reader)
      }
      axis = min(axis + 1, 3)
      skipBlanks(bytes, &reader)
    } while take(Ascii.comma, bytes, &reader)
    return take(UInt8(ascii: "]"), bytes, &reader)
  }

  /// Puts a number in its place unless one is there already.
  private func put(_ number: Double, _ name: TextName, _ reader: inout Reader) {
    guard let factor = configuration.factor(name) else { return }
    if name.role == .time {
      reader.time = reader.time ?? (number, factor)
    } else if !reader.reading.has(name.role) {
      reader.reading.set(name.role, number * factor)
    }
  }

  /// The name of a key: an axis within a sensor's object, else a whole name.
  private mutating func name(_ bytes: Span<UInt8>, _ key: Range<Int>, in surroundings: JSONSurroundings) -> TextName? {
    if surroundings.isForeign { return nil }
    guard let group = surroundings.group else { return names.value(bytes, key, TextName.parse) }
    return TextName.withFolded(bytes, key) { folded in
      guard folded.count == 1, let role = TextName.axis(folded[0]).flatMap(group.role(axis:)) else { return nil }
      return TextName(role: role, unit: surroundings.unit, hasUnknownUnit: surroundings.hasUnknownUnit)
    }
  }

  /// What surrounds the values of an object or array with a key.
  private mutating func inner(_ bytes: Span<UInt8>, _ key: Range<Int>?, _ outer: JSONSurroundings) -> JSONSurroundings {
    guard let key, !outer.isForeign else { return outer }
    return surroundings.value(bytes, key, Self.surroundings) ?? JSONSurroundings()
  }

  /// What the values of an object or array with this key are; nil where the key is no sensor's.
  private static func surroundings(_ bytes: Span<UInt8>, _ key: Range<Int>) -> JSONSurroundings? {
    TextName.withFolded(bytes, key) { folded in
      if lacksGravity(folded) { return JSONSurroundings(isForeign: true) }
      var stem = TextName.stemAndUnit(folded)
      if TextName.group(folded, stem.range) == nil, let suffixed = TextName.suffixAndUnit(folded) {
        stem = (suffixed.range, suffixed.unit, false)
      }
      guard let group = TextName.group(folded, stem.range) else { return nil }
      if let unit = stem.unit, unit.quantity != group.quantity { return JSONSurroundings(isForeign: true) }
      return JSONSurroundings(group: group, unit: stem.unit, hasUnknownUnit: stem.unknown)
    }
  }

  /// Whether a key speaks of acceleration without gravity or in another frame.
  private static func lacksGravity(_ key: Span<UInt8>) -> Bool {
    for word in ["lin", "free", "world", "earth"] {
      let letters = Array(word.utf8)
      guard key.count >= letters.count else { continue }
      for start in 0...key.count - letters.count
      where letters.indices.allSatisfy({ key[start + $0] == letters[$0] }) {
        return true
      }
    }
    return false
  }

  /// Where the characters between two quotation marks lie, or nil.
  private func string(_ bytes: Span<UInt8>, _ reader: inout Reader) -> Range<Int>? {
    guard take(UInt8(ascii: "\""), bytes, &reader) else { return nil }
    let start = reader.at
    while reader.at < reader.end {
      if bytes[reader.at] == UInt8(ascii: "\"") {
        reader.at += 1
        return start..<reader.at - 1
      }
      reader.at += bytes[reader.at] == UInt8(ascii: "\\") ? 2 : 1
    }
    return nil
  }

  private func take(_ byte: UInt8, _ bytes: Span<UInt8>, _ reader: inout Reader) -> Bool {
    guard reader.at < reader.end, bytes[reader.at] == byte else { return false }
    reader.at += 1
    return true
  }

  private func skipBlanks(_ bytes: Span<UInt8>, _ reader: inout Reader) {
    while reader.at < reader.end, Ascii.isBlank(bytes[reader.at]) { reader.at += 1 }
  }

  private static func endsScalar(_ byte: UInt8) -> Bool {
    byte == Ascii.comma || byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") || Ascii.isBlank(byte)
  }

  private static func isLiteral(_ bytes: Span<UInt8>, _ word: Range<Int>) -> Bool {
    let value = packed(bytes, word)
    return value == packed("true") || value == packed("false") || value == packed("null")
  }
}
