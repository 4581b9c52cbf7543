import SpatialMath

/// VectorNav's text messages, as the sensors send them from the factory.
///
/// `$VNxxx,fields*hh` and CR LF: the XOR of the characters between `$` and `*` as two hexadecimal digits, or a CRC-16/XMODEM
/// as four. Acceleration in m/s² and rate in rad/s stand in VNYMR, VNQMR, VNIMU and VNMAR; more fields may follow them.
/// There is no time. The frame is aerospace: z down. (VN-100 user manual UM001 v2.22.)
struct VectorNavASCIIFormat: FrameFormat {
  static let emptyHint = """
    VectorNav text arrives, but no message with acceleration and angular rate: select VNYMR, for instance by \
    $VNWRG,06,14*59
    """

  private static let dollar = UInt8(ascii: "$")
  private static let star = UInt8(ascii: "*")
  /// Longest message, bytes; a reply with every field is shorter.
  private static let longest = 256
  /// Where the fields begin: behind `$VNYMR`.
  private static let fieldsAt = 6

  func inspect(_ bytes: Span<UInt8>, at: Int, ended: Bool) -> FrameFinding {
    guard bytes[at] == Self.dollar else { return .nothing }
    guard at + 2 < bytes.count else { return .incomplete }
    guard bytes[at + 1] == UInt8(ascii: "V"), bytes[at + 2] == UInt8(ascii: "N") else { return .nothing }
    var star = at + 3
    while star < bytes.count, bytes[star] != Self.star {
      let byte = bytes[star]
      guard star - at < Self.longest, byte != Self.dollar, !Ascii.isControl(byte), byte < 0x80 else {
        return .malformed
      }
      star += 1
    }
    var end = star + 1
    var digits = 0
    var sum: UInt16 = 0
    while digits < 4, end < bytes.count, let digit = Ascii.hexDigit(bytes[end]) {
      sum = sum << 4 | UInt16(digit)
      digits += 1
      end += 1
    }
    // Only what follows the digits tells that there are no more of them.
    guard ended || end + 1 < bytes.count || (end < bytes.count && bytes[end] != Ascii.carriageReturn) else {
      return .incomplete
    }
    guard star < bytes.count else { return .nothing }
    let body = at + 1..<star
    switch digits {
    case 2 where UInt16(Checksum.xor8(bytes, body)) == sum: break
    case 4 where Checksum.xmodem(bytes, body) == sum: break
    case 2, 4: return .badChecksum
    default: return .malformed
    }
    if end < bytes.count, bytes[end] == Ascii.carriageReturn { end += 1 }
    if end < bytes.count, bytes[end] == Ascii.lineFeed { end += 1 }
    return .frame(end - at)
  }

  mutating func take(_ frame: Span<UInt8>, after hole: UInt64, into samples: inout [DecodedSample]) -> FrameRow {
    guard frame.count > Self.fieldsAt, let skipped = Self.fieldsBeforeAcceleration(frame) else { return .continues }
    var values = InlineArray<6, Double>(repeating: 0)
    var field = -skipped
    var start = Self.fieldsAt + 1
    var index = start
    while index < frame.count, field < 6 {
      if frame[index] == Ascii.comma || frame[index] == Self.star {
        guard let value = DecimalNumber.parse(frame, start..<index) else { return .continues }
        if field >= 0 { values[field] = value }
        field += 1
        start = index + 1
        if frame[index] == Self.star { break }
      }
      index += 1
    }
    guard field == 6 else { return .continues }
    let sample = DecodedSample(
      acceleration: Vector3(values[0], values[1], values[2]),
      angularRate: Vector3(values[3], values[4], values[5])
    )
    // A number of 1E999 has good form and a good checksum.
    if sample.isFinite { samples.append(sample) }
    return .continues
  }

  /// How many fields stand before acceleration, or nil for a message without it.
  private static func fieldsBeforeAcceleration(_ frame: Span<UInt8>) -> Int? {
    guard frame[fieldsAt] == Ascii.comma else { return nil }
    switch (frame[3], frame[4], frame[5]) {
    case (UInt8(ascii: "Y"), UInt8(ascii: "M"), UInt8(ascii: "R")): return 6
    case (UInt8(ascii: "Q"), UInt8(ascii: "M"), UInt8(ascii: "R")): return 7
    case (UInt8(ascii: "I"), UInt8(ascii: "M"), UInt8(ascii: "U")): return 3
    case (UInt8(ascii: "M"), UInt8(ascii: "A"), UInt8(ascii: "R")): return 3
    default: return nil
    }
  }
}
