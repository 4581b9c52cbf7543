import SpatialMath

/// Numbers out of bytes; `LE` is little endian, `BE` big endian.
extension Span where Element == UInt8 {
  /// An unsigned 16-bit number at a place.
  func u16LE(_ at: Int) -> UInt16 { UInt16(self[at]) | UInt16(self[at + 1]) << 8 }

  /// An unsigned 16-bit number at a place.
  func u16BE(_ at: Int) -> UInt16 { UInt16(self[at]) << 8 | UInt16(self[at + 1]) }

  /// A signed 16-bit number at a place.
  func i16LE(_ at: Int) -> Int16 { Int16(bitPattern: u16LE(at)) }

  /// An unsigned 32-bit number at a place.
  func u32LE(_ at: Int) -> UInt32 { UInt32(u16LE(at)) | UInt32(u16LE(at + 2)) << 16 }

  /// An unsigned 32-bit number at a place.
  func u32BE(_ at: Int) -> UInt32 { UInt32(u16BE(at)) << 16 | UInt32(u16BE(at + 2)) }

  /// An unsigned 64-bit number at a place.
  func u64LE(_ at: Int) -> UInt64 { UInt64(u32LE(at)) | UInt64(u32LE(at + 4)) << 32 }

  /// An unsigned 64-bit number at a place.
  func u64BE(_ at: Int) -> UInt64 { UInt64(u32BE(at)) << 32 | UInt64(u32BE(at + 4)) }

  /// Three signed 16-bit numbers in a row.
  func i16x3LE(_ at: Int) -> Vector3 {
    Vector3(Double(i16LE(at)), Double(i16LE(at + 2)), Double(i16LE(at + 4)))
  }

  /// Three 32-bit floats in a row.
  func f32x3LE(_ at: Int) -> Vector3 {
    Vector3(
      Double(Float(bitPattern: u32LE(at))),
      Double(Float(bitPattern: u32LE(at + 4))),
      Double(Float(bitPattern: u32LE(at + 8)))
    )
  }

  /// Three 32-bit floats in a row.
  func f32x3BE(_ at: Int) -> Vector3 {
    Vector3(
      Double(Float(bitPattern: u32BE(at))),
      Double(Float(bitPattern: u32BE(at + 4))),
      Double(Float(bitPattern: u32BE(at + 8)))
    )
  }
}
