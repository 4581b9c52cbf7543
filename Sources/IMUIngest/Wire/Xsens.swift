import SpatialMath

/// Xsens (Movella) MTi sensors: Xbus frames with MTData2 messages.
///
/// `FA` bus message length data sum; all numbers are big endian, and the sum makes everything after `FA` add up to zero. The
/// data of MTData2 (36) is a list of packets in any order: id, length, value in one of four number formats. A sample is one
/// message with calibrated acceleration and rate of turn; free acceleration lacks gravity and is none. (MT Low Level
/// Communication Protocol Documentation MT0101P, 2020.A.)
struct XsensFormat: FrameFormat {
  static let emptyHint = """
    Xsens messages arrive, but none holds acceleration (402x) together with rate of turn (802x): enable both in the \
    sensor's output configuration
    """

  private static let marker: UInt8 = 0xFA
  /// Bus ids in use: of a single sensor, and of the first on a bus.
  private static let buses: (UInt8, UInt8) = (0xFF, 0x01)
  private static let mtData2: UInt8 = 0x36
  /// A length byte that says: the length follows as 16 bits.
  private static let extended: UInt8 = 0xFF
  /// Longest data in a message, bytes.
  private static let longestData = 2048
  /// Where data begin with a length byte, and with an extended length.
  private static let dataAt = 4
  private static let extendedDataAt = 6

  /// Groups of packet ids, without the four bits of format.
  private enum Item {
    static let packetCounter: UInt16 = 0x1020
    static let sampleTimeFine: UInt16 = 0x1060
    static let acceleration: UInt16 = 0x4020
    static let rateOfTurn: UInt16 = 0x8020
    static let group: UInt16 = 0xFFF0
  }

  private var counter = Unwrapper(modulus: 1 << 16)
  private var clock = XsensClock()

  func inspect(_ bytes: Span<UInt8>, at: Int, ended: Bool) -> FrameFinding {
    guard bytes[at] == Self.marker else { return .nothing }
    guard at + 1 < bytes.count else { return .incomplete }
    guard bytes[at + 1] == Self.buses.0 || bytes[at + 1] == Self.buses.1 else { return .nothing }
    guard at + 3 < bytes.count else { return .incomplete }
    var end = at + Self.dataAt + Int(bytes[at + 3])
    if bytes[at + 3] == Self.extended {
      guard at + 5 < bytes.count else { return .incomplete }
      let count = Int(bytes.u16BE(at + 4))
      guard count >= Int(Self.extended), count <= Self.longestData else { return .malformed }
      end = at + Self.extendedDataAt + count
    }
    guard end < bytes.count else { return .incomplete }
    guard Checksum.sum8(bytes, at + 1..<end + 1) == 0 else { return .badChecksum }
    let data = at + (bytes[at + 3] == Self.extended ? Self.extendedDataAt : Self.dataAt)
    // The sum alone lets one false start in 256 pass; that the packets fill the data to the last byte is a second check.
    guard bytes[at + 2] != Self.mtData2 || Self.isPacketList(bytes, data..<end) else { return .malformed }
    return .frame(end + 1 - at)
  }

  /// Whether data are packets one behind the other: id, length, value.
  private static func isPacketList(_ bytes: Span<UInt8>, _ data: Range<Int>) -> Bool {
    var at = data.lowerBound
    while at + 3 <= data.upperBound { at += 3 + Int(bytes[at + 2]) }
    return at == data.upperBound
  }

  mutating func take(_ frame: Span<UInt8>, after hole: UInt64, into samples: inout [DecodedSample]) -> FrameRow {
    guard frame[2] == Self.mtData2 else { return .continues }
    var at = frame[3] == Self.extended ? Self.extendedDataAt : Self.dataAt
    let end = frame.count - 1
    var sample = DecodedSample(acceleration: .zero, angularRate: nil)
    var acceleration: Vector3?
    while at + 3 <= end {
      let id = frame.u16BE(at)
      let count = Int(frame[at + 2])
      let value = at + 3
      at = value + count
      guard at <= end else { break }
      switch id & Item.group {
      case Item.packetCounter where count == 2:
        sample.sequence = counter.unwrap(UInt64(frame.u16BE(value)))
      case Item.sampleTimeFine where count == 4:
        sample.deviceTime = clock.seconds(UInt64(frame.u32BE(value)))
      case Item.acceleration:
        acceleration = Self.vector(frame, value, count, format: id & 3)
      case Item.rateOfTurn:
        sample.angularRate = Self.vector(frame, value, count, format: id & 3)
      default:
        break
      }
    }
    if let acceleration, acceleration.isFinite, let rate = sample.angularRate, rate.isFinite {
      sample.acceleration = acceleration
      samples.append(sample)
    }
    return .continues
  }

  /// Three numbers in one of the formats, or nil where the length is not that of the format.
  private static func vector(_ frame: Span<UInt8>, _ at: Int, _ count: Int, format: UInt16) -> Vector3? {
    let sizes = [4, 4, 6, 8] as InlineArray<4, Int>
    let size = sizes[Int(format)]
    guard count == 3 * size else { return nil }
    func number(_ at: Int) -> Double {
      switch format {
      case 0: Double(Float(bitPattern: frame.u32BE(at)))
      case 1: Double(Int32(bitPattern: frame.u32BE(at))) / 1_048_576
      case 2: Double(Int16(bitPattern: frame.u16BE(at + 4))) + Double(frame.u32BE(at)) / 4_294_967_296
      default: Double(bitPattern: frame.u64BE(at))
      }
    }
    return Vector3(number(at), number(at + size), number(at + 2 * size))
  }
}

/// Unwraps SampleTimeFine, which starts over at 2³² ticks on some series and after one day on others.
struct XsensClock: Sendable {
  private static let ticksPerSecond = 1e4
  /// Ticks in a day.
  private static let day: UInt64 = 864_000_000
  /// How near to a day's end the last tick must have been for a fall to be the daily one: a minute.
  private static let nearness: UInt64 = 600_000
  private static let wordModulus: UInt64 = 1 << 32

  private var last: UInt64?
  private var base: UInt64 = 0

  /// Time since the device's clock began, seconds.
  mutating func seconds(_ ticks: UInt64) -> Double {
    if let last, ticks < last {
      let daily = last < Self.day && last + Self.nearness >= Self.day && ticks < Self.nearness
      if daily {
        base += Self.day
      } else if last - ticks > Self.wordModulus / 2 {
        base += Self.wordModulus
      }
    }
    last = ticks
    return Double(base + ticks) / Self.ticksPerSecond
  }
}
