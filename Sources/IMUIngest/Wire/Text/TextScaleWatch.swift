import SpatialMath

/// Watches the first samples for accelerations in another unit than they were taken for.
///
/// Names without unit mean m/s². Where 1 g then reads as 1, 1000 or a number of counts, only the user can put it right, and
/// must be told.
struct TextScaleWatch: Sendable {
  /// Samples that are looked at.
  private static let samples = 50
  /// What 1 g reads as in other units, and how to say so.
  private static let scales: [(norm: Double, option: String)] = [
    (1, "acc_unit=g"), (1000, "acc_unit=mg"), (2048, "acc_scale=0.0047884"), (4096, "acc_scale=0.0023942"),
    (8192, "acc_scale=0.0011971"), (16384, "acc_scale=0.00059855"),
  ]
  /// How far a norm may be from one of those, as a share of it.
  private static let tolerance = 0.15

  private var norms: [Double] = []
  private var isDone = false

  /// Takes a sample into account.
  ///
  /// - Returns: a sentence for the user, if the samples so far call for one.
  mutating func see(_ sample: DecodedSample) -> String? {
    guard !isDone else { return nil }
    norms.append(sample.acceleration.norm)
    guard norms.count == Self.samples else { return nil }
    let median = norms.sorted()[Self.samples / 2]
    norms = []
    isDone = true
    let scale = Self.scales.first { (median / $0.norm - 1).magnitude <= Self.tolerance }
    return scale.map {
      """
      the accelerations have a median norm of \((median * 100).rounded() / 100) m/s² where 9.81 is expected: if they are \
      in another unit, say so by \($0.option), and gyro_unit or gyro_scale if the rates are not in rad/s
      """
    }
  }
}
