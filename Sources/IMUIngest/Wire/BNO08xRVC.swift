import SpatialMath

/// The UART-RVC mode of BNO08x sensors: 19-byte frames of angles and acceleration, 100 a second, no angular rate.
///
/// `AA AA` index, yaw, pitch, roll, three accelerations in mg, three reserved bytes, sum of the sixteen bytes after the
/// header; words are little endian. The index runs from 0 to 255; a step is 10 ms, which makes it a clock as well. BNO086
/// fills the reserved bytes. (BNO080 datasheet 1000-3927, section 1.3.5.2.)
struct BNO08xRVCFormat: FrameFormat {
  static let emptyHint = "BNO08x frames arrive without acceleration"

  private static let marker: UInt8 = 0xAA
  /// Bytes of a frame.
  private static let length = 19
  /// Where yaw, pitch and roll begin, in hundredths of a degree.
  private static let anglesAt = 3
  /// Where acceleration begins.
  private static let accelerationAt = 9
  /// Frames in a second: the rate is fixed.
  private static let rate = 100.0

  private var lastIndex: UInt8?
  private var sequence: UInt64 = 0
  private var angles = BNO08xAngles()

  func inspect(_ bytes: Span<UInt8>, at: Int, ended: Bool) -> FrameFinding {
    guard bytes[at] == Self.marker else { return .nothing }
    guard at + 1 < bytes.count else { return .incomplete }
    guard bytes[at + 1] == Self.marker else { return .nothing }
    let sumAt = at + Self.length - 1
    guard sumAt < bytes.count else { return .incomplete }
    return Checksum.sum8(bytes, at + 2..<sumAt) == bytes[sumAt] ? .frame(Self.length) : .badChecksum
  }

  mutating func take(_ frame: Span<UInt8>, after hole: UInt64, into samples: inout [DecodedSample]) -> FrameRow {
    let index = frame[2]
    let step = lastIndex.map { index &- $0 }
    sequence += UInt64(step ?? index)
    lastIndex = index
    let acceleration = frame.i16x3LE(Self.accelerationAt) * UnitFactor.milliGravity
    let turns = frame.i16x3LE(Self.anglesAt) * (UnitFactor.degree / 100)
    samples.append(
      DecodedSample(
        deviceTime: Double(sequence) / Self.rate,
        sequence: sequence,
        acceleration: acceleration,
        angularRate: nil,
        orientation: angles.orientation(yaw: turns.x, pitch: turns.y, roll: turns.z, acceleration: acceleration)
      ))
    return step == 1 ? .continues : .begins
  }
}
