import SpatialMath

/// MicroStrain (LORD, HBK) sensors: MIP packets.
///
/// `75 65` set length fields, Fletcher pair over all of it; numbers are big endian. A field is its length (of itself, its
/// descriptor and data), descriptor and data, in any order. A sample is a packet of set 80 with scaled acceleration in g (04)
/// and rate in rad/s (05); other sets give the same numbers other meanings. The frame is aerospace: z down. (3DM-GX5-45 DCP
/// manual; MIP SDK.)
struct MicroStrainMIPFormat: FrameFormat {
  static let emptyHint = """
    MIP packets arrive, but none of the IMU set (80) with scaled acceleration (04) and scaled gyro (05): enable both in \
    the sensor's IMU message format
    """

  private static let marker: (UInt8, UInt8) = (0x75, 0x65)
  private static let imuSet: UInt8 = 0x80
  /// Bytes before the fields.
  private static let headerLength = 4
  /// Seconds in a week: GPS time of week starts over.
  private static let week = 604_800.0

  /// Descriptors of fields in set 80.
  private enum Field {
    static let acceleration: UInt8 = 0x04
    static let rate: UInt8 = 0x05
    static let gpsTime: UInt8 = 0x12
    static let sharedGpsTime: UInt8 = 0xD3
    static let referenceTime: UInt8 = 0xD5
  }

  private var lastTimeOfWeek: Double?
  private var weeks = 0.0

  func inspect(_ bytes: Span<UInt8>, at: Int, ended: Bool) -> FrameFinding {
    guard bytes[at] == Self.marker.0 else { return .nothing }
    guard at + 1 < bytes.count else { return .incomplete }
    guard bytes[at + 1] == Self.marker.1 else { return .nothing }
    guard at + 3 < bytes.count else { return .incomplete }
    let sumAt = at + Self.headerLength + Int(bytes[at + 3])
    guard sumAt + 1 < bytes.count else { return .incomplete }
    let sum = Checksum.fletcher8(bytes, at..<sumAt)
    return sum.first == bytes[sumAt] && sum.second == bytes[sumAt + 1] ? .frame(sumAt + 2 - at) : .badChecksum
  }

  mutating func take(_ frame: Span<UInt8>, after hole: UInt64, into samples: inout [DecodedSample]) -> FrameRow {
    guard frame[2] == Self.imuSet else { return .continues }
    var acceleration: Vector3?
    var rate: Vector3?
    var referenceTime: Double?
    var timeOfWeek: Double?
    var at = Self.headerLength
    let end = frame.count - 2
    while at + 2 <= end {
      let count = Int(frame[at])
      guard count >= 2, at + count <= end else { break }
      let data = at + 2
      switch (frame[at + 1], count - 2) {
      case (Field.acceleration, 12): acceleration = frame.f32x3BE(data) * UnitFactor.gravity
      case (Field.rate, 12): rate = frame.f32x3BE(data)
      case (Field.referenceTime, 8): referenceTime = seconds(frame.u64BE(data), unit: .nanoseconds)
      case (Field.gpsTime, 12): timeOfWeek = Double(bitPattern: frame.u64BE(data))
      case (Field.sharedGpsTime, 12): timeOfWeek = timeOfWeek ?? Double(bitPattern: frame.u64BE(data))
      default: break
      }
      at += count
    }
    guard let acceleration, acceleration.isFinite, let rate, rate.isFinite else { return .continues }
    let time = referenceTime ?? timeOfWeek.flatMap { running($0) }
    samples.append(DecodedSample(deviceTime: time, acceleration: acceleration, angularRate: rate))
    return .continues
  }

  /// Time of week that runs on over the week's end, or nil for no time of a week.
  private mutating func running(_ time: Double) -> Double? {
    guard time >= 0, time <= Self.week else { return nil }
    if let last = lastTimeOfWeek, last - time > Self.week / 2 { weeks += 1 }
    lastTimeOfWeek = time
    return weeks * Self.week + time
  }
}
