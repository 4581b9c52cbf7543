package import SpatialMath

/// How far off the right place a wearer straps the sensor on.
public struct PlacementSpread: Hashable, Sendable {
  /// Largest rotation about the arm, degrees; people reach 40.
  public var aboutArmDegrees: Double
  /// Largest rotation about any axis across the arm, degrees; people reach 15.
  public var otherwiseDegrees: Double

  /// Makes a spread.
  public init(aboutArmDegrees: Double = 15, otherwiseDegrees: Double = 6) {
    self.aboutArmDegrees = aboutArmDegrees
    self.otherwiseDegrees = otherwiseDegrees
  }

  /// Draws one placement: the rotation from the casing's frame into the mount frame.
  package func draw(using generator: inout SimulationGenerator) -> Quaternion {
    let about = generator.uniform(-aboutArmDegrees, aboutArmDegrees) * .pi / 180
    let across = generator.uniform(0, otherwiseDegrees) * .pi / 180
    let direction = Quaternion(angle: generator.uniform(-.pi, .pi), axis: Vector3(1, 0, 0)).rotate(Vector3(0, 1, 0))
    return Quaternion(angle: about, axis: Vector3(1, 0, 0)) * Quaternion(angle: across, axis: direction)
  }
}
