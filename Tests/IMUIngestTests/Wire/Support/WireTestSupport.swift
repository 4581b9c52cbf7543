import IMUIngest
import SpatialMath
import Testing

/// Bytes from hexadecimal digits with blanks between, as protocol documents print them.
func hex(_ text: String) -> [UInt8] {
  text.split(whereSeparator: \.isWhitespace).map { UInt8($0, radix: 16)! }
}

/// Standard gravity, m/s².
let gravity = 9.80665
/// A degree, rad.
let degree = Double.pi / 180

/// A generator of random numbers that gives the same ones each time (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) {
    state = seed &* 0x9E37_79B9_7F4A_7C15
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// So many random bytes.
  mutating func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &self) }
  }
}

/// A decoder of a wire.
func decoder(_ wire: String, _ options: [String: String] = [:]) throws -> any WireDecoder {
  try #require(WireTable.named(wire)).makeDecoder(WireOptions(options))
}

/// What a wire makes of a whole stream that ends.
func decode(_ wire: String, _ bytes: [UInt8], _ options: [String: String] = [:]) throws -> [DecodedSample] {
  var decoder = try decoder(wire, options)
  var samples: [DecodedSample] = []
  decoder.decode(bytes, into: &samples)
  decoder.finish(into: &samples)
  return samples
}

/// What a wire makes of a stream of lines.
func decode(_ wire: String, lines: [String], _ options: [String: String] = [:]) throws -> [DecodedSample] {
  try decode(wire, Array(lines.map { $0 + "\r\n" }.joined().utf8), options)
}

/// Checks that a vector is near three numbers that are given to six decimals.
func expect(
  _ vector: Vector3?, near x: Double, _ y: Double, _ z: Double, within tolerance: Double = 1e-6,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  guard let vector else {
    Issue.record("there is no vector", sourceLocation: sourceLocation)
    return
  }
  let distance = (vector - Vector3(x, y, z)).maximumMagnitude
  #expect(distance <= tolerance, "\(vector) against \(x) \(y) \(z)", sourceLocation: sourceLocation)
}

/// The little-endian bytes of a number.
func little<Number: FixedWidthInteger>(_ value: Number) -> [UInt8] {
  (0..<Number.bitWidth / 8).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
}

/// The big-endian bytes of a number.
func big<Number: FixedWidthInteger>(_ value: Number) -> [UInt8] {
  little(value).reversed()
}

/// The little-endian bytes of a 32-bit float.
func little(_ value: Float) -> [UInt8] { little(value.bitPattern) }

/// The big-endian bytes of a 32-bit float.
func big(_ value: Float) -> [UInt8] { big(value.bitPattern) }

/// The sum of bytes modulo 256.
func sum(_ bytes: some Sequence<UInt8>) -> UInt8 { bytes.reduce(0, &+) }
