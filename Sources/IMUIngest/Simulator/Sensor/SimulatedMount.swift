package import SpatialMath

/// Which way the sensor's axes are printed on its casing, and what the user says about it.
public struct SimulatedMount: Hashable, Sendable {
  /// What `--mount` takes: `default`, `unknown` or three signed axes.
  public let declaration: String
  /// From the sensor's axes into those of the default mount.
  package let casingFromSensor: Quaternion

  /// The sensor's axes are those of the default mount.
  public static let standard = SimulatedMount(declaration: "default", casingFromSensor: .identity)

  package init(declaration: String, casingFromSensor: Quaternion) {
    self.declaration = declaration
    self.casingFromSensor = casingFromSensor
  }

  /// An orientation that nobody knows.
  public static func unknown(using generator: inout SimulationGenerator) -> SimulatedMount {
    SimulatedMount(declaration: "unknown", casingFromSensor: generator.orientation())
  }

  /// One of the 24 ways in which the sensor's axes can lie along the mount's, declared as three signed axes.
  public static func axes(using generator: inout SimulationGenerator) -> SimulatedMount {
    let units = [Vector3(1, 0, 0), Vector3(0, 1, 0), Vector3(0, 0, 1)]
    let names = ["x", "y", "z"]
    let first = generator.integer(0, 2)
    let second = (first + generator.integer(1, 2)) % 3
    let third = 3 - first - second
    let signs = (generator.sign(), generator.sign())
    // The rows of the rotation are the mount's axes seen from the sensor; the third follows from the right hand.
    let x = units[first] * signs.0
    let y = units[second] * signs.1
    let z = x.cross(y)
    let lastSign = z.dot(units[third])
    func text(_ axis: Int, _ sign: Double) -> String { (sign > 0 ? "+" : "-") + names[axis] }
    return SimulatedMount(
      declaration: "\(text(first, signs.0)),\(text(second, signs.1)),\(text(third, lastSign))",
      casingFromSensor: Quaternion(columns: x, y, z).conjugate)
  }
}
