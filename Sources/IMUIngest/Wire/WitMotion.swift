import SpatialMath

/// WitMotion's standard protocol: 11-byte frames, one sample spread over the frames of a burst.
///
/// `55 ID` + four little-endian words + the sum of the ten bytes before. Each output period brings one burst of frames with
/// rising ids: 50 time, 51 acceleration, 52 rate, 53 angles and more. Models WT61, JY61, WT901, JY901, HWT901B, HWT905,
/// BWT901CL and their clones. A sensor that clamps small rates to exactly zero is not at fault. (Maker's JY901 SDK; WT901
/// datasheet v20-0702.)
struct WitMotionFormat: FrameFormat {
  static let emptyHint = """
    WitMotion frames arrive, but none of acceleration (51) together with angular rate (52): enable both in the sensor's \
    output content (register 02)
    """

  /// First byte of every frame.
  private static let marker: UInt8 = 0x55
  /// Bytes of a frame.
  private static let length = 11
  /// Metres per second squared in one count: the full scale is 16 g whatever the chip's range register says.
  static let acceleration = 16 * UnitFactor.gravity / 32768
  /// Radians per second in one count: the full scale is 2000 deg/s.
  static let rate = 2000 * UnitFactor.degree / 32768
  /// Lost bytes from which on a damaged frame among them shows that a burst may have ended in them: less than a frame is
  /// noise that slipped in between two frames of one burst.
  private static let tellingHole: UInt64 = 9
  /// Bytes by which a hole may be shorter than the burst that it hides: one lost in each of two damaged frames.
  private static let missing: UInt64 = 2
  /// Lost bytes from which on anything may be hidden in them, while it is not known how long a burst is.
  private static let longestHole: UInt64 = 64

  /// Kinds of frame, by id.
  private enum Kind {
    static let time: UInt8 = 0x50
    static let acceleration: UInt8 = 0x51
    static let rate: UInt8 = 0x52
    static let last: UInt8 = 0x5A
    static let register: UInt8 = 0x5F
  }

  private var lastKind: UInt8 = 0
  /// Bytes of the sensor's burst: from one acceleration to the next with nothing lost between; nil before the first two.
  private var burstLength: UInt64?
  /// Bytes since the last acceleration; nil where some were lost among them.
  private var sinceAcceleration: UInt64?
  private var time: Double?
  private var acceleration: Vector3?
  /// The lowest and highest kind of the damaged frames since the last good one.
  private var damaged: ClosedRange<UInt8>?

  func inspect(_ bytes: Span<UInt8>, at: Int, ended: Bool) -> FrameFinding {
    guard bytes[at] == Self.marker else { return .nothing }
    guard at + 1 < bytes.count else { return .incomplete }
    let kind = bytes[at + 1]
    guard kind >= Kind.time, kind <= Kind.last || kind == Kind.register else { return .nothing }
    let sumAt = at + Self.length - 1
    guard sumAt < bytes.count else { return .incomplete }
    return Checksum.sum8(bytes, at..<sumAt) == bytes[sumAt] ? .frame(Self.length) : .badChecksum
  }

  mutating func take(_ frame: Span<UInt8>, after hole: UInt64, into samples: inout [DecodedSample]) -> FrameRow {
    let kind = frame[1]
    if kind == Kind.register { return .continues }
    measureBurst(kind, after: hole)
    if kind <= lastKind || mayHideBurstEnd(hole, before: kind) { forgetBurst() }
    lastKind = kind
    damaged = nil
    switch kind {
    case Kind.time:
      time = Self.time(of: frame)
    case Kind.acceleration:
      acceleration = frame.i16x3LE(2) * Self.acceleration
    case Kind.rate:
      guard let acceleration else { break }
      let rate = frame.i16x3LE(2) * Self.rate
      samples.append(DecodedSample(deviceTime: time, acceleration: acceleration, angularRate: rate))
      self.acceleration = nil
    default:
      break
    }
    return .continues
  }

  mutating func passOver(_ bytes: Span<UInt8>, at: Int) {
    let kind = bytes[at + 1]
    guard kind != Kind.register else { return }
    damaged = min(kind, damaged?.lowerBound ?? kind)...max(kind, damaged?.upperBound ?? kind)
  }

  mutating func quiet(into samples: inout [DecodedSample]) {
    forgetBurst()
  }

  /// Whether one burst may have ended and the next begun in the bytes lost before a frame of some kind.
  ///
  /// It has where a damaged frame lies in them that belongs before the last good one or not before the next. It may have
  /// where a whole burst fits into them, even if nothing of its headers is left: from within one burst to the same place in
  /// the next it is one burst's length.
  private func mayHideBurstEnd(_ hole: UInt64, before kind: UInt8) -> Bool {
    if let damaged, hole >= Self.tellingHole, damaged.lowerBound <= lastKind || damaged.upperBound >= kind {
      return true
    }
    guard let burstLength else { return hole > Self.longestHole }
    return hole + Self.missing >= burstLength
  }

  /// Learns the length of a burst from frames between which nothing was lost.
  private mutating func measureBurst(_ kind: UInt8, after hole: UInt64) {
    if hole > 0 { sinceAcceleration = nil }
    sinceAcceleration? += UInt64(Self.length)
    guard kind == Kind.acceleration else { return }
    if let sinceAcceleration { burstLength = sinceAcceleration }
    sinceAcceleration = 0
  }

  private mutating func forgetBurst() {
    lastKind = 0
    damaged = nil
    time = nil
    acceleration = nil
  }

  /// The instant of a time frame, seconds since 1970 with the device's clock taken for UTC; nil where no calendar has it.
  private static func time(of frame: Span<UInt8>) -> Double? {
    let date = CivilDate(year: 2000 + Int(frame[2]), month: Int(frame[3]), day: Int(frame[4]))
    let (hour, minute, second) = (Int(frame[5]), Int(frame[6]), Int(frame[7]))
    let millisecond = Int(frame.u16LE(8))
    guard let day = date.daysSince1970, hour < 24, minute < 60, second < 60, millisecond < 1000 else { return nil }
    let seconds = (day * 24 + hour) * 3600 + minute * 60 + second
    return Double(seconds) + Double(millisecond) / 1000
  }
}
