import SpatialMath

extension Vector3 {
  /// The components as an array, each rounded; nil where one of them is not finite.
  func components(_ decimals: Decimals) -> [Double]? {
    guard let x = decimals.round(x), let y = decimals.round(y), let z = decimals.round(z) else { return nil }
    return [x, y, z]
  }
}
