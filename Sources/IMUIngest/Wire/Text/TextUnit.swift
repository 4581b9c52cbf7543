/// A unit as text streams write it.
struct TextUnit: Hashable, Sendable {
  /// What a unit measures.
  enum Quantity: Sendable {
    case acceleration
    case rate
    case time
  }

  /// What it measures.
  let quantity: Quantity
  /// One of it in SI units.
  let factor: Double

  static let metresPerSecondSquared = TextUnit(quantity: .acceleration, factor: 1)
  static let radiansPerSecond = TextUnit(quantity: .rate, factor: 1)
  static let milliseconds = TextUnit(quantity: .time, factor: 1e-3)

  /// The units by the ways to write them: small letters, no blanks.
  private static let byName: [UInt128: TextUnit] = {
    let gravity = TextUnit(quantity: .acceleration, factor: UnitFactor.gravity)
    let milliGravity = TextUnit(quantity: .acceleration, factor: UnitFactor.milliGravity)
    let degrees = TextUnit(quantity: .rate, factor: UnitFactor.degree)
    let milliRadians = TextUnit(quantity: .rate, factor: 1e-3)
    let milliDegrees = TextUnit(quantity: .rate, factor: UnitFactor.degree / 1000)
    let seconds = TextUnit(quantity: .time, factor: 1)
    let microseconds = TextUnit(quantity: .time, factor: 1e-6)
    let spellings: [(TextUnit, [String])] = [
      (metresPerSecondSquared, ["m/s2", "m/s^2", "m/s²", "m/s/s", "mps2", "ms2"]),
      (gravity, ["g"]),
      (milliGravity, ["mg"]),
      (radiansPerSecond, ["rad/s", "rads", "radps"]),
      (degrees, ["dps", "deg/s", "degs", "degps", "°/s"]),
      (milliRadians, ["mrad/s", "mrads", "mradps"]),
      (milliDegrees, ["mdps"]),
      (seconds, ["s", "sec"]),
      (milliseconds, ["ms"]),
      (microseconds, ["us", "µs"]),
    ]
    var table: [UInt128: TextUnit] = [:]
    for (unit, names) in spellings {
      for name in names { table[packed(name)] = unit }
    }
    return table
  }()

  /// The unit of a spelling (small letters, no blanks) or nil.
  static func named(_ spelling: Span<UInt8>, _ range: Range<Int>) -> TextUnit? {
    packed(spelling, range).flatMap { byName[$0] }
  }

  /// The unit of a spelling or nil.
  static func named(_ spelling: String) -> TextUnit? {
    byName[packed(spelling.lowercased())]
  }
}

/// Up to 16 bytes as one number, so that short names can be looked up without making strings; nil for longer ones.
func packed(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt128? {
  guard range.count <= 16 else { return nil }
  var value: UInt128 = 0
  for index in range { value = value << 8 | UInt128(bytes[index]) }
  return value
}

/// The first 16 bytes of a name as one number.
func packed(_ name: String) -> UInt128 {
  name.utf8.prefix(16).reduce(0) { $0 << 8 | UInt128($1) }
}
