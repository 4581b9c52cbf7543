import SpatialMath

/// MAVLink 1 and 2: flight controllers with ArduPilot or PX4, each an IMU with a serial port.
///
/// `FE` (version 1) or `FD` (version 2), header, payload, CRC-16/MCRF4XX over all but the first byte and one byte more that
/// belongs to the message's kind. Version 2 cuts zeros off the payload's end. Of HIGHRES_IMU, SCALED_IMU and RAW_IMU the first
/// in this order that the device sends counts, for they show the same instants; SCALED_IMU2 and 3 are other chips. The frame is aerospace:
/// z down. (MAVLink common.xml; ArduPilot's GCS_Common for the units of RAW_IMU.)
struct MAVLinkFormat: FrameFormat {
  static let emptyHint = """
    MAVLink messages arrive, but no IMU: ask for HIGHRES_IMU (105), SCALED_IMU (26) or RAW_IMU (27) by \
    SET_MESSAGE_INTERVAL or the stream rate parameters
    """

  private static let marker1: UInt8 = 0xFE
  private static let marker2: UInt8 = 0xFD
  /// Bytes before the payload.
  private static let headerLength1 = 6
  private static let headerLength2 = 10
  /// Flag of version 2 that says: thirteen bytes of signature follow.
  ///
  /// Any other flag is unknown and makes a frame unreadable.
  private static let signed: UInt8 = 1
  private static let signatureLength = 13

  /// An IMU message of the device, best first.
  private enum Source: Int, Comparable {
    case highres
    case scaled
    case raw

    static func < (a: Source, b: Source) -> Bool { a.rawValue < b.rawValue }
  }

  /// What the numbers of RAW_IMU are.
  enum RawUnits: Sendable {
    /// Not known yet: the next one with a norm near 1000 shows that they are thousandths.
    case unknown
    /// Milli-g and milliradians per second, as ArduPilot sends them.
    case milli
    /// Counts of a chip, from which no sample can be made.
    case counts
  }

  /// How far from 1000 the norm of a RAW_IMU in milli-g may be when the units are being found out.
  private static let milliNorm = 700.0...1300.0
  /// RAW_IMU messages of unknown units after which the user is told.
  private static let rawPatience = 50
  private static let arduPilot: UInt8 = 3

  private(set) var note: String?
  private var rawUnits: RawUnits
  private var unknownRaw = 0
  /// The best kind of message seen, and the system and component that sent it.
  private var source: Source?
  private var sender: UInt16?
  /// The first sample, while a better kind of message may still show the same instant.
  private var held: (sample: DecodedSample, kind: Source, sender: UInt16)?
  private var bootClock = Unwrapper(modulus: 1 << 32)

  /// Makes a decoder's format.
  ///
  /// - Parameter rawUnits: what the user says about RAW_IMU.
  init(rawUnits: RawUnits = .unknown) {
    self.rawUnits = rawUnits
  }

  func inspect(_ bytes: Span<UInt8>, at: Int, ended: Bool) -> FrameFinding {
    let isVersion2 = bytes[at] == Self.marker2
    guard isVersion2 || bytes[at] == Self.marker1 else { return .nothing }
    let payload = at + (isVersion2 ? Self.headerLength2 : Self.headerLength1)
    guard payload <= bytes.count else { return .incomplete }
    guard !isVersion2 || bytes[at + 2] & ~Self.signed == 0 else { return .nothing }
    guard let extra = Self.crcExtra(Self.message(bytes, at)) else { return .nothing }
    let crcAt = payload + Int(bytes[at + 1])
    let isSigned = isVersion2 && bytes[at + 2] & Self.signed != 0
    let end = crcAt + 2
    guard end <= bytes.count else { return .incomplete }
    let crc = Checksum.reflectedStep(Checksum.mcrf4xx(bytes, at + 1..<crcAt), extra)
    guard crc == bytes.u16LE(crcAt) else { return .badChecksum }
    return .frame(end - at, trailer: isSigned ? Self.signatureLength : 0)
  }

