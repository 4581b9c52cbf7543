/// Teleplot lines: `>name:value`, one variable each.
extension TextDecoder {
  /// A Teleplot line: `>name:[ms:]value[;[ms:]value...][§unit][|flags]`.
  ///
  /// A sample is complete when all six values are in, or all three accelerations where the stream has no rates. A repeated
  /// name starts anew, and so does the name that began the last complete sample: else one lost line would mix each sample
  /// with the next from then on. The time is that of the point which completes the sample, milliseconds by Teleplot's rule.
  mutating func teleplotLine(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Outcome {
    let start = line.lowerBound + 1
    guard let colon = (start..<line.upperBound).first(where: { bytes[$0] == Ascii.colon }) else { return .other }
    let (points, unit) = Self.pointsAndUnit(bytes, colon + 1..<line.upperBound)
    guard var name = names.value(bytes, start..<colon, TextName.parse), name.role != .time else { return .other }
    if name.unit == nil, let unit, unit.quantity == name.role.quantity { name.unit = unit }
    guard let factor = configuration.factor(name) else { return .other }
    guard let (value, milliseconds) = Self.lastPoint(bytes, points) else { return .malformed }

    var finished: DecodedSample?
    if teleplot.has(name.role) || name.role == teleplotOrder.first {
      if !teleplotHasRate, teleplot.completeness == .whole { finished = sample(teleplot) }
      teleplot = TextReading()
    }
    if name.role.quantity == .rate { teleplotHasRate = true }
    if teleplot.isEmpty { teleplotOrder.beginning = name.role }
    teleplot.set(name.role, value * factor)
    if let milliseconds { teleplot.set(.time, milliseconds / 1000) }
    if teleplot.completeness == .whole, teleplot.hasRate {
      finished = sample(teleplot)
      teleplotOrder.first = teleplotOrder.beginning
      teleplot = TextReading()
    }
    return finished.map { .sample(.teleplot, $0) } ?? .part
  }

  /// Gives up what is half complete; three accelerations are whole where the stream has no rates.
  mutating func finishTeleplot(into samples: inout [DecodedSample]) {
    if !teleplotHasRate, teleplot.completeness == .whole { samples.append(sample(teleplot)) }
    teleplot = TextReading()
    teleplotOrder = (nil, nil)
  }

  /// Where the points lie, and the unit behind `§`, which is C2 A7 in UTF-8.
  private static func pointsAndUnit(_ bytes: Span<UInt8>, _ range: Range<Int>) -> (Range<Int>, TextUnit?) {
    let flags = range.first { bytes[$0] == UInt8(ascii: "|") } ?? range.upperBound
    let body = range.lowerBound..<flags
    guard let mark = body.dropLast().first(where: { bytes[$0] == 0xC2 && bytes[$0 + 1] == 0xA7 }) else {
      return (body, nil)
    }
    let unit = TextName.withFolded(bytes, mark + 2..<flags) { TextUnit.named($0, 0..<$0.count) }
    return (range.lowerBound..<mark, unit)
  }

  /// Value and time of the last point.
  private static func lastPoint(_ bytes: Span<UInt8>, _ range: Range<Int>) -> (value: Double, milliseconds: Double?)? {
    var points = Ascii.trim(bytes, range)
    if let last = points.last, bytes[last] == Ascii.semicolon { points = points.lowerBound..<last }
    let start = points.last { bytes[$0] == Ascii.semicolon }.map { $0 + 1 } ?? points.lowerBound
    let point = start..<points.upperBound
    guard let colon = point.first(where: { bytes[$0] == Ascii.colon }) else {
      return DecimalNumber.parse(bytes, Ascii.trim(bytes, point)).map { ($0, nil) }
    }
    guard
      let time = DecimalNumber.parse(bytes, Ascii.trim(bytes, start..<colon)),
      let value = DecimalNumber.parse(bytes, Ascii.trim(bytes, colon + 1..<point.upperBound))
    else { return nil }
    return (value, time)
  }
}
