import SpatialMath

/// MSP, the protocol of Betaflight, INAV, Cleanflight and MultiWii boards: replies to requests that the host sends.
///
/// Version 1: `24 4D` direction size command payload XOR; version 2: `24 58` direction flag command size payload
/// CRC-8/DVB-S2; version 2 within version 1 as command FF. MSP_RAW_IMU holds nine little-endian words without units: the
/// scale of acceleration is found from its resting norm unless the user gives it or the board says that it is INAV; ten
/// readings are held back for that, and where those were taken in movement, what comes later puts it right once. There is
/// no time. (Betaflight's msp.c, INAV's fc_msp.c.)
struct MSPFormat: FrameFormat {
  static let emptyHint = """
    MSP replies arrive, but none with MSP_RAW_IMU (102): the board has no accelerometer, or it is switched off
    """

  /// Markers and directions.
  private enum Byte {
    static let dollar: UInt8 = 0x24
    static let version1: UInt8 = 0x4D
    static let version2: UInt8 = 0x58
    static let reply: UInt8 = 0x3E
    static let error: UInt8 = 0x21
  }

  private enum Command {
    static let variant: UInt16 = 2
    static let rawIMU: UInt16 = 102
    static let version2: UInt16 = 0xFF
  }

  /// A size byte that says: the size follows the command as 16 bits.
  private static let jumbo: UInt8 = 0xFF
  /// Longest payload, bytes: blocks of the flash memory are the longest.
  private static let longestPayload = 4096
  /// Words of a raw reading that matter: six of 16 bits.
  private static let rawLength = 12
  /// Counts per g in use: chips of 16 bits and 8, 16 or 32 g, and what older firmwares make of them.
  private static let scales: InlineArray<5, Double> = [256, 512, 1024, 2048, 4096]
  private static let inavScale = 512.0
  private static let usualScale = 512.0
  private static let scaleTolerance = 0.15
  /// Readings by which the scale is found.
  private static let readingsForScale = 10
  /// Readings by which a found scale is looked at again: over a second and more an arm's own acceleration comes and goes.
  private static let readingsForCheck = 128
  /// Looks in a row that must find another scale before it is believed.
  private static let checksForChange = 2

  private(set) var note: String?
  private var countsPerG: Double?
  private let countsPerDegree: Double
  private var held: [(acceleration: Vector3, rate: Vector3)] = []
  private var norms: [Double] = []
  /// Whether the scale was found from readings, so that it may be wrong.
  private var mayChange = false
  /// Another scale that the last looks found, and how many did.
  private var other: (scale: Double, looks: Int)?

  /// Makes a decoder's format.
  ///
  /// - Parameters:
  ///   - countsPerG: what 1 g reads as; nil to find it out.
  ///   - countsPerDegree: what a degree per second reads as; 1 on Betaflight and INAV.
  init(countsPerG: Double? = nil, countsPerDegree: Double = 1) {
    self.countsPerG = countsPerG
    self.countsPerDegree = countsPerDegree
  }

  func inspect(_ bytes: Span<UInt8>, at: Int, ended: Bool) -> FrameFinding {
    guard bytes[at] == Byte.dollar else { return .nothing }
    guard at + 2 < bytes.count else { return .incomplete }
    let version = bytes[at + 1]
    guard version == Byte.version1 || version == Byte.version2 else { return .nothing }
    guard bytes[at + 2] == Byte.reply || bytes[at + 2] == Byte.error else { return .nothing }
    return version == Byte.version1 ? Self.inspectVersion1(bytes, at) : Self.inspectVersion2(bytes, at)
  }

  mutating func take(_ frame: Span<UInt8>, after hole: UInt64, into samples: inout [DecodedSample]) -> FrameRow {
    guard frame[2] == Byte.reply else { return .continues }
    if frame[1] == Byte.version2 {
      take(frame.u16LE(4), frame.extracting(8..<frame.count - 1), into: &samples)
      return .continues
    }
    let start = frame[3] == Self.jumbo ? 7 : 5
    let payload = frame.extracting(start..<frame.count - 1)
    if UInt16(frame[4]) != Command.version2 {
      take(UInt16(frame[4]), payload, into: &samples)
    } else if payload.count >= 6, Checksum.dvbS2(payload, 0..<payload.count - 1) == payload[payload.count - 1] {
      let count = Int(payload.u16LE(3))
      if count == payload.count - 6 { take(payload.u16LE(1), payload.extracting(5..<5 + count), into: &samples) }
    }
    return .continues
  }

  mutating func quiet(into samples: inout [DecodedSample]) {
    settle(into: &samples)
  }

  private static func inspectVersion1(_ bytes: Span<UInt8>, _ at: Int) -> FrameFinding {
    guard at + 4 < bytes.count else { return .incomplete }
    var end = at + 5 + Int(bytes[at + 3])
    if bytes[at + 3] == jumbo {
      guard at + 6 < bytes.count else { return .incomplete }
      guard Int(bytes.u16LE(at + 5)) <= longestPayload else { return .malformed }
      end = at + 7 + Int(bytes.u16LE(at + 5))
    }
    guard end < bytes.count else { return .incomplete }
    return Checksum.xor8(bytes, at + 3..<end) == bytes[end] ? .frame(end + 1 - at) : .badChecksum
  }

