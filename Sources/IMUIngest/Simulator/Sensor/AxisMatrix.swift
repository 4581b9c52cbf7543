public import SpatialMath

/// Scale and cross-axis errors of a sensor of three axes: a matrix close to one.
public struct AxisMatrix: Hashable, Sendable {
  /// The first row.
  public var x: Vector3
  /// The second row.
  public var y: Vector3
  /// The third row.
  public var z: Vector3

  /// Axes without error.
  public static let identity = AxisMatrix(x: Vector3(1, 0, 0), y: Vector3(0, 1, 0), z: Vector3(0, 0, 1))

  /// Makes a matrix from its rows.
  public init(x: Vector3, y: Vector3, z: Vector3) {
    self.x = x
    self.y = y
    self.z = z
  }

  /// Draws errors of axes.
  ///
  /// - Parameters:
  ///   - scale: standard deviation of each axis' scale, a share.
  ///   - cross: standard deviation of what each axis takes from each other one, a share (radians for small angles).
  public static func drawn(scale: Double, cross: Double, using generator: inout SimulationGenerator) -> AxisMatrix {
    func row(_ axis: Vector3, _ generator: inout SimulationGenerator) -> Vector3 {
      let along = 1 + generator.normal(0, scale)
      let across = Vector3(generator.normal(0, cross), generator.normal(0, cross), generator.normal(0, cross))
      return axis * along + (across - axis * across.dot(axis))
    }
    return AxisMatrix(
      x: row(Vector3(1, 0, 0), &generator), y: row(Vector3(0, 1, 0), &generator), z: row(Vector3(0, 0, 1), &generator))
  }

  /// What the axes make of a vector.
  public func applied(to v: Vector3) -> Vector3 { Vector3(x.dot(v), y.dot(v), z.dot(v)) }
}
