import Glibc
package import SpatialMath

/// A movement that repeats at an even rate for a while, such as a gait or a scratch.
package struct Rhythm: Hashable, Sendable {
  /// When it begins, seconds.
  package var start: Double
  /// When it is over, seconds.
  package var end: Double
  /// Seconds that it takes to come up and to die down.
  package var ramp: Double
  /// Cycles a second, Hz; of a gait that of the stride, which is two steps.
  package var frequency: Double
  /// Amplitude of the limb's rotation about the shoulder, rotation vector in the trunk frame, radians.
  package var limb = Vector3.zero
  /// Amplitude of the trunk's rotation, rotation vector in the trunk frame, radians.
  package var trunk = Vector3.zero
  /// Amplitude of the body's shift once a cycle, earth frame, metres.
  package var shift = Vector3.zero
  /// Amplitude of the body's rise and fall twice a cycle, metres.
  package var bob = 0.0
  /// Amplitude of the jolts of the heel, metres, four times a cycle; half of it six times.
  package var jolt = 0.0

  /// What a rhythm adds to the body's pose.
  package struct Contribution {
    /// Rotation of the limb about the shoulder, rotation vector in the trunk frame, radians.
    package var limb = Vector3.zero
    /// Rotation of the trunk, rotation vector in the trunk frame, radians.
    package var trunk = Vector3.zero
    /// Shift of the body, earth frame, metres.
    package var position = Vector3.zero
  }

  /// What the rhythm adds at a time.
  package func contribution(at time: Double) -> Contribution {
    guard time > start, time < end else { return Contribution() }
    let ease = MotionProfile.minimumJerk()
    let envelope = ease.progress((time - start) / ramp) * ease.progress((end - time) / ramp)
    let phase = 2 * .pi * frequency * (time - start)
    let wave = envelope * sin(phase)
    let rise = bob * cos(2 * phase) + jolt * (sin(4 * phase) + 0.5 * sin(6 * phase))
    return Contribution(
      limb: limb * wave, trunk: trunk * wave, position: shift * wave + Vector3(0, 0, envelope * rise))
  }
}
