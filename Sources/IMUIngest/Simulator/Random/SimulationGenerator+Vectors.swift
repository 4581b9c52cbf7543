import Glibc
public import SpatialMath

extension SimulationGenerator {
  /// A vector whose three components are independent normal numbers of the given standard deviation.
  public mutating func gaussianVector(_ deviation: Double) -> Vector3 {
    let x = gaussian()
    let y = gaussian()
    return Vector3(x, y, gaussian()) * deviation
  }

  /// A unit vector with no preferred direction.
  public mutating func direction() -> Vector3 {
    let z = uniform(-1, 1)
    let azimuth = uniform(-.pi, .pi)
    let horizontal = (1 - z * z).squareRoot()
    return Vector3(horizontal * cos(azimuth), horizontal * sin(azimuth), z)
  }

  /// A rotation with no preferred axis or angle.
  ///
  /// Four independent normal numbers, scaled to norm 1, are even over the sphere of unit quaternions.
  public mutating func orientation() -> Quaternion {
    let w = gaussian()
    let v = gaussianVector(1)
    return Quaternion(w: w, x: v.x, y: v.y, z: v.z).normalized
  }
}