  private static func inspectVersion2(_ bytes: Span<UInt8>, _ at: Int) -> FrameFinding {
    guard at + 7 < bytes.count else { return .incomplete }
    let count = Int(bytes.u16LE(at + 6))
    guard count <= longestPayload else { return .malformed }
    let end = at + 8 + count
    guard end < bytes.count else { return .incomplete }
    return Checksum.dvbS2(bytes, at + 3..<end) == bytes[end] ? .frame(end + 1 - at) : .badChecksum
  }

  private mutating func take(_ command: UInt16, _ payload: Span<UInt8>, into samples: inout [DecodedSample]) {
    switch command {
    case Command.variant where payload.count >= 4 && packed(payload, 0..<4) == packed("INAV"):
      guard countsPerG == nil || mayChange else { return }
      countsPerG = Self.inavScale
      mayChange = false
      settle(into: &samples)
    case Command.rawIMU where payload.count >= Self.rawLength:
      let reading = (acceleration: payload.i16x3LE(0), rate: payload.i16x3LE(6))
      if let countsPerG {
        samples.append(sample(reading, countsPerG: countsPerG))
        check(reading.acceleration.norm)
      } else {
        held.append(reading)
        norms.append(reading.acceleration.norm)
        if norms.count == Self.readingsForScale {
          countsPerG = findScale()
          settle(into: &samples)
          norms = []
          mayChange = true
        }
      }
    default:
      break
    }
  }

  /// Gives the readings that were held back; while the scale is not fixed, by what they tell about it so far.
  private mutating func settle(into samples: inout [DecodedSample]) {
    guard !held.isEmpty else { return }
    let scale = countsPerG ?? findScale()
    for reading in held { samples.append(sample(reading, countsPerG: scale)) }
    held = []
  }

  private func sample(_ reading: (acceleration: Vector3, rate: Vector3), countsPerG: Double) -> DecodedSample {
    DecodedSample(
      acceleration: reading.acceleration * (UnitFactor.gravity / countsPerG),
      angularRate: reading.rate * (UnitFactor.degree / countsPerDegree)
    )
  }

  /// Looks at a found scale again: readings of another one, look after look, change it once.
  private mutating func check(_ norm: Double) {
    guard mayChange else { return }
    norms.append(norm)
    guard norms.count == Self.readingsForCheck else { return }
    defer { norms = [] }
    guard let found = Self.scale(ofNorm: median), found != countsPerG else {
      other = nil
      return
    }
    let looks = other?.scale == found ? (other?.looks ?? 0) + 1 : 1
    other = (found, looks)
    guard looks >= Self.checksForChange else { return }
    note = """
      MSP acceleration was taken for \(Int(countsPerG ?? 0)) counts per g, while the board moved; its norm has been \
      \(Int(median)) since and is taken for \(Int(found)) from here on: give acc_lsb_per_g to be sure
      """
    countsPerG = found
    mayChange = false
  }

  /// The middle one of the norms so far.
  private var median: Double { norms.sorted()[norms.count / 2] }

  /// The scale of which a norm is 1 g; nil where it fits none.
  private static func scale(ofNorm norm: Double) -> Double? {
    for index in scales.indices where (norm / scales[index] - 1).magnitude <= scaleTolerance { return scales[index] }
    return nil
  }

  /// The scale whose 1 g is nearest to the median norm of the readings so far.
  private mutating func findScale() -> Double {
    let norm = median
    if let scale = Self.scale(ofNorm: norm) {
      note = """
        MSP acceleration with a norm of \(Int(norm)) was taken for \(Int(scale)) counts per g, and rates for \
        \(countsPerDegree) counts per deg/s; to be sure, give acc_lsb_per_g and gyro_lsb_per_dps
        """
      return scale
    }
    note = """
      MSP acceleration with a norm of \(Int(norm)) fits no scale in use and was taken for \(Int(Self.usualScale)) counts \
      per g: give acc_lsb_per_g, and gyro_lsb_per_dps where it is not 1
      """
    return Self.usualScale
  }
}

/// The requests that an MSP board answers; it sends nothing unasked, and must have answered before the next one.
public enum MSPRequest {
  /// Asks for MSP_RAW_IMU: accelerometer, gyroscope and magnetometer.
  public static let rawIMU: [UInt8] = [0x24, 0x4D, 0x3C, 0x00, 0x66, 0x66]
  /// Asks for MSP_FC_VARIANT: which firmware it is.
  public static let variant: [UInt8] = [0x24, 0x4D, 0x3C, 0x00, 0x02, 0x02]
  /// Asks for MSP_API_VERSION; a good first question, since every board answers it.
  public static let apiVersion: [UInt8] = [0x24, 0x4D, 0x3C, 0x00, 0x01, 0x01]
}
