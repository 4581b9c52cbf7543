import SpatialMath

/// What has come of a Razor sample, which takes three lines.
struct RazorParts: Sendable {
  /// Acceleration, m/s², and whether it is calibrated (`C`) or raw (`R`).
  var acceleration: (value: Vector3, kind: UInt8)?
  /// Whether the magnetometer's line has come since.
  var hasField = false
}

/// The lines of Razor AHRS: `#A-C=`, `#M-C=`, `#G-C=` (raw: `R`), and `#YPRAG=` of its offspring.
extension TextDecoder {
  /// Metres per second squared in one count.
  private static let acceleration = UnitFactor.gravity / 256
  /// Radians per second in one count of `#G-`.
  private static let rate = 0.06957 * UnitFactor.degree
  private static let yawPitchRoll = packed("#YPRAG=")
  /// Bytes of `#A-C=`.
  private static let prefixLength = 5

  /// A line that begins with `#`; other ones than the Razor's are comments.
  mutating func razorLine(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Outcome {
    let start = line.lowerBound
    if line.count > 7, packed(bytes, start..<start + 7) == Self.yawPitchRoll {
      return yawPitchRollLine(bytes, start + 7..<line.upperBound)
    }
    guard line.count > Self.prefixLength, bytes[start + 2] == Ascii.minus, bytes[start + 4] == Ascii.equals else {
      return .other
    }
    let kind = bytes[start + 3]
    guard kind == UInt8(ascii: "C") || kind == UInt8(ascii: "R") else { return .other }
    let values = threeValues(bytes, start + Self.prefixLength..<line.upperBound)
    switch bytes[start + 1] {
    case UInt8(ascii: "A"):
      razor = RazorParts()
      guard let values else { return .malformed }
      razor.acceleration = (values * Self.acceleration, kind)
      return .part
    case UInt8(ascii: "M"):
      // A second one: the lines between, and with them the next acceleration, were lost.
      if razor.hasField { razor = RazorParts() }
      razor.hasField = true
      return values == nil ? .malformed : .part
    case UInt8(ascii: "G"):
      let parts = razor
      razor = RazorParts()
      guard let values else { return .malformed }
      guard let acceleration = parts.acceleration, acceleration.kind == kind else { return .part }
      return .sample(.razor, DecodedSample(acceleration: acceleration.value, angularRate: values * Self.rate))
    default:
      return .other
    }
  }

  /// Yaw, pitch, roll, then acceleration in counts and rate in rad/s.
  private mutating func yawPitchRollLine(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Outcome {
    guard
      splitFields(bytes, range), fields.count == 9,
      let acceleration = vector(bytes, at: 3), let rate = vector(bytes, at: 6)
    else { return .malformed }
    return .sample(.razor, DecodedSample(acceleration: acceleration * Self.acceleration, angularRate: rate))
  }

  private mutating func threeValues(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Vector3? {
    splitFields(bytes, range) && fields.count == 3 ? vector(bytes, at: 0) : nil
  }

  /// Three fields in a row as numbers.
  private func vector(_ bytes: Span<UInt8>, at: Int) -> Vector3? {
    guard
      let x = DecimalNumber.parse(bytes, fields[at]),
      let y = DecimalNumber.parse(bytes, fields[at + 1]),
      let z = DecimalNumber.parse(bytes, fields[at + 2])
    else { return nil }
    return Vector3(x, y, z)
  }
}
