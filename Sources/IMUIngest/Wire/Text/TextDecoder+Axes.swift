import SpatialMath

/// What has come of a sample whose acceleration and rate are printed on lines of their own.
struct AxesParts: Sendable {
  /// The acceleration that waits for its rate, m/s².
  var acceleration: Vector3?
  /// Whether lines of this form came at all, and among them lines of rates.
  var isInUse = false
  var hasRate = false
}

/// Lines of one sensor's three axes, as Adafruit's examples for single chips print them: the acceleration first, then the
/// rate, other things between.
///
///     Acceleration X: 0.12, Y: -0.30, Z: 9.77 m/s^2
///     Rotation X: 0.00, Y: 0.01, Z: -0.02 rad/s
extension TextDecoder {
  /// Sensors that only these lines name, each with the rate's unit: elsewhere a rotation may be an angle.
  private static let rotation = packed("rotation")
  private static let radiansPerSecond = packed("radians/s")

  /// A line of three axes; nil where it is none.
  ///
  /// A sample is complete with the rate behind an acceleration, or, where the stream has no rates, with the next
  /// acceleration.
  mutating func axesLine(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Outcome? {
    guard Ascii.isLetter(bytes[line.lowerBound]), let colon = line.first(where: { bytes[$0] == Ascii.colon }),
      colon - line.lowerBound > 2, Ascii.lowercase(bytes[colon - 1]) == UInt8(ascii: "x"),
      Ascii.isBlank(bytes[colon - 2])
    else { return nil }
    guard let (values, end) = Self.threeAxes(bytes, colon - 1..<line.upperBound) else { return nil }
    let unit = TextName.withFolded(bytes, end..<line.upperBound) { Self.unit($0) }
    let sensor = TextName.withFolded(bytes, line.lowerBound..<colon - 2) { name -> TextName.Group? in
      if packed(name, 0..<name.count) == Self.rotation { return unit?.quantity == .rate ? .rate : nil }
      return TextName.group(name, 0..<name.count)
    }
    guard let sensor, let role = sensor.role(axis: 0) else { return nil }
    // A unit that is not known, or one of another quantity, as degrees for a rate.
    guard end == line.upperBound || unit?.quantity == sensor.quantity else { return .other }
    guard let factor = configuration.factor(TextName(role: role, unit: unit)) else { return .other }
    axes.isInUse = true
    let before = axes.acceleration
    switch sensor {
    case .acceleration:
      axes.acceleration = values * factor
      guard let before, !axes.hasRate else { return .part }
      return .sample(.axes, DecodedSample(acceleration: before, angularRate: nil))
    case .rate:
      axes.hasRate = true
      axes.acceleration = nil
      guard let before else { return .part }
      return .sample(.axes, DecodedSample(acceleration: before, angularRate: values * factor))
    }
  }

  /// Gives up what is half complete; an acceleration is whole where the stream has no rates.
  mutating func finishAxes(into samples: inout [DecodedSample]) {
    if let acceleration = axes.acceleration, !axes.hasRate, acceleration.isFinite {
      samples.append(DecodedSample(acceleration: acceleration, angularRate: nil))
    }
    axes.acceleration = nil
  }

  /// The values of `X: 1, Y: 2, Z: 3` and where what is behind them begins, or nil.
  private static func threeAxes(_ bytes: Span<UInt8>, _ range: Range<Int>) -> (Vector3, end: Int)? {
    var values = InlineArray<3, Double>(repeating: 0)
    var at = range.lowerBound
    func skip(_ isSkipped: (UInt8) -> Bool) { while at < range.upperBound, isSkipped(bytes[at]) { at += 1 } }
    for axis in 0..<3 {
      skip { Ascii.isBlank($0) || $0 == Ascii.comma }
      guard at + 1 < range.upperBound, TextName.axis(Ascii.lowercase(bytes[at])) == UInt8(axis),
        bytes[at + 1] == Ascii.colon
      else { return nil }
      at += 2
      skip(Ascii.isBlank)
      let start = at
      skip { !Ascii.isBlank($0) && $0 != Ascii.comma }
      guard let value = DecimalNumber.parse(bytes, start..<at) else { return nil }
      values[axis] = value
    }
    skip(Ascii.isBlank)
    return (Vector3(values[0], values[1], values[2]), at)
  }

  /// The unit of a folded spelling; these lines write out one more.
  private static func unit(_ spelling: Span<UInt8>) -> TextUnit? {
    packed(spelling, 0..<spelling.count) == radiansPerSecond
      ? .radiansPerSecond : TextUnit.named(spelling, 0..<spelling.count)
  }
}
