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
  /// The mean acceleration in the earth's frame that each way makes, g.
  private var means = [Vector3](repeating: .zero, count: Frame.all.count)
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
    for way in means.indices {
      means[way] += (Frame.all[way].orientation(angles).rotate(force) - means[way]) / count
    }
    var best = chosen
    for way in means.indices where error(way) < error(best) { best = way }
    if error(chosen) - error(best) > Self.lead { chosen = best }
    return error(chosen) < Self.largestError ? Frame.all[chosen].orientation(angles) : nil
  }

  /// How far a way's mean is from gravity, g.
  private func error(_ way: Int) -> Double { (means[way] - Vector3(0, 0, 1)).norm }
}
