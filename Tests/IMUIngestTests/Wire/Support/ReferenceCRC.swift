/// CRCs bit by bit, straight from their definitions.
enum ReferenceCRC {
  /// CRC-16/XMODEM: polynomial 0x1021, start 0, most significant bit first.
  static func xmodem(_ bytes: [UInt8]) -> UInt16 {
    var crc: UInt16 = 0
    for byte in bytes {
      for bit in (0..<8).reversed() {
        let top = (crc >> 15) ^ UInt16(byte >> bit & 1)
        crc = crc << 1 ^ (top == 1 ? 0x1021 : 0)
      }
    }
    return crc
  }

  /// CRC-16/MCRF4XX: polynomial 0x8408 reflected, start 0xFFFF.
  static func mcrf4xx(_ bytes: [UInt8]) -> UInt16 {
    var crc: UInt16 = 0xFFFF
    for byte in bytes {
      for bit in 0..<8 {
        let low = (crc & 1) ^ UInt16(byte >> bit & 1)
        crc = crc >> 1 ^ (low == 1 ? 0x8408 : 0)
      }
    }
    return crc
  }

  /// CRC-8/DVB-S2: polynomial 0xD5, start 0, most significant bit first.
  static func dvbS2(_ bytes: [UInt8]) -> UInt8 {
    var crc: UInt8 = 0
    for byte in bytes {
      for bit in (0..<8).reversed() {
        let top = (crc >> 7) ^ (byte >> bit & 1)
        crc = crc << 1 ^ (top == 1 ? 0xD5 : 0)
      }
    }
    return crc
  }

  /// The Fletcher pair modulo 256.
  static func fletcher(_ bytes: [UInt8]) -> [UInt8] {
    var pair: (UInt8, UInt8) = (0, 0)
    for byte in bytes {
      pair.0 &+= byte
      pair.1 &+= pair.0
    }
    return [pair.0, pair.1]
  }
}
