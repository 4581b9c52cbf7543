import SpatialMath

/// WitMotion's 20-byte protocol of the small Bluetooth and USB-C wearables: one frame, one sample.
///
/// `55 61` + nine little-endian words (acceleration, rate, angles); `55 71` answers a register read. There is no checksum, no
/// time and no counter, so that a frame counts only if another one stands right behind it or the line ends there. Models
/// WT901BLE(CL), BWT901BLE5.0, WT9011DCL. The maker's vibration sensors, whose frames begin alike and have 28 bytes, fail
/// that test. (WT901BLECL datasheet v20-0707, section 6.)
struct WitMotion61Format: FrameFormat {
  static let emptyHint = "WitMotion register replies (55 71) arrive, but no measurements (55 61): restart the sensor"

  private static let marker: UInt8 = 0x55
  private static let measurement: UInt8 = 0x61
  private static let registers: UInt8 = 0x71
  /// Bytes of a frame of either kind.
  private static let length = 20

  func inspect(_ bytes: Span<UInt8>, at: Int, ended: Bool) -> FrameFinding {
    switch Self.header(bytes, at) {
    case .some(true): break
    case .some(false): return .nothing
    case .none: return .incomplete
    }
    let next = at + Self.length
    guard next <= bytes.count else { return .incomplete }
    switch Self.header(bytes, next) {
    case .some(true): return .frame(Self.length)
    case .some(false): return .nothing
    case .none: return ended ? .frame(Self.length) : .incomplete
    }
  }

  mutating func take(_ frame: Span<UInt8>, after hole: UInt64, into samples: inout [DecodedSample]) -> FrameRow {
    guard frame[1] == Self.measurement else { return .continues }
    let acceleration = frame.i16x3LE(2) * WitMotionFormat.acceleration
    let rate = frame.i16x3LE(8) * WitMotionFormat.rate
    samples.append(DecodedSample(acceleration: acceleration, angularRate: rate))
    return .continues
  }

  /// Whether a frame's header stands at a place; nil where the bytes end before that is sure.
  private static func header(_ bytes: Span<UInt8>, _ at: Int) -> Bool? {
    guard at < bytes.count else { return nil }
    guard bytes[at] == marker else { return false }
    guard at + 1 < bytes.count else { return nil }
    return bytes[at + 1] == measurement || bytes[at + 1] == registers
  }
}
