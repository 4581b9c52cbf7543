/// Bytes of a WitMotion sensor at rest, made by hand from the maker's sheet: 11 bytes a frame, 0x55, the kind, four 16-bit
/// numbers with the low byte first, and the sum of the ten bytes before.
public enum WitMotionFrames {
  /// One reading: acceleration 1 g (2048 of 32768 for 16 g) along z, and no rotation.
  public static let atRest = frame(0x51, [0, 0, 2048, 0]) + frame(0x52, [0, 0, 0, 0])

  /// So many readings.
  public static func atRest(count: Int) -> [UInt8] {
    (0..<count).flatMap { _ in atRest }
  }

  /// A frame of a kind with its four numbers.
  public static func frame(_ kind: UInt8, _ numbers: [Int16]) -> [UInt8] {
    var bytes: [UInt8] = [0x55, kind]
    for number in numbers {
      bytes.append(UInt8(truncatingIfNeeded: number))
      bytes.append(UInt8(truncatingIfNeeded: number >> 8))
    }
    return bytes + [bytes.reduce(0, &+)]
  }
}
