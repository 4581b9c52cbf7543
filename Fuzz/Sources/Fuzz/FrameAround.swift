/// Frames around payloads of any bytes, made from the protocols' descriptions.
///
/// A fuzzer does not guess checksums; with these it need not.
enum FrameAround {
  /// How a wire's frame is made around a payload; wires without a checksum need none.
  static let payload: [String: @Sendable (_ payload: [UInt8]) -> [UInt8]] = [
    "witmotion": { payload in
      // Any kind of frame, one behind the other.
      chunks(payload, 9).flatMap { chunk in
        let body = [0x55, 0x50 | chunk[0] & 0x0F] + chunk.dropFirst()
        return body + [body.reduce(0, &+)]
      }
    },
    "bno08x-rvc": { payload in
      chunks(payload, 16).flatMap { [0xAA, 0xAA] + $0 + [$0.reduce(0, &+)] }
    },
    "ximu3": { payload in
      // The tag of an inertial message, then anything, stuffed.
      let stuffed = payload.flatMap { byte -> [UInt8] in
        switch byte {
        case 0x0A: [0xDB, 0xDC]
        case 0xDB: [0xDB, 0xDD]
        default: [byte]
        }
      }
      return [0xC9] + stuffed + [0x0A]
    },
    "xsens": { payload in
      let data = payload.prefix(2048)
      let length: [UInt8] =
        data.count < 255 ? [UInt8(data.count)] : [0xFF, UInt8(data.count >> 8), UInt8(data.count & 0xFF)]
      let body = [0xFF, 0x36] + length + data
      return [0xFA] + body + [0 &- body.reduce(0, &+)]
    },
    "mavlink": { payload in
      // The first byte chooses the message.
      let kinds: [(id: UInt8, extra: UInt8)] = [(0, 50), (26, 170), (27, 144), (105, 93), (116, 76)]
      guard let first = payload.first else { return [] }
      let kind = kinds[Int(first) % kinds.count]
      let data = payload.dropFirst().prefix(255)
      let body = [UInt8(data.count), 0, 0, 1, 1, 1, kind.id, 0, 0] + data
      let crc = mcrf4xx(body + [kind.extra])
      return [0xFD] + body + [UInt8(crc & 0xFF), UInt8(crc >> 8)]
    },
    "msp": { payload in
      // The first byte chooses the command, among them the one that carries version 2.
      guard let first = payload.first else { return [] }
      let commands: [UInt8] = [102, 2, 0xFF, 1]
      let data = payload.dropFirst().prefix(254)
      let body = [UInt8(data.count), commands[Int(first) % commands.count]] + data
      return [0x24, 0x4D, 0x3E] + body + [body.reduce(0, ^)]
    },
    "mip": { payload in
      let data = payload.prefix(255)
      let body = [0x75, 0x65, 0x80, UInt8(data.count)] + data
      let pair = body.reduce((a: UInt8(0), b: UInt8(0))) { ($0.a &+ $1, $0.b &+ $0.a &+ $1) }
      return body + [pair.a, pair.b]
    },
    "vectornav": { payload in
      let crc = xmodem(payload)
      return [0xFA] + payload + [UInt8(crc >> 8), UInt8(crc & 0xFF)]
    },
    "vectornav-ascii": { payload in
      let text = Array("VNYMR,".utf8) + payload.map { $0 & 0x7F }.filter { $0 >= 0x20 && $0 != 0x24 && $0 != 0x2A }
      let sum = text.reduce(0, ^)
      let digits = Array("0123456789ABCDEF".utf8)
      return [0x24] + text + [0x2A, digits[Int(sum >> 4)], digits[Int(sum & 15)], 0x0D, 0x0A]
    },
    "hipnuc": { payload in
      let data = payload.prefix(512)
      let header: [UInt8] = [0x5A, 0xA5, UInt8(data.count & 0xFF), UInt8(data.count >> 8)]
      let crc = xmodem(header + data)
      return header + [UInt8(crc & 0xFF), UInt8(crc >> 8)] + data
    },
  ]

  /// A payload in pieces of a length; the last one is filled with zeros.
  private static func chunks(_ payload: [UInt8], _ length: Int) -> [[UInt8]] {
    stride(from: 0, to: payload.count, by: length).map { start in
      let chunk = Array(payload[start..<min(start + length, payload.count)])
      return chunk + [UInt8](repeating: 0, count: length - chunk.count)
    }
  }

  /// CRC-16/XMODEM, bit by bit.
  private static func xmodem(_ bytes: [UInt8]) -> UInt16 {
    bytes.reduce(0) { crc, byte in
      (0..<8).reduce(crc ^ UInt16(byte) << 8) { crc, _ in crc & 0x8000 == 0 ? crc << 1 : crc << 1 ^ 0x1021 }
    }
  }

  /// CRC-16/MCRF4XX, bit by bit.
  private static func mcrf4xx(_ bytes: [UInt8]) -> UInt16 {
    bytes.reduce(0xFFFF) { crc, byte in
      (0..<8).reduce(crc ^ UInt16(byte)) { crc, _ in crc & 1 == 0 ? crc >> 1 : crc >> 1 ^ 0x8408 }
    }
  }
}
