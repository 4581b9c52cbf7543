import Glibc
import SpatialMath

/// Turns the yaw, pitch and roll of a BNO08x into its orientation, after gravity has told what they mean.
///
/// By the datasheet the angles are turns about z, then y, then x, and acceleration is in the same axes (BNO080 datasheet
/// 1000-3927, section 1.3.5.2). The example that it prints there says otherwise: its roll is about y. So boards may differ
/// in how the axes of the angles lie against those of the acceleration: turned by quarter turns about z, or upside down,
/// never mirrored. Each of these eight ways turns the acceleration into the earth's frame, where its mean points up in the
/// true one. Until that tells, the datasheet is believed; where none of them fits, there is no orientation.
struct BNO08xAngles {
  /// One way in which the axes of the angles may lie.
  private struct Frame {
    /// From the axes of the acceleration to those of the angles.
    let turn: Quaternion
    /// From the earth as the angles see it to one with z up.
    let earth: Quaternion

    /// As the datasheet says first, then the others.
    static let all: [Frame] = {
      let half = 0.5.squareRoot()
      let upright = [
        Quaternion(w: 1, x: 0, y: 0, z: 0), Quaternion(w: half, x: 0, y: 0, z: -half),
        Quaternion(w: 0, x: 0, y: 0, z: 1), Quaternion(w: half, x: 0, y: 0, z: half),
      ]
      let overhead = [
        Quaternion(w: 0, x: 1, y: 0, z: 0), Quaternion(w: 0, x: half, y: half, z: 0),
        Quaternion(w: 0, x: 0, y: 1, z: 0), Quaternion(w: 0, x: half, y: -half, z: 0),
      ]
      return upright.map { Frame(turn: $0, earth: .identity) } + overhead.map { Frame(turn: $0, earth: overhead[0]) }
    }()

    /// Sensor to earth, z up.
    func orientation(_ angles: Quaternion) -> Quaternion { earth * angles * turn }
  }

  /// Frames over which the acceleration is averaged: a second, in which most of what is not gravity cancels.
  private static let memory = 100.0
  /// Largest acceleration that counts, g: a blow says nothing of gravity.
  private static let largestForce = 2.0
  /// By how much, g, another way's mean must be nearer to gravity to be taken: some 25 degrees.
  private static let lead = 0.4
  /// Largest distance from gravity, g, that is believed: 50 degrees, which the fastest swings do not reach.
  private static let largestError = 0.85

  private var chosen = 0
  private var means = ForceMeans()
  private var count = 0.0

  /// Takes the angles and the acceleration of one frame.
  ///
  /// - Parameters:
  ///   - yaw: the first angle, rad; then `pitch` and `roll`.
  ///   - acceleration: specific force, sensor frame, m/s².
  /// - Returns: sensor to earth (z up, heading arbitrary), unit; nil where the angles contradict gravity.
  mutating func orientation(yaw: Double, pitch: Double, roll: Double, acceleration: Vector3) -> Quaternion? {
    let angles =
      Quaternion(angle: yaw, axis: Vector3(0, 0, 1)) * Quaternion(angle: pitch, axis: Vector3(0, 1, 0))
      * Quaternion(angle: roll, axis: Vector3(1, 0, 0))
    count = min(count + 1, Self.memory)
    let measured = acceleration / UnitFactor.gravity
    let force = measured * (Self.largestForce / max(measured.norm, Self.largestForce))
    means.take(force, angles, weight: 1 / count)
    var (best, bestError) = (chosen, means.error(way: chosen))
    let chosenError = bestError
    for way in Frame.all.indices {
      let error = means.error(way: way)
      if error < bestError { (best, bestError) = (way, error) }
    }
    if chosenError - bestError > Self.lead {
      chosen = best
      return bestError < Self.largestError ? Frame.all[best].orientation(angles) : nil
    }
    return chosenError < Self.largestError ? Frame.all[chosen].orientation(angles) : nil
  }
}

/// The mean forces that all eight ways make of the same frames.
///
/// Each way turns the force by swapping and negating its components before the angles turn it, so that its mean is a sum
/// of the same few products of a component and an axis, and those are all that has to be averaged.
private struct ForceMeans {
  /// Means, g, in the earth as the angles see it: the axes x, y and z of the angles times the components of the force.
  private var xx = Vector3.zero
  private var xy = Vector3.zero
  private var yx = Vector3.zero
  private var yy = Vector3.zero
  private var zz = Vector3.zero

  /// Takes one force, g, sensor frame.
  mutating func take(_ force: Vector3, _ angles: Quaternion, weight: Double) {
    let axes = angles.conjugate.rows
    xx += (axes.x * force.x - xx) * weight
    xy += (axes.x * force.y - xy) * weight
    yx += (axes.y * force.x - yx) * weight
    yy += (axes.y * force.y - yy) * weight
    zz += (axes.z * force.z - zz) * weight
  }

  /// How far the mean of one of `BNO08xAngles.Frame.all` is from gravity, g.
  func error(way: Int) -> Double {
    let flat =
      switch way {
      case 0: xx + yy
      case 1: xy - yx
      case 2: -xx - yy
      case 3: yx - xy
      case 4: xx - yy
      case 5: xy + yx
      case 6: yy - xx
      default: -xy - yx
      }
    return (way < 4 ? flat + zz - Vector3(0, 0, 1) : flat - zz + Vector3(0, 0, 1)).norm
  }
}
