import SpatialMath

/// The lines of Adafruit's AHRS calibration sketch, which prints each instant twice: `Raw:` and `Uni:`.
extension TextDecoder {
  private static let uni = packed("Uni:")
  private static let raw = packed("Raw:")
  private static let calibration = (packed("Cal1"), packed("Cal2"))
  /// Metres per second squared in one count of `Raw:`; the sketch itself reckons with 9.8.
  private static let rawAcceleration = 9.8 / 8192
  /// Radians per second in one count of `Raw:`.
  private static let rawRate = UnitFactor.degree / 16
  /// Values in a line: acceleration, rate, magnetic field.
  private static let values = 9

  /// A line of the sketch; nil where it is none.
  ///
  /// Where the user has no preference, `Raw:` lines give samples until the first `Uni:` line comes.
  mutating func adafruitLine(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Outcome? {
    guard line.count > 4, Ascii.isLetter(bytes[line.lowerBound]) else { return nil }
    switch packed(bytes, line.lowerBound..<line.lowerBound + 4) {
    case Self.uni:
      guard let (acceleration, rate) = nineValues(bytes, line) else { return .malformed }
      uniSeen = true
      if configuration.preference == .raw { return .part }
      return .sample(.adafruit, DecodedSample(acceleration: acceleration, angularRate: rate))
    case Self.raw:
      guard let (acceleration, rate) = nineValues(bytes, line) else { return .malformed }
      guard configuration.preference == .raw || (configuration.preference == nil && !uniSeen) else { return .part }
      let sample = DecodedSample(acceleration: acceleration * Self.rawAcceleration, angularRate: rate * Self.rawRate)
      return .sample(.adafruit, sample)
    case Self.calibration.0, Self.calibration.1:
      return .part
    default:
      return nil
    }
  }

  /// The first six of the nine numbers behind the prefix of four letters, or nil.
  private mutating func nineValues(_ bytes: Span<UInt8>, _ line: Range<Int>) -> (Vector3, Vector3)? {
    guard splitFields(bytes, line.lowerBound + 4..<line.upperBound), fields.count == Self.values else { return nil }
    var values = InlineArray<9, Double>(repeating: 0)
    for index in 0..<Self.values {
      guard let value = DecimalNumber.parse(bytes, fields[index]) else { return nil }
      values[index] = value
    }
    return (Vector3(values[0], values[1], values[2]), Vector3(values[3], values[4], values[5]))
  }
}
