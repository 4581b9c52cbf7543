import SpatialMath

extension Vector3 {
  /// The three components.
  var components: [Double] { [x, y, z] }
  /// The bytes of three little-endian floats.
  var littleFloats: [UInt8] { components.flatMap { little(Float($0)) } }
  /// The bytes of three big-endian floats.
  var bigFloats: [UInt8] { components.flatMap { big(Float($0)) } }
  /// The bytes of three little-endian words, rounded.
  var littleWords: [UInt8] { components.flatMap { little(Int16(clamping: Int($0.rounded()))) } }
}

/// Makes WitMotion's 20-byte frames: `55 61`, acceleration, rate, angles.
enum WitMotion61Encoder {
  static func frame(_ motion: Motion) -> [UInt8] {
    [0x55, 0x61] + (motion.acceleration / gravity / 16 * 32768).littleWords
      + (motion.rate / degree / 2000 * 32768).littleWords + little(Int16(4551)) + little(Int16(-910))
      + little(Int16(27306))
  }
}

/// Makes frames of a BNO086 in UART-RVC mode.
enum BNO08xEncoder {
  static func frame(_ index: Int, _ motion: Motion) -> [UInt8] {
    frame(index, angles: Vector3(-179.99, 4.55, -90.01), acceleration: motion.acceleration)
  }

  /// A frame of yaw, pitch and roll, degrees, and acceleration, m/s².
  static func frame(_ index: Int, angles: Vector3, acceleration: Vector3) -> [UInt8] {
    let body =
      [UInt8(truncatingIfNeeded: index)] + (angles * 100).littleWords + (acceleration / gravity * 1000).littleWords
      + [1, 2, 0]
    return [0xAA, 0xAA] + body + [sum(body)]
  }
}

/// Makes x-IMU3 messages.
enum XIMU3Encoder {
  static func binary(_ microseconds: Int, _ motion: Motion) -> [UInt8] {
    let message =
      [0xC9] + little(UInt64(microseconds)) + (motion.rate / degree).littleFloats
      + (motion.acceleration / gravity).littleFloats
    return message.flatMap { $0 == 0x0A ? [0xDB, 0xDC] : $0 == 0xDB ? [0xDB, 0xDD] : [$0] } + [0x0A]
  }

  static func text(_ microseconds: Int, _ motion: Motion) -> [UInt8] {
    let values = ((motion.rate / degree).components + (motion.acceleration / gravity).components).map {
      "\(($0 * 10000).rounded() / 10000)"
    }
    return Array("I,\(microseconds),\(values.joined(separator: ","))\n".utf8)
  }
}

/// Makes Xsens messages: `FA FF` id length data, sum that makes all after `FA` zero.
enum XsensEncoder {
  static func message(_ id: UInt8, _ data: [UInt8]) -> [UInt8] {
    let length = data.count < 255 ? [UInt8(data.count)] : [0xFF] + big(UInt16(data.count))
    let body = [0xFF, id] + length + data
    return [0xFA] + body + [0 &- sum(body)]
  }

  static func packet(_ id: UInt16, _ data: [UInt8]) -> [UInt8] { big(id) + [UInt8(data.count)] + data }

  static func measurement(_ counter: Int, ticks: UInt32, _ motion: Motion, padding: Int = 0) -> [UInt8] {
    let padded = (0..<padding).flatMap { _ in packet(0xE020, [0, 0, 0, 0]) }
    return message(
      0x36,
      packet(0x1020, big(UInt16(truncatingIfNeeded: counter))) + packet(0x1060, big(ticks))
        + packet(0x4020, motion.acceleration.bigFloats) + padded + packet(0x8020, motion.rate.bigFloats))
  }
}

/// Makes MAVLink messages.
enum MAVLinkEncoder {
  static func version1(_ id: UInt8, extra: UInt8, _ payload: [UInt8], sender: UInt8 = 1) -> [UInt8] {
    let body = [UInt8(payload.count), 7, sender, 1, id] + payload
    return [0xFE] + body + little(ReferenceCRC.mcrf4xx(body + [extra]))
  }

  static func version2(_ id: UInt32, extra: UInt8, _ payload: [UInt8], signed: Bool = false) -> [UInt8] {
    var cut = payload
    while cut.count > 1, cut.last == 0 { cut.removeLast() }
    let body = [UInt8(cut.count), signed ? 1 : 0, 0, 7, 1, 1] + little(id).prefix(3) + cut
    return [0xFD] + body + little(ReferenceCRC.mcrf4xx(body + [extra])) + (signed ? Array(repeating: 9, count: 13) : [])
  }

  static func heartbeat(autopilot: UInt8 = 3) -> [UInt8] {
    version1(0, extra: 50, [0, 0, 0, 0, 2, autopilot, 81, 4, 3])
  }

  static func attitude() -> [UInt8] {
    version2(30, extra: 39, little(UInt32(1000)) + Array(repeating: 0x3D, count: 24))
  }

  private static func milli(_ motion: Motion) -> [UInt8] {
    (motion.acceleration / gravity * 1000).littleWords + (motion.rate * 1000).littleWords
      + Array(repeating: 0, count: 6)
  }