  mutating func take(_ frame: Span<UInt8>, after hole: UInt64, into samples: inout [DecodedSample]) -> FrameRow {
    let isVersion2 = frame[0] == Self.marker2
    let start = isVersion2 ? Self.headerLength2 : Self.headerLength1
    let payload = frame.extracting(start..<start + Int(frame[1]))
    let senderAt = start - (isVersion2 ? 5 : 3)
    let sender = frame.u16LE(senderAt)
    let message = MAVLinkPayload(payload, mayBeCut: isVersion2)
    switch Self.message(frame, 0) {
    case 0:
      if message.u8(5) == Self.arduPilot, rawUnits == .unknown { rawUnits = .milli }
    case 105:
      take(highres(message), .highres, sender, into: &samples)
    case 26:
      take(scaled(message), .scaled, sender, into: &samples)
    case 27:
      take(raw(message), .raw, sender, into: &samples)
    default:
      break
    }
    return .continues
  }

  mutating func quiet(into samples: inout [DecodedSample]) {
    guard let held else { return }
    choose(held.kind, held.sender, into: &samples)
  }

  /// Appends a sample unless a better kind of message or another device has been chosen.
  ///
  /// The first one waits until its kind comes again: by then the device has sent all its kinds once.
  private mutating func take(
    _ sample: DecodedSample?, _ kind: Source, _ sender: UInt16, into samples: inout [DecodedSample]
  ) {
    guard let sample, sample.isFinite else { return }
    if source == nil, kind != .highres {
      guard let held, held.sender == sender, held.kind <= kind else {
        if self.held.map({ $0.sender == sender }) ?? true { self.held = (sample, kind, sender) }
        return
      }
      guard held.kind == kind else { return }
      choose(kind, sender, into: &samples)
    }
    guard kind <= source ?? kind, sender == self.sender ?? sender else { return }
    held = nil
    source = kind
    self.sender = sender
    samples.append(sample)
  }

  /// Chooses a kind of message and appends the sample that has waited.
  private mutating func choose(_ kind: Source, _ sender: UInt16, into samples: inout [DecodedSample]) {
    source = kind
    self.sender = sender
    if let held { samples.append(held.sample) }
    held = nil
  }

  private func highres(_ message: MAVLinkPayload) -> DecodedSample? {
    guard message.isLong(62) else { return nil }
    return DecodedSample(
      deviceTime: seconds(message.u64(0), unit: .microseconds), acceleration: message.f32x3(8),
      angularRate: message.f32x3(20))
  }

  private mutating func scaled(_ message: MAVLinkPayload) -> DecodedSample? {
    guard message.isLong(22) else { return nil }
    return DecodedSample(
      deviceTime: seconds(bootClock.unwrap(UInt64(message.u32(0))), unit: .milliseconds),
      acceleration: message.i16x3(4) * UnitFactor.milliGravity,
      angularRate: message.i16x3(10) * UnitFactor.milli
    )
  }

  private mutating func raw(_ message: MAVLinkPayload) -> DecodedSample? {
    guard message.isLong(26) else { return nil }
    let counts = message.i16x3(8)
    if rawUnits == .unknown, Self.milliNorm.contains(counts.norm) { rawUnits = .milli }
    guard rawUnits == .milli else {
      unknownRaw += 1
      if unknownRaw == Self.rawPatience {
        note = """
          MAVLink's RAW_IMU arrives in units that are not known: ask for SCALED_IMU or HIGHRES_IMU, or set \
          raw_imu_is_milli_units=true if its numbers are milli-g and milliradians per second
          """
      }
      return nil
    }
    return DecodedSample(
      deviceTime: seconds(message.u64(0), unit: .microseconds),
      acceleration: counts * UnitFactor.milliGravity,
      angularRate: message.i16x3(14) * UnitFactor.milli
    )
  }

  /// The id of a frame's message.
  private static func message(_ bytes: Span<UInt8>, _ at: Int) -> UInt32 {
    if bytes[at] == marker1 { return UInt32(bytes[at + 5]) }
    return UInt32(bytes[at + 7]) | UInt32(bytes[at + 8]) << 8 | UInt32(bytes[at + 9]) << 16
  }
}
