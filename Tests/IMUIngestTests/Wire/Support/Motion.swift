import SpatialMath

/// A made-up arm that swings, as numbers for encoders: specific force in m/s², rate in rad/s.
struct Motion {
  /// Specific force, m/s².
  var acceleration: Vector3
  /// Angular rate, rad/s.
  var rate: Vector3

  /// The motion at a step of a swing with some noise.
  static func swing(_ step: Int, _ generator: inout SeededGenerator) -> Motion {
    // A triangle wave between −1 and 1, so that no trigonometry is needed.
    let phase = Double(step % 80) / 40
    let wave = phase < 1 ? 2 * phase - 1 : 3 - 2 * phase
    func noise(_ scale: Double) -> Double { Double.random(in: -scale...scale, using: &generator) }
    let y = 0.8 * wave
    let z = (1 - y * y).squareRoot()
    return Motion(
      acceleration: Vector3(0.1 + noise(0.02), y + noise(0.02), z + noise(0.02)) * 9.80665,
      rate: Vector3(wave * 3 + noise(0.01), noise(0.05), noise(0.05))
    )
  }

  /// So many steps of a swing.
  static func swings(_ count: Int, seed: UInt64 = 1) -> [Motion] {
    var generator = SeededGenerator(seed)
    return (0..<count).map { swing($0, &generator) }
  }
}
