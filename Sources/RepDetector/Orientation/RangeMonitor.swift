import SpatialMath

/// Finds out where a sensor's range ends from the samples themselves.
///
/// Nobody tells the range. A clipped component stands still at the largest value ever seen while everything else moves:
/// three equal values in a row at the maximum of the stream. Ordinary noise and quantisation do not do that above the
/// floor given.
struct RangeMonitor {
  /// Values below this are never taken for the end of a range.
  let floor: Double
  /// Equal values in a row that make an end of range.
  private static let run = 3

  private var largest = 0.0
  private var isLimit = false
  private var last = (Double.nan, Double.nan, Double.nan)
  private var runs = (0, 0, 0)

  init(floor: Double) {
    self.floor = floor
  }

  /// Whether this sample stands at the end of the range.
  mutating func isClipped(_ v: Vector3) -> Bool {
    let magnitude = v.maximumMagnitude
    if magnitude > largest {
      largest = magnitude
      isLimit = false
    }
    runs.0 = v.x == last.0 ? runs.0 + 1 : 1
    runs.1 = v.y == last.1 ? runs.1 + 1 : 1
    runs.2 = v.z == last.2 ? runs.2 + 1 : 1
    last = (v.x, v.y, v.z)
    guard largest > floor, magnitude >= 0.999 * largest else { return false }
    if !isLimit {
      isLimit =
        stands(v.x, runs.0) || stands(v.y, runs.1) || stands(v.z, runs.2)
    }
    return isLimit
  }

  private func stands(_ value: Double, _ run: Int) -> Bool {
    run >= Self.run && value.magnitude >= 0.999 * largest
  }
}
