import Glibc
package import SpatialMath

/// Reads true motion the way a real sensor does: with its axes, bias, noise, range and steps.
package struct SensorModel: Sendable {
  private let traits: SensorTraits
  private var generator: SimulationGenerator
  private var gyroWalk = Vector3.zero
  private var accelWalk = Vector3.zero
  private var lastTime: Double?

  /// Makes a sensor that was just switched on.
  package init(traits: SensorTraits, generator: SimulationGenerator) {
    self.traits = traits
    self.generator = generator
  }

  /// What the sensor reads at an instant.
  ///
  /// - Parameters:
  ///   - time: seconds since it was switched on, not decreasing.
  ///   - specificForce: the truth, sensor frame, m/s².
  ///   - angularRate: the truth, sensor frame, rad/s.
  /// - Returns: acceleration in m/s² and angular rate in rad/s; no rate from a sensor without gyroscope.
  package mutating func read(
    time: Double, specificForce: Vector3, angularRate: Vector3
  ) -> (acceleration: Vector3, angularRate: Vector3?) {
    let elapsed = max(0, time - (lastTime ?? time))
    lastTime = time
    // White noise of a density fills the band up to half the rate.
    let band = (0.5 * traits.rate).squareRoot()
    let force = specificForce / BodyMarch.gravity
    accelWalk += generator.gaussianVector(traits.accelDrift * elapsed.squareRoot())
    let accelError = traits.accelBias + accelWalk + generator.gaussianVector(traits.accelNoise * band)
    let acceleration = Self.digitised(
      traits.accelAxes.applied(to: force) + accelError, range: traits.accelRange, step: traits.accelStep)

    gyroWalk += generator.gaussianVector(traits.gyroDrift * elapsed.squareRoot())
    let gyroNoise = generator.gaussianVector(traits.gyroNoise * band)
    guard traits.hasGyro else { return (acceleration * BodyMarch.gravity, nil) }
    let warming = traits.gyroWarmUp * exp(-time / traits.warmUpSeconds)
    let gyroError = traits.gyroBias + warming + gyroWalk + gyroNoise + force * traits.gyroPerG
    let rate = Self.digitised(
      traits.gyroAxes.applied(to: angularRate * (180 / .pi)) + gyroError, range: traits.gyroRange,
      step: traits.gyroStep)
    return (acceleration * BodyMarch.gravity, rate * (.pi / 180))
  }

  /// Cuts off what is beyond the range, then rounds to the nearest step.
  private static func digitised(_ v: Vector3, range: Double, step: Double) -> Vector3 {
    func one(_ value: Double) -> Double {
      let cut = min(range, max(-range, value))
      return step > 0 ? (cut / step).rounded() * step : cut
    }
    return Vector3(one(v.x), one(v.y), one(v.z))
  }
}
