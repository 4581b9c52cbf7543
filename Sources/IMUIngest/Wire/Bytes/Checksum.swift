/// The checksums of the serial protocols, each over a range of bytes.
///
/// The CRCs use the shift-and-exclusive-or form of a byte's eight steps: no tables, some 2 ns a byte.
package enum Checksum {
  /// The sum of the bytes, modulo 256.
  package static func sum8(_ bytes: Span<UInt8>, _ range: Range<Int>, from start: UInt8 = 0) -> UInt8 {
    var sum = start
    for index in range { sum &+= bytes[index] }
    return sum
  }

  /// The exclusive-or of the bytes.
  package static func xor8(_ bytes: Span<UInt8>, _ range: Range<Int>, from start: UInt8 = 0) -> UInt8 {
    var sum = start
    for index in range { sum ^= bytes[index] }
    return sum
  }

  /// The Fletcher pair modulo 256, as MIP, UBX and others send it: `first`, then `second`.
  package static func fletcher8(_ bytes: Span<UInt8>, _ range: Range<Int>) -> (first: UInt8, second: UInt8) {
    var first: UInt8 = 0
    var second: UInt8 = 0
    for index in range {
      first &+= bytes[index]
      second &+= first
    }
    return (first, second)
  }

  /// CRC-16/XMODEM: polynomial 0x1021, start 0, most significant bit first.
  ///
  /// - Parameter start: the checksum of the bytes before, to go on with.
  package static func xmodem(_ bytes: Span<UInt8>, _ range: Range<Int>, from start: UInt16 = 0) -> UInt16 {
    var crc = start
    for index in range {
      var step = (crc >> 8) ^ UInt16(bytes[index])
      step ^= step >> 4
      crc = (crc << 8) ^ (step << 12) ^ (step << 5) ^ step
    }
    return crc
  }

  /// One byte's step of the reflected polynomial 0x8408, which CRC-16/MCRF4XX and CRC-16/KERMIT share.
  package static func reflectedStep(_ crc: UInt16, _ byte: UInt8) -> UInt16 {
    var step = byte ^ UInt8(truncatingIfNeeded: crc)
    step ^= step << 4
    let wide = UInt16(step)
    return (crc >> 8) ^ (wide << 8) ^ (wide << 3) ^ (wide >> 4)
  }

  /// CRC-16/MCRF4XX, which MAVLink calls X.25: polynomial 0x8408 reflected, start 0xFFFF.
  package static func mcrf4xx(_ bytes: Span<UInt8>, _ range: Range<Int>, from start: UInt16 = 0xFFFF) -> UInt16 {
    var crc = start
    for index in range { crc = reflectedStep(crc, bytes[index]) }
    return crc
  }

  /// CRC-16/KERMIT: polynomial 0x8408 reflected, start 0.
  package static func kermit(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt16 {
    mcrf4xx(bytes, range, from: 0)
  }

  /// CRC-8/DVB-S2: polynomial 0xD5, start 0, most significant bit first.
  package static func dvbS2(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt8 {
    var crc: UInt8 = 0
    for index in range {
      crc ^= bytes[index]
      for _ in 0..<8 { crc = crc & 0x80 == 0 ? crc << 1 : (crc << 1) ^ 0xD5 }
    }
    return crc
  }

  /// CRC-8/MAXIM: polynomial 0x8C reflected, start 0.
  package static func maxim(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt8 {
    var crc: UInt8 = 0
    for index in range {
      crc ^= bytes[index]
      for _ in 0..<8 { crc = crc & 1 == 0 ? crc >> 1 : (crc >> 1) ^ 0x8C }
    }
    return crc
  }
}
