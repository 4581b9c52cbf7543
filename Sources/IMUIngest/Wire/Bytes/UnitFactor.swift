/// What one unit of a wire is in SI units.
enum UnitFactor {
  /// Standard gravity, m/s², exact by definition.
  static let gravity = 9.80665
  /// A thousandth of standard gravity, m/s².
  static let milliGravity = gravity / 1000
  /// A thousandth.
  static let milli = 1e-3
  /// A degree, rad.
  static let degree = Double.pi / 180
}

/// A fraction of a second in which devices count time, by how many of it make a second.
enum TimeUnit: Double {
  case milliseconds = 1e3
  case microseconds = 1e6
  case nanoseconds = 1e9
}

/// A count of a fraction of a second in seconds, rounded to the nearest double.
func seconds(_ count: UInt64, unit: TimeUnit) -> Double {
  Double(count) / unit.rawValue
}
