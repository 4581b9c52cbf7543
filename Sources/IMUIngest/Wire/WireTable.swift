/// All wire protocols that the program speaks, one row each.
public enum WireTable {
  /// The rows, in the order in which they are listed to the user.
  public static let all: [WireProtocol] = [
    witmotion, witmotion61, text, bno08xRVC, ximu3, xsens, mavlink, msp, mip, vectornav, vectornavASCII, hipnuc,
  ]

  /// The row of a name, or nil.
  public static func named(_ name: String) -> WireProtocol? {
    all.first { $0.name == name }
  }
}

extension WireTable {
  private static let witmotion = WireProtocol(
    name: "witmotion",
    summary: "WitMotion 11-byte frames: WT61, JY61, WT901, JY901, HWT901B, HWT905, BWT901CL and clones",
    baudRates: [115_200, 9600, 921_600, 460_800, 230_400, 57_600, 38_400, 19_200, 4800],
    evidence: WireEvidence(check: .sum8, frames: 4),
    format: { WitMotionFormat() }
  )

  private static let witmotion61 = WireProtocol(
    name: "witmotion61",
    summary: "WitMotion 20-byte frames: WT901BLE, WT901BLECL, BWT901BLE5.0, WT9011DCL",
    baudRates: [115_200],
    evidence: WireEvidence(check: .none, frames: nil, run: 8, believesEmptyFrames: false),
    format: { WitMotion61Format() }
  )

  private static let text = WireProtocol(
    name: TextDecoder.name,
    summary: "lines of text: CSV, key:value, JSON, Teleplot, Adafruit Uni: and Raw:, Razor",
    baudRates: [115_200, 9600, 57_600, 230_400, 38_400, 19_200],
    optionKeys: TextConfiguration.keys,
    evidence: WireEvidence(
      check: .none, frames: nil, run: 5, coverage: 0.25, believesEmptyFrames: false, scaleMayDiffer: true)
  ) { (options) throws(WireOptionError) in try TextDecoder(options: options) }

  private static let bno08xRVC = WireProtocol(
    name: "bno08x-rvc",
    summary: "BNO080, BNO085, BNO086 in UART-RVC mode (orientation and acceleration, 100 Hz)",
    baudRates: [115_200],
    evidence: WireEvidence(check: .sum8, frames: nil, run: 5),
    format: { BNO08xRVCFormat() }
  )

  private static let ximu3 = WireProtocol(
    name: "ximu3",
    summary: "x-io x-IMU3, text and binary messages",
    baudRates: [115_200],
    evidence: WireEvidence(check: .none, frames: nil, run: 5, believesEmptyFrames: false)
  ) { (options) throws(WireOptionError) in
    try options.requireOnly([], wire: "ximu3")
    return XIMU3Decoder()
  }

  private static let xsens = WireProtocol(
    name: "xsens",
    summary: "Xsens (Movella) MTi with MTData2 messages",
    baudRates: [115_200, 921_600, 460_800, 230_400, 57_600, 38_400, 19_200, 9600, 4800],
    evidence: WireEvidence(check: .structuredSum8, frames: 3),
    format: { XsensFormat() }
  )

  private static let mavlink = WireProtocol(
    name: "mavlink",
    summary: "MAVLink 1 and 2: ArduPilot, PX4",
    baudRates: [57_600, 115_200, 921_600],
    optionKeys: ["raw_imu_is_milli_units"],
    // A flight controller says much besides: a quarter of the bytes is enough.
    evidence: WireEvidence(check: .crc16, frames: 3, run: 2, coverage: 0.25)
  ) { (options) throws(WireOptionError) in
    let raw = try options.flag("raw_imu_is_milli_units", wire: "mavlink", known: ["raw_imu_is_milli_units"])
    return FramedDecoder(MAVLinkFormat(rawUnits: raw.map { $0 ? .milli : .counts } ?? .unknown))
  }

  private static let msp = WireProtocol(
    name: "msp",
    summary: "MSP replies: Betaflight, INAV, Cleanflight, MultiWii (the board must be polled)",
    baudRates: [115_200],
    optionKeys: ["acc_lsb_per_g", "gyro_lsb_per_dps"],
    evidence: WireEvidence(check: .structuredSum8, frames: 3)
  ) { (options) throws(WireOptionError) in
    let known: Set<String> = ["acc_lsb_per_g", "gyro_lsb_per_dps"]
    let countsPerG = try options.positiveNumber("acc_lsb_per_g", wire: "msp", known: known)
    let countsPerDegree = try options.positiveNumber("gyro_lsb_per_dps", wire: "msp", known: known)
    return FramedDecoder(MSPFormat(countsPerG: countsPerG, countsPerDegree: countsPerDegree ?? 1))
  }

  private static let mip = WireProtocol(
    name: "mip",
    summary: "MicroStrain (LORD, HBK) MIP: 3DM-GX, 3DM-CX, 3DM-CV",
    baudRates: [115_200, 921_600, 460_800, 230_400, 57_600, 38_400, 19_200, 9600],
    evidence: WireEvidence(check: .crc16, frames: 3, run: 2),
    format: { MicroStrainMIPFormat() }
  )

  private static let vectornav = WireProtocol(
    name: "vectornav",
    summary: "VectorNav VN-100, VN-200, VN-300, binary messages",
    baudRates: [115_200, 921_600, 460_800, 230_400, 57_600, 38_400, 19_200, 9600],
    evidence: WireEvidence(check: .crc16, frames: 3, run: 2),
    format: { VectorNavBinaryFormat() }
  )

  private static let vectornavASCII = WireProtocol(
    name: "vectornav-ascii",
    summary: "VectorNav VN-100, VN-200, VN-300, text messages ($VNYMR, $VNQMR, $VNIMU, $VNMAR)",
    baudRates: [115_200, 921_600, 460_800, 230_400, 57_600, 38_400, 19_200, 9600],
    evidence: WireEvidence(check: .structuredSum8, frames: 3),
    format: { VectorNavASCIIFormat() }
  )

  private static let hipnuc = WireProtocol(
    name: "hipnuc",
    summary: "HiPNUC HI226, HI229, CH100, CH104, CH110, HI12, HI13, HI14",
    baudRates: [115_200, 921_600, 9600, 460_800, 230_400, 256_000],
    evidence: WireEvidence(check: .crc16, frames: 3, run: 2),
    format: { HiPNUCFormat() }
  )
}
