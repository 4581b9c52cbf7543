import Testing

/// Streams that serial ports carry and that no IMU sends.
enum ForeignStream: String, CaseIterable {
  case randomBytes, zeros, ones, fillU, fillRVC, fillXbus, fillVectorNav, fillText, nmea, nmeaWithFix, ubx, modbus
  case bootLog, atEchoes, console, printer, wrongBaudText, wrongBaudBinary, lowercaseText, temperatureCSV, weatherCSV
  case jsonStatus, sineBytes, countingBytes, hexDump, mavlinkLookalike, emptyLines, binaryNoiseAndLines, powerMeterJSON

  /// So many bytes of it, at least.
  func bytes(seed: UInt64, count: Int = 4000) -> [UInt8] {
    var generator = SeededGenerator(seed &+ UInt64(rawValue.utf8.reduce(0) { $0 &+ UInt64($1) }))
    var bytes: [UInt8] = []
    while bytes.count < count { bytes += piece(&generator, bytes.count) }
    return bytes
  }

  private func piece(_ generator: inout SeededGenerator, _ at: Int) -> [UInt8] {
    func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }
    func line(_ text: String) -> [UInt8] { Array((text + "\r\n").utf8) }
    switch self {
    case .randomBytes: return generator.bytes(64)
    case .zeros: return Array(repeating: 0, count: 64)
    case .ones: return Array(repeating: 0xFF, count: 64)
    case .fillU: return Array(repeating: 0x55, count: 64)
    case .fillRVC: return Array(repeating: 0xAA, count: 64)
    case .fillXbus: return [0xFA, 0xFF]
    case .fillVectorNav: return Array(repeating: 0xFA, count: 64)
    case .fillText: return Array(repeating: UInt8(ascii: "A"), count: 64)
    case .nmea:
      return line(Self.sentence("GPGSV,3,1,11,03,03,111,\(number(0...50)),04,15,270,\(number(0...50))"))
    case .nmeaWithFix:
      return line(
        Self.sentence("GPGGA,12\(number(10...59))19,4807.038,N,01131.\(number(100...999)),E,1,08,0.9,545.4,M,46.9,M,,"))
    case .ubx:
      let body: [UInt8] = [0x01, 0x07, 92, 0] + generator.bytes(92)
      let pair = body.reduce((a: UInt8(0), b: UInt8(0))) { ($0.a &+ $1, $0.b &+ $0.a &+ $1) }
      return [0xB5, 0x62] + body + [pair.a, pair.b]
    case .modbus: return [0x50, 0x03, 0x0C] + generator.bytes(12) + generator.bytes(2)
    case .bootLog:
      return line("ets Jun  8 2016 00:22:57") + line("rst:0x1 (POWERON_RESET),boot:0x13 (SPI_FAST_FLASH_BOOT)")
        + line("I (\(number(1...900))) wifi:mode : sta (24:0a:c4:00:01:10)")
        + line("load:0x3fff0018,len:\(number(1...99))")
    case .atEchoes: return line("AT") + line("") + line("OK") + line("AT+CGMI") + line("ERROR")
    case .console: return line("login: ") + line("Password:") + line("root@board:~# ls -l /dev/ttyS\(number(0...9))")
    case .printer:
      return line("ok T:\(number(18...230)).\(number(0...99)) /210.00 B:60.0 /60.0 @:\(number(0...127))")
        + line("X:0.00 Y:0.00 Z:\(number(0...9)).50 E:0.00")
    case .wrongBaudText: return line("ax:0.12,ay:-0.30,az:9.77").map { ($0 << 1) ^ 0x81 ^ UInt8(number(0...3)) }
    case .wrongBaudBinary: return generator.bytes(64).map { $0 & 0xE0 }
    case .lowercaseText: return line("the quick brown fox jumps over the lazy dog \(number(0...9999))")
    case .temperatureCSV:
      return line("\(at),2\(number(0...4)).\(number(0...9)),4\(number(0...9)).\(number(0...9)),1013.\(number(0...9))")
    case .weatherCSV:
      return line((0..<6).map { _ in "2\(number(0...4)).\(number(0...9))" }.joined(separator: ","))
    case .jsonStatus:
      return line(#"{"uptime":\#(at),"heap":\#(number(1000...9000)),"wifi":{"rssi":-\#(number(30...90))}}"#)
    case .sineBytes: return (0..<64).map { UInt8(truncatingIfNeeded: ($0 * ($0 % 64)) >> 4) }
    case .countingBytes: return Array(UInt8.min ... .max)
    case .hexDump: return line((0..<16).map { _ in String(number(0...255), radix: 16) }.joined(separator: " "))
    case .mavlinkLookalike: return [0xFE, 9, UInt8(number(0...255)), 1, 1, 0] + generator.bytes(11)
    case .emptyLines: return line("")
    case .binaryNoiseAndLines: return generator.bytes(20) + line("status \(number(0...9))")
    case .powerMeterJSON:
      return line(#"{"t":\#(at),"voltage":[\#(number(220...240)),\#(number(220...240)),231],"w":\#(number(0...900))}"#)
    }
  }

  /// An NMEA sentence with its checksum.
  private static func sentence(_ body: String) -> String {
    let check = String(body.utf8.reduce(0, ^), radix: 16, uppercase: true)
    return "$\(body)*" + (check.utf8.count < 2 ? "0" + check : check)
  }
}
