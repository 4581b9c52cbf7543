import IMUIngest
import SpatialMath
import Testing

@Suite("Wires: cuts of the bytes")
struct WireCutTests {
  /// What a wire makes of a stream in pieces of so many bytes.
  private static func decode(_ stream: WireStream, pieces: () -> Int) throws -> ([DecodedSample], WireCounters) {
    var decoder = try decoder(stream.wire)
    var samples: [DecodedSample] = []
    var rest = stream.bytes[...]
    while !rest.isEmpty {
      let piece = rest.prefix(pieces())
      decoder.decode(Array(piece), into: &samples)
      rest = rest.dropFirst(piece.count)
    }
    decoder.finish(into: &samples)
    return (samples, decoder.counters)
  }

  @Test("a whole stream gives one sample a step and loses no byte", arguments: WireStream.all)
  func whole(stream: WireStream) throws {
    let (samples, counters) = try Self.decode(stream) { .max }
    #expect(samples.count == stream.parts.count)
    #expect(counters.lostBytes == 0)
    #expect(counters.frames == UInt64(stream.frames.count))
    #expect(counters.frameBytes == UInt64(stream.bytes.count))
    for (sample, motion) in zip(samples, Motion.swings(samples.count)) {
      #expect((sample.acceleration - motion.acceleration).maximumMagnitude < 0.06)
      if let rate = sample.angularRate { #expect((rate - motion.rate).maximumMagnitude < 0.06) }
    }
  }

  @Test("the samples and counters do not depend on how the bytes were cut", arguments: WireStream.all)
  func cuts(stream: WireStream) throws {
    let whole = try Self.decode(stream) { .max }
    for size in [1, 2, 3, 7, 64, 1000] {
      let cut = try Self.decode(stream) { size }
      #expect(cut.0 == whole.0, "pieces of \(size)")
      #expect(cut.1 == whole.1, "pieces of \(size)")
    }
    var generator = SeededGenerator(11)
    for _ in 0..<20 {
      let cut = try Self.decode(stream) { Int.random(in: 0...60, using: &generator) }
      #expect(cut.0 == whole.0)
      #expect(cut.1 == whole.1)
    }
  }
}