  static func raw(_ milliseconds: Int, _ motion: Motion, sender: UInt8 = 1) -> [UInt8] {
    version1(27, extra: 144, little(UInt64(milliseconds * 1000)) + milli(motion), sender: sender)
  }

  static func scaled(_ milliseconds: UInt32, _ motion: Motion, signed: Bool = false) -> [UInt8] {
    version2(26, extra: 170, little(milliseconds) + milli(motion), signed: signed)
  }

  static func highres(_ milliseconds: Int, _ motion: Motion) -> [UInt8] {
    version2(
      105, extra: 93,
      little(UInt64(milliseconds * 1000)) + motion.acceleration.littleFloats + motion.rate.littleFloats
        + Array(repeating: 0, count: 28) + [0x3F, 0])
  }
}

/// Makes MSP replies.
enum MSPEncoder {
  static func version1(_ command: UInt8, _ payload: [UInt8], direction: UInt8 = 0x3E) -> [UInt8] {
    let body = [UInt8(payload.count), command] + payload
    return [0x24, 0x4D, direction] + body + [body.reduce(0, ^)]
  }

  static func version2(_ command: UInt16, _ payload: [UInt8]) -> [UInt8] {
    let body = [0] + little(command) + little(UInt16(payload.count)) + payload
    return [0x24, 0x58, 0x3E] + body + [ReferenceCRC.dvbS2(body)]
  }

  static func raw(_ motion: Motion, countsPerG: Double = 512, countsPerDegree: Double = 1) -> [UInt8] {
    (motion.acceleration / gravity * countsPerG).littleWords + (motion.rate / degree * countsPerDegree).littleWords
      + Array(repeating: 0, count: 6)
  }
}

/// Makes MIP packets.
enum MIPEncoder {
  static func packet(_ set: UInt8, _ fields: [[UInt8]]) -> [UInt8] {
    let payload = fields.flatMap(\.self)
    let body = [0x75, 0x65, set, UInt8(payload.count)] + payload
    return body + ReferenceCRC.fletcher(body)
  }

  static func field(_ descriptor: UInt8, _ data: [UInt8]) -> [UInt8] { [UInt8(data.count + 2), descriptor] + data }

  static func measurement(_ step: Int, _ motion: Motion) -> [UInt8] {
    packet(
      0x80,
      [
        field(0xD5, big(UInt64(step) * 10_000_000)), field(0x05, motion.rate.bigFloats),
        field(0x04, (motion.acceleration / gravity).bigFloats),
      ])
  }
}

/// Makes VectorNav messages.
enum VectorNavEncoder {
  static func binary(_ body: [UInt8]) -> [UInt8] { [0xFA] + body + big(ReferenceCRC.xmodem(body)) }

  static func measurement(_ step: Int, _ motion: Motion) -> [UInt8] {
    binary(
      [0x01, 0x21, 0x01] + little(UInt64(step) * 10_000_000) + motion.rate.littleFloats
        + motion.acceleration.littleFloats)
  }

  static func text(_ body: String, wideSum: Bool = false) -> [UInt8] {
    let bytes = Array(body.utf8)
    let check = wideSum ? String(ReferenceCRC.xmodem(bytes), radix: 16) : String(bytes.reduce(0, ^), radix: 16)
    let digits = wideSum ? 4 : 2
    return Array("$\(body)*\(String(repeating: "0", count: digits - check.count))\(check.uppercased())\r\n".utf8)
  }

  static func yawPitchRoll(_ motion: Motion, wideSum: Bool = false) -> [UInt8] {
    let values = (motion.acceleration.components + motion.rate.components).map { "\(($0 * 10000).rounded() / 10000)" }
    return text(
      "VNYMR,+100.949,-007.330,+000.715,-00.0049,-00.2449,+00.5397," + values.joined(separator: ","), wideSum: wideSum)
  }
}

/// Makes HiPNUC frames.
enum HiPNUCEncoder {
  static func frame(_ payload: [UInt8]) -> [UInt8] {
    let header = [0x5A, 0xA5] + little(UInt16(payload.count))
    return header + little(ReferenceCRC.xmodem(header + payload)) + payload
  }

  static func floats(_ milliseconds: UInt32, _ motion: Motion) -> [UInt8] {
    frame(
      [0x91, 0, 0, 25] + little(Float(101_325)) + little(milliseconds) + (motion.acceleration / gravity).littleFloats
        + (motion.rate / degree).littleFloats + Array(repeating: 0, count: 40))
  }

  static func items(_ microseconds: UInt64, _ motion: Motion) -> [UInt8] {
    frame(
      [0x83, 0, 0, 0] + little(UInt32(0b10_1011)) + motion.acceleration.littleFloats
        + (motion.rate / degree).littleFloats + Array(repeating: 0, count: 12) + little(microseconds))
  }

  static func oldTags(_ motion: Motion) -> [UInt8] {
    frame(
      [0x90, 1, 0xA0] + (motion.acceleration / gravity * 1000).littleWords + [0xB0]
        + (motion.rate / degree * 10).littleWords
        + [0xC0, 1, 0, 2, 0, 3, 0, 0xD0, 1, 0, 2, 0, 3, 0])
  }
}
