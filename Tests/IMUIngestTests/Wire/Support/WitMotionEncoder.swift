import SpatialMath

/// Makes WitMotion's 11-byte frames by the maker's description: `55 ID` + 8 bytes + sum of all ten.
enum WitMotionEncoder {
  static func frame(_ kind: UInt8, _ words: [Int16]) -> [UInt8] {
    let body: [UInt8] = [0x55, kind] + words.flatMap { (word: Int16) -> [UInt8] in little(word) }
    return body + [sum(body)]
  }

  /// A count of a full scale of ±`fullScale` over 16 bits.
  static func count(_ value: Double, fullScale: Double) -> Int16 {
    Int16(clamping: Int((value / fullScale * 32768).rounded()))
  }

  static func acceleration(_ motion: Motion) -> [UInt8] {
    let v = motion.acceleration
    return frame(0x51, [v.x, v.y, v.z].map { count($0 / gravity, fullScale: 16) } + [2500])
  }

  static func rate(_ motion: Motion) -> [UInt8] {
    let v = motion.rate
    return frame(0x52, [v.x, v.y, v.z].map { count($0 / degree, fullScale: 2000) } + [0])
  }

  /// A burst of acceleration, rate, angles and field.
  static func burst(_ motion: Motion) -> [[UInt8]] {
    [acceleration(motion), rate(motion), frame(0x53, [100, 200, 300, 70]), frame(0x54, [10, 20, 30, 2500])]
  }
}
