import SpatialMath

/// Whether samples look like those of a sensor that gravity acts on.
struct WirePlausibility: Sendable {
  /// Norms of acceleration that a worn sensor shows most of the time, g.
  static let gravity = 0.2...3.0
  /// What 1 g reads as where the scale is not known: m/s² taken for granted, but written in g, mg or counts.
  private static let scales: [Double] = [1, 1000, 256, 512, 2048, 4096, 8192, 16384]
  /// How far a norm may be from one of those, as a share of it.
  private static let tolerance = 0.15

  /// Samples seen.
  private(set) var samples = 0
  private var near = 0
  private var nearAScale = 0

  /// Takes a sample's acceleration into account.
  mutating func add(_ sample: DecodedSample) {
    samples += 1
    let norm = sample.acceleration.norm
    if Self.gravity.contains(norm / UnitFactor.gravity) { near += 1 }
    if Self.scales.contains(where: { (norm / $0 - 1).magnitude <= Self.tolerance }) { nearAScale += 1 }
  }

  /// Whether most samples show gravity.
  ///
  /// - Parameter scaleMayDiffer: whether 1 g may read as any of the usual numbers.
  func isPlausible(scaleMayDiffer: Bool) -> Bool {
    2 * near > samples || (scaleMayDiffer && 2 * nearAScale > samples)
  }
}
