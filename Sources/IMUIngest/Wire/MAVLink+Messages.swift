import SpatialMath

extension MAVLinkFormat {
  /// The byte that a kind of message adds to its checksum, or nil for a kind that is not listed.
  ///
  /// Listed are the IMU's messages and the common ones beside them; others are scanned byte by byte.
  static func crcExtra(_ message: UInt32) -> UInt8? {
    switch message {
    case 0: 50  // HEARTBEAT
    case 1: 124  // SYS_STATUS
    case 2: 137  // SYSTEM_TIME
    case 22: 220  // PARAM_VALUE
    case 24: 24  // GPS_RAW_INT
    case 26: 170  // SCALED_IMU
    case 27: 144  // RAW_IMU
    case 29: 115  // SCALED_PRESSURE
    case 30: 39  // ATTITUDE
    case 31: 246  // ATTITUDE_QUATERNION
    case 32: 185  // LOCAL_POSITION_NED
    case 33: 104  // GLOBAL_POSITION_INT
    case 35: 244  // RC_CHANNELS_RAW
    case 36: 222  // SERVO_OUTPUT_RAW
    case 42: 28  // MISSION_CURRENT
    case 49: 39  // GPS_GLOBAL_ORIGIN
    case 62: 183  // NAV_CONTROLLER_OUTPUT
    case 65: 118  // RC_CHANNELS
    case 74: 20  // VFR_HUD
    case 76: 152  // COMMAND_LONG
    case 77: 143  // COMMAND_ACK
    case 83: 22  // ATTITUDE_TARGET
    case 85: 140  // POSITION_TARGET_LOCAL_NED
    case 87: 150  // POSITION_TARGET_GLOBAL_INT
    case 105: 93  // HIGHRES_IMU
    case 109: 185  // RADIO_STATUS
    case 111: 34  // TIMESYNC
    case 116: 76  // SCALED_IMU2
    case 124: 87  // GPS2_RAW
    case 125: 203  // POWER_STATUS
    case 129: 46  // SCALED_IMU3
    case 132: 85  // DISTANCE_SENSOR
    case 136: 1  // TERRAIN_REPORT
    case 137: 195  // SCALED_PRESSURE2
    case 141: 47  // ALTITUDE
    case 143: 131  // SCALED_PRESSURE3
    case 147: 154  // BATTERY_STATUS
    case 148: 178  // AUTOPILOT_VERSION
    case 150: 134  // SENSOR_OFFSETS
    case 152: 208  // MEMINFO
    case 162: 189  // FENCE_STATUS
    case 163: 127  // AHRS
    case 165: 21  // HWSTATUS
    case 168: 1  // WIND
    case 173: 83  // RANGEFINDER
    case 178: 47  // AHRS2
    case 182: 229  // AHRS3
    case 193: 71  // EKF_STATUS_REPORT
    case 226: 207  // RPM
    case 230: 163  // ESTIMATOR_STATUS
    case 241: 90  // VIBRATION
    case 242: 104  // HOME_POSITION
    case 245: 130  // EXTENDED_SYS_STATE
    case 253: 83  // STATUSTEXT
    case 331: 91  // ODOMETRY
    default: nil
    }
  }
}

/// The first 64 bytes of a message's payload, little endian; where version 2 has cut zeros off its end they read as zeros.
struct MAVLinkPayload {
  private var bytes = InlineArray<64, UInt8>(repeating: 0)
  private let length: Int

  /// Copies a payload.
  ///
  /// - Parameter mayBeCut: whether zeros may have been cut off its end.
  init(_ payload: Span<UInt8>, mayBeCut: Bool) {
    length = mayBeCut ? .max : payload.count
    for index in 0..<min(payload.count, bytes.count) { bytes[index] = payload[index] }
  }

  /// Whether the payload has so many bytes, or had before it was cut.
  func isLong(_ count: Int) -> Bool { length >= count }

  func u8(_ at: Int) -> UInt8 { bytes[at] }
  func u32(_ at: Int) -> UInt32 { bytes.span.u32LE(at) }
  func u64(_ at: Int) -> UInt64 { bytes.span.u64LE(at) }
  func i16x3(_ at: Int) -> Vector3 { bytes.span.i16x3LE(at) }
  func f32x3(_ at: Int) -> Vector3 { bytes.span.f32x3LE(at) }
}
