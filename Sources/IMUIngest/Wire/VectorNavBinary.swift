import SpatialMath

/// VectorNav's binary messages: VN-100, VN-200, VN-300.
///
/// `FA` groups, a mask of fields for each group, payload, CRC-16/XMODEM (big endian) over all after `FA`; data are little
/// endian. The message's length follows from the masks alone. A sample has acceleration and angular rate; where a message
/// holds the compensated and the uncompensated pair, the compensated one counts. The frame is aerospace: z down. (VN-100 user
/// manual UM001 v2.22, section 5.)
struct VectorNavBinaryFormat: FrameFormat {
  static let emptyHint = """
    VectorNav binary messages arrive, but none holds acceleration and angular rate: enable both, for instance by \
    $VNWRG,75,1,8,01,0121*7E
    """

  private static let marker: UInt8 = 0xFA
  private static let groups = 7
  private static let crcLength = 2

  /// Bytes of each field, group by group, bits 0 to 15; 0 is a bit that is not defined or whose length is not fixed.
  private let sizes: InlineArray<112, UInt8> = [
    8, 8, 8, 12, 16, 12, 24, 12, 12, 24, 20, 28, 2, 4, 8, 0,  // 1 common
    8, 8, 8, 2, 8, 8, 8, 4, 4, 1, 0, 0, 0, 0, 0, 0,  // 2 time
    2, 12, 12, 12, 4, 4, 16, 12, 12, 12, 12, 2, 40, 0, 0, 0,  // 3 IMU
    8, 8, 2, 1, 1, 24, 24, 12, 12, 12, 4, 4, 2, 28, 0, 0,  // 4 satellites
    2, 12, 16, 36, 12, 12, 12, 12, 12, 12, 28, 24, 12, 0, 0, 0,  // 5 attitude
    2, 24, 24, 12, 12, 12, 12, 12, 12, 4, 4, 68, 64, 0, 0, 0,  // 6 INS
    8, 8, 2, 1, 1, 24, 24, 12, 12, 12, 4, 4, 2, 28, 0, 0,  // 7 satellites of a second receiver
  ]

  func inspect(_ bytes: Span<UInt8>, at: Int, ended: Bool) -> FrameFinding {
    guard bytes[at] == Self.marker else { return .nothing }
    guard at + 1 < bytes.count else { return .incomplete }
    let groups = bytes[at + 1]
    guard groups != 0, groups & 0x80 == 0 else { return .nothing }
    var mask = at + 2
    var payload = 0
    for group in 0..<Self.groups where groups & (1 << UInt8(group)) != 0 {
      guard mask + 1 < bytes.count else { return .incomplete }
      guard let size = size(ofFields: bytes.u16LE(mask), in: group) else { return .malformed }
      payload += size
      mask += 2
    }
    let end = mask + payload + Self.crcLength
    guard end <= bytes.count else { return .incomplete }
    return Checksum.xmodem(bytes, at + 1..<end) == 0 ? .frame(end - at) : .badChecksum
  }

  mutating func take(_ frame: Span<UInt8>, after hole: UInt64, into samples: inout [DecodedSample]) -> FrameRow {
    var found = Findings()
    let groups = frame[1]
    var mask = 2
    var at = 2 + 2 * groups.nonzeroBitCount
    for group in 0..<Self.groups where groups & (1 << UInt8(group)) != 0 {
      var fields = frame.u16LE(mask)
      mask += 2
      while fields != 0 {
        let bit = fields.trailingZeroBitCount
        found.take(frame, at, group: group + 1, bit: bit)
        at += Int(sizes[16 * group + bit])
        fields &= fields - 1
      }
    }
    if let sample = found.sample { samples.append(sample) }
    return .continues
  }

  /// Bytes of the fields of a mask, or nil where a bit is not defined or none is set.
  private func size(ofFields mask: UInt16, in group: Int) -> Int? {
    guard mask != 0 else { return nil }
    var rest = mask
    var total = 0
    while rest != 0 {
      let size = sizes[16 * group + rest.trailingZeroBitCount]
      guard size > 0 else { return nil }
      total += Int(size)
      rest &= rest - 1
    }
    return total
  }

  /// The fields of a message that make a sample.
  private struct Findings {
    var time: Double?
    var acceleration: Vector3?
    var rate: Vector3?
    var uncompensatedAcceleration: Vector3?
    var uncompensatedRate: Vector3?

    /// Takes a field into account; groups are numbered from 1 as in the manual.
    mutating func take(_ frame: Span<UInt8>, _ at: Int, group: Int, bit: Int) {
      switch (group, bit) {
      case (1, 0), (2, 0): time = seconds(frame.u64LE(at), unit: .nanoseconds)
      case (1, 5), (3, 10): rate = frame.f32x3LE(at)
      case (1, 8), (3, 9): acceleration = frame.f32x3LE(at)
      case (1, 9):
        uncompensatedAcceleration = frame.f32x3LE(at)
        uncompensatedRate = frame.f32x3LE(at + 12)
      case (3, 2): uncompensatedAcceleration = frame.f32x3LE(at)
      case (3, 3): uncompensatedRate = frame.f32x3LE(at)
      default: break
      }
    }

    var sample: DecodedSample? {
      // A pair of one kind before one of each.
      let isWholeUncompensated = uncompensatedAcceleration != nil && uncompensatedRate != nil
      let prefersUncompensated = isWholeUncompensated && (acceleration == nil || rate == nil)
      guard
        let acceleration = prefersUncompensated ? uncompensatedAcceleration : acceleration ?? uncompensatedAcceleration,
        let rate = prefersUncompensated ? uncompensatedRate : rate ?? uncompensatedRate,
        acceleration.isFinite, rate.isFinite
      else { return nil }
      return DecodedSample(deviceTime: time, acceleration: acceleration, angularRate: rate)
    }
  }
}
