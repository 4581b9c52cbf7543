import IMUIngest
import SpatialMath

/// The `sample` lines of `decode`: what the wire delivered, in full precision.
///
/// Hours of bytes are decoded at once, and the lines hold nothing but finite numbers; so they are put together here, ten
/// times as fast as by ``EventEncoder`` and in the same form: keys in alphabetical order, nothing null, shortest numbers.
enum DecodedSampleLine {
  /// Appends the line of a sample, its line feed included.
  ///
  /// - Parameters:
  ///   - sample: as decoded; a vector that is not finite is left out.
  ///   - sequence: running number of the sample, from 0.
  ///   - bytes: appended to.
  static func append(_ sample: DecodedSample, sequence: UInt64, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "{"))
    append("accel_mps2", sample.acceleration, to: &bytes)
    if let time = sample.deviceTime, time.isFinite {
      bytes.append(contentsOf: #""device_s":"#.utf8)
      append(time, to: &bytes)
      bytes.append(UInt8(ascii: ","))
    }
    if let number = sample.sequence { bytes.append(contentsOf: #""device_seq":\#(number),"#.utf8) }
    if let rate = sample.angularRate { append("gyro_radps", rate, to: &bytes) }
    bytes.append(contentsOf: #""seq":\#(sequence),"type":"sample"}"#.utf8)
    bytes.append(UInt8(ascii: "\n"))
  }

  private static func append(_ key: String, _ vector: Vector3, to bytes: inout [UInt8]) {
    guard vector.isFinite else { return }
    bytes.append(contentsOf: #""\#(key)":["#.utf8)
    append(vector.x, to: &bytes)
    bytes.append(UInt8(ascii: ","))
    append(vector.y, to: &bytes)
    bytes.append(UInt8(ascii: ","))
    append(vector.z, to: &bytes)
    bytes.append(contentsOf: "],".utf8)
  }

  /// The shortest text that reads back to the same number; whole numbers without a point.
  private static func append(_ number: Double, to bytes: inout [UInt8]) {
    bytes.append(contentsOf: "\(number)".utf8)
    if bytes.suffix(2).elementsEqual(".0".utf8) { bytes.removeLast(2) }
  }
}
