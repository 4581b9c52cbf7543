import IMUIngest
import SpatialMath
import Testing

@Suite("HiPNUC")
struct HiPNUCTests {
  private static let motion = Motion.swings(1)[0]

  @Test("the maker's frame of floats")
  func floats() throws {
    let stream = hex(
      """
      5A A5 4C 00 14 BB 91 08 15 23 09 A2 C4 47 08 15 1C 00 CC E8 61 BE 9A 35 56 3E 65 EA 72 3F 31 D0 7C BD 75 DD C5 BB
      6B D7 24 BC 89 88 FC 40 01 00 6A 41 AB 2A 70 C2 96 D4 50 41 ED 03 43 41 41 F4 F4 C2 CC CA F8 BE 73 6A 19 BE F0 00
      1C 3D 8D 37 5C 3F
      """)
    let sample = try #require(try decode("hipnuc", stream).first)
    #expect(sample.deviceTime == 1840.392)
    expect(sample.acceleration, near: -2.163490, 2.051442, 9.305423)
    expect(sample.angularRate, near: -0.001077, -0.000105, -0.000176)
  }

  @Test("the maker's frame of words")
  func words() throws {
    let stream = hex(
      """
      5A A5 68 00 70 04 81 00 02 01 15 09 43 C8 3E 02 00 00 83 00 3C 00 36 01 8F FB E8 04 31 04 7C 02 B2 F9 BF FE 60 79
      00 10 24 18 07 1C 0A 1B EB 74 9A 0E 8A 0E 2E 18 20 20 3B 10 19 04 65 F1 99 6A 5D 45 31 61 CE 17 06 D1 00 00 0C 07
      01 1C 00 00 00 B9 FC 01 00 00 02 00 00 00 C6 FF 08 01 E7 FF 7F 12 41 00 4E 61 CE 17 04 CF 00 00 00 00
      """)
    let sample = try #require(try decode("hipnuc", stream).first)
    expect(sample.acceleration, near: -5.551744, 6.132797, 5.239244)
    expect(sample.angularRate, near: 0.131, 0.060, 0.310)
    #expect(sample.deviceTime == 37_668.931)
  }

  @Test("items chosen by a bit map, and what is missing from it")
  func items() throws {
    let sample = try #require(try decode("hipnuc", HiPNUCEncoder.items(1_500_000, Self.motion)).first)
    #expect(sample.deviceTime == 1.5)
    #expect((sample.acceleration - Self.motion.acceleration).maximumMagnitude < 1e-5)
    let accelerationOnly = HiPNUCEncoder.frame([0x83, 0, 0, 0, 1, 0, 0, 0] + Self.motion.acceleration.littleFloats)
    #expect(try decode("hipnuc", accelerationOnly).isEmpty)
    let short = HiPNUCEncoder.frame([0x83, 0, 0, 0, 3, 0, 0, 0] + Self.motion.acceleration.littleFloats)
    #expect(try decode("hipnuc", short).isEmpty)
  }

  @Test("tags of old firmware in a row")
  func oldTags() throws {
    let payload: [UInt8] =
      [0x90, 0x01, 0xA0] + little(Int16(-500)) + little(Int16(250)) + little(Int16(1000)) + [0xB0]
      + little(Int16(1800)) + little(Int16(-900)) + little(Int16(0))
    let sample = try #require(try decode("hipnuc", HiPNUCEncoder.frame(payload)).first)
    expect(sample.acceleration, near: -4.903325, 2.451663, 9.80665)
    expect(sample.angularRate, near: 3.141593, -1.570796, 0)
    #expect(try decode("hipnuc", HiPNUCEncoder.frame(payload + [0x77, 1])).isEmpty)
  }

  @Test("the time runs on over 2³² ms")
  func timeWraps() throws {
    let stream = [4_294_967_290, 4].flatMap { HiPNUCEncoder.floats($0, Self.motion) }
    #expect(try decode("hipnuc", stream).compactMap(\.deviceTime) == [4_294_967.29, 4_294_967.3])
  }

  @Test("an empty or endless payload is no frame")
  func impossibleLength() throws {
    var decoder = try decoder("hipnuc")
    var samples: [DecodedSample] = []
    decoder.decode(HiPNUCEncoder.frame([]) + hex("5A A5 FF FF 00 00"), into: &samples)
    #expect(decoder.counters.frames == 0)
    #expect(decoder.counters.malformedFrames == 2)
  }
}
