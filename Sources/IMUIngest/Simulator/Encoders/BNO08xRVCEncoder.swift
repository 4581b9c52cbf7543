import SpatialMath

/// The UART-RVC mode of BNO08x sensors: 100 frames a second of fused orientation and acceleration.
///
/// Source: BNO080 datasheet 1000-3927, section 1.3.5.2. The orientation that is sent is the true one with errors of the size
/// that the datasheet names for the game rotation vector: tilt that wanders by a degree or two, heading that drifts.
struct BNO08xRVCEncoder: SampleEncoder {
  static let encodings = [
    SampleEncoding(
      wire: "bno08x-rvc", summary: "yaw, pitch, roll and acceleration, at most 100 times a second", needsGyro: false
    ) { BNO08xRVCEncoder() }
  ]

  /// Frames in a second: the rate is fixed.
  private static let rate = 100.0
  /// Standard deviation of the tilt's error about each horizontal axis, rad, and how fast it wanders, seconds.
  private static let tiltError = (deviation: 1.2 * .pi / 180, time: 4.0)
  /// Drift of the heading, rad/s: half a degree a minute.
  private static let headingDrift = 0.5 * .pi / 180 / 60

  private var generator = SimulationGenerator(seed: 8)
  private var error = Vector3.zero
  private var lastFrame: (number: Int, time: Double)?

  mutating func encode(_ sample: SimulatedSample, into bytes: inout [UInt8]) {
    let number = Int((sample.deviceTime * Self.rate).rounded())
    guard number != lastFrame?.number else { return }
    wander(until: sample.deviceTime)
    lastFrame = (number, sample.deviceTime)
    let angles = EulerAngles(Quaternion(rotationVector: error) * sample.orientation).degrees
    let turns = Vector3(angles.z, angles.y, angles.x) * 100
    var frame: [UInt8] = [0xAA, 0xAA, UInt8(truncatingIfNeeded: number)]
    for vector in [turns, sample.acceleration / BodyMarch.gravity * 1000] {
      for value in [vector.x, vector.y, vector.z] {
        let word = Int16(max(-32_768, min(32_767, value.rounded())))
        frame += [UInt8(truncatingIfNeeded: word), UInt8(truncatingIfNeeded: word >> 8)]
      }
    }
    frame += [0, 0, 0]
    bytes += frame
    bytes.append(frame.dropFirst(2).reduce(0, &+))
  }

  /// Lets the errors of tilt (Ornstein-Uhlenbeck) and heading grow until an instant, seconds.
  private mutating func wander(until time: Double) {
    let step = time - (lastFrame?.time ?? time - 100 * Self.tiltError.time)
    let kept = max(0, 1 - step / Self.tiltError.time)
    let added = Self.tiltError.deviation * (1 - kept * kept).squareRoot()
    error = Vector3(
      error.x * kept + added * generator.gaussian(), error.y * kept + added * generator.gaussian(),
      lastFrame == nil ? 0 : error.z + Self.headingDrift * step)
  }
}
