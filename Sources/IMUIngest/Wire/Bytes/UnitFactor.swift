/// What one unit of a wire is in SI units.
enum UnitFactor {
  /// Standard gravity, m/s², exact by definition.
  static let gravity = 9.80665
  /// A thousandth of standard gravity, m/s².
  static let milliGravity = gravity / 1000
  /// A degree, rad.
  static let degree = Double.pi / 180
}
