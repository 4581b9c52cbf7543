import SpatialMath

/// HiPNUC sensors: HI226, HI229, CH100, CH104, CH110, HI12, HI13, HI14.
///
/// `5A A5` length CRC payload, little endian; the CRC-16/XMODEM runs over the first four bytes and the payload. Payloads: 91
/// (floats: time, g, deg/s), 81 (words: time of GPS week, m/s², rad/s), 83 (a bit map of items) and, of old firmware, tags 90
/// A0 B0 in a row. (Maker's hipnuc_dec and ch_serial.)
struct HiPNUCFormat: FrameFormat {
  static let emptyHint = """
    HiPNUC frames arrive, but none holds acceleration together with angular rate: select the output HI91 (LOG HI91 ONTIME \
    0.01)
    """

  private static let marker: (UInt8, UInt8) = (0x5A, 0xA5)
  /// Bytes before the payload.
  private static let headerLength = 6
  /// Longest payload, bytes; the longest in use has 104.
  private static let longestPayload = 512
  private static let word = UInt64(1) << 32
  private static let weekMilliseconds: UInt64 = 604_800_000

  /// Payloads by their first byte, with the length of those that have one.
  private enum Payload {
    static let floats: UInt8 = 0x91
    static let floatsLength = 76
    static let words: UInt8 = 0x81
    static let wordsLength = 104
    static let items: UInt8 = 0x83
  }

  /// Metres per second squared and radians per second in one count of payload 81.
  private static let wordAcceleration = 0.0048828
  private static let wordRate = 0.001
  /// Radians per second in one count of old firmware's tag B0; its A0 counts mg.
  private static let oldRate = 0.1 * UnitFactor.degree

  private var milliseconds = Unwrapper(modulus: word)
  private var weekClock = Unwrapper(modulus: weekMilliseconds)

  func inspect(_ bytes: Span<UInt8>, at: Int, ended: Bool) -> FrameFinding {
    guard bytes[at] == Self.marker.0 else { return .nothing }
    guard at + 1 < bytes.count else { return .incomplete }
    guard bytes[at + 1] == Self.marker.1 else { return .nothing }
    guard at + 3 < bytes.count else { return .incomplete }
    let count = Int(bytes.u16LE(at + 2))
    guard count > 0, count <= Self.longestPayload else { return .malformed }
    let payload = at + Self.headerLength
    guard payload + count <= bytes.count else { return .incomplete }
    let header = Checksum.xmodem(bytes, at..<at + 4)
    let crc = Checksum.xmodem(bytes, payload..<payload + count, from: header)
    return crc == bytes.u16LE(at + 4) ? .frame(Self.headerLength + count) : .badChecksum
  }

  mutating func take(_ frame: Span<UInt8>, after hole: UInt64, into samples: inout [DecodedSample]) -> FrameRow {
    let payload = frame.extracting(Self.headerLength..<frame.count)
    let sample: DecodedSample? =
      switch payload[0] {
      case Payload.floats where payload.count >= Payload.floatsLength: floats(payload)
      case Payload.words where payload.count >= Payload.wordsLength: words(payload)
      case Payload.items: items(payload)
      default: oldTags(payload)
      }
    if let sample, sample.acceleration.isFinite, sample.angularRate?.isFinite == true { samples.append(sample) }
    return .continues
  }

  private mutating func floats(_ payload: Span<UInt8>) -> DecodedSample {
    DecodedSample(
      deviceTime: seconds(milliseconds.unwrap(UInt64(payload.u32LE(8))), unit: .milliseconds),
      acceleration: payload.f32x3LE(12) * UnitFactor.gravity,
      angularRate: payload.f32x3LE(24) * UnitFactor.degree
    )
  }

  private mutating func words(_ payload: Span<UInt8>) -> DecodedSample {
    DecodedSample(
      deviceTime: seconds(weekClock.unwrap(UInt64(payload.u32LE(6))), unit: .milliseconds),
      acceleration: payload.i16x3LE(18) * Self.wordAcceleration,
      angularRate: payload.i16x3LE(12) * Self.wordRate
    )
  }

  /// Payload 83: the items whose bits are set, in the order of the bits.
  private func items(_ payload: Span<UInt8>) -> DecodedSample? {
    guard payload.count >= 8 else { return nil }
    let map = payload.u32LE(4)
    // Acceleration, rate, magnetic field, angles, quaternion, time.
    let sizes = [12, 12, 12, 12, 16, 8] as InlineArray<6, Int>
    var offsets = [0, 0, 0, 0, 0, 0] as InlineArray<6, Int>
    var at = 8
    for bit in sizes.indices where map & (1 << UInt32(bit)) != 0 {
      offsets[bit] = at
      at += sizes[bit]
    }
    guard map & 0b11 == 0b11, at <= payload.count else { return nil }
    return DecodedSample(
      deviceTime: offsets[5] > 0 ? seconds(payload.u64LE(offsets[5]), unit: .microseconds) : nil,
      acceleration: payload.f32x3LE(offsets[0]),
      angularRate: payload.f32x3LE(offsets[1]) * UnitFactor.degree
    )
  }

  /// Old firmware: a tag and its value, one after the other.
  private func oldTags(_ payload: Span<UInt8>) -> DecodedSample? {
    var acceleration: Vector3?
    var rate: Vector3?
    var at = 0
    while at < payload.count {
      guard let size = Self.oldSize(payload[at]), at + 1 + size <= payload.count else { return nil }
      if payload[at] == 0xA0 { acceleration = payload.i16x3LE(at + 1) * UnitFactor.milliGravity }
      if payload[at] == 0xB0 { rate = payload.i16x3LE(at + 1) * Self.oldRate }
      at += 1 + size
    }
    return acceleration.map { DecodedSample(acceleration: $0, angularRate: rate) }
  }

  /// Bytes of the value behind a tag of old firmware, or nil for an unknown tag.
  private static func oldSize(_ tag: UInt8) -> Int? {
    switch tag {
    case 0x90: 1
    case 0xA0, 0xB0, 0xC0, 0xD0: 6
    case 0xD1: 16
    case 0xF0: 4
    default: nil
    }
  }
}
