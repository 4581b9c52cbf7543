import IMUIngest
import SpatialMath
import Testing

@Suite("Xsens")
struct XsensTests {
  private static let motion = Motion.swings(1)[0]

  @Test("the maker's message with floats gives its sample")
  func floats() throws {
    let stream = hex(
      """
      FA FF 36 31 10 20 02 DF C5 10 60 04 00 45 9D A0 40 20 0C BE DC 9A FA 3F 54 9F 37 41 1C BB 70 80 20 0C BB AA 5C 80
      3B 8C 55 01 BB 81 33 00 E0 20 04 00 00 00 81 45
      """)
    let sample = try #require(try decode("xsens", stream).first)
    #expect(sample.sequence == 57285)
    #expect(sample.deviceTime == 456.2336)
    expect(sample.acceleration, near: -0.430870, 0.830554, 9.795761)
    expect(sample.angularRate, near: -0.005199, 0.004283, -0.003943)
  }

  @Test("fixed-point numbers of both kinds, and time at the end")
  func fixedPoint() throws {
    let stream = hex(
      """
      FA FF 36 30 10 20 02 00 07 40 22 12 80 00 00 00 00 00 40 00 00 00 FF F6 40 00 00 00 00 01 80 21 0C 00 00 40 00 FF
      F8 00 00 00 20 00 00 10 60 04 00 01 E2 40 5D
      """)
    let expected = DecodedSample(
      deviceTime: 12.3456, sequence: 7, acceleration: Vector3(0.5, -9.75, 1.25),
      angularRate: Vector3(0.015625, -0.5, 2))
    let sample = try #require(try decode("xsens", stream).first)
    #expect(sample.acceleration == expected.acceleration)
    #expect(sample.angularRate == expected.angularRate)
    #expect(sample.sequence == 7)
    #expect(sample.deviceTime.map { ($0 - 12.3456).magnitude < 1e-9 } == true)
  }

  @Test("64-bit floats")
  func doubles() throws {
    func packet(_ id: UInt16, _ vector: Vector3) -> [UInt8] {
      XsensEncoder.packet(id, vector.components.flatMap { big($0.bitPattern) })
    }
    let stream = XsensEncoder.message(0x36, packet(0x8023, Self.motion.rate) + packet(0x402F, Self.motion.acceleration))
    #expect(
      try decode("xsens", stream) == [
        DecodedSample(acceleration: Self.motion.acceleration, angularRate: Self.motion.rate)
      ])
  }

  @Test("free acceleration, a missing rate, an odd length or a length beyond the message give no sample")
  func noSample() throws {
    let acceleration = Self.motion.acceleration.bigFloats
    let rate = XsensEncoder.packet(0x8020, Self.motion.rate.bigFloats)
    let data: [[UInt8]] = [
      XsensEncoder.packet(0x4030, acceleration) + rate, XsensEncoder.packet(0x4020, acceleration),
      XsensEncoder.packet(0x4020, Array(acceleration.dropLast())) + rate, rate + [0x40, 0x20, 0x0C, 0x00],
      XsensEncoder.packet(0x4021, acceleration.dropLast(4) + [0]) + rate, [],
    ]
    for data in data { #expect(try decode("xsens", XsensEncoder.message(0x36, data)).isEmpty) }
  }

  @Test("both falls of the sample time are told apart: the daily one and that of 32 bits")
  func timeWraps() throws {
    let daily = [863_999_900, 863_999_950, 0, 50] as [UInt32]
    let wide = [4_294_967_246, 0, 50] as [UInt32]
    let restart = [500_000_000, 100] as [UInt32]
    func times(_ ticks: [UInt32]) throws -> [Double] {
      try decode("xsens", ticks.flatMap { XsensEncoder.measurement(0, ticks: $0, Self.motion) })
        .compactMap { $0.deviceTime.map { ($0 * 1e4).rounded() } }
    }
    #expect(try times(daily) == [863_999_900, 863_999_950, 864_000_000, 864_000_050])
    #expect(try times(wide) == [4_294_967_246, 4_294_967_296, 4_294_967_346])
    #expect(try times(restart) == [500_000_000, 100])
  }

  @Test("a sum that fits over data that are no packets is not enough")
  func structure() throws {
    let frame = { (data: [UInt8]) in
      let body: [UInt8] = [0xFF, 0x36, UInt8(data.count)] + data
      return [0xFA] + body + [0 &- sum(body)]
    }
    var decoder = try decoder("xsens")
    var samples: [DecodedSample] = []
    decoder.decode(frame(hex("10 20 02 00 07")) + frame(hex("10 20 03 00 07")) + frame(hex("10")), into: &samples)
    decoder.finish(into: &samples)
    #expect(decoder.counters.frames == 1)
    #expect(decoder.counters.malformedFrames == 2)
  }

  @Test("the packet counter runs on over 65535")
  func counterWraps() throws {
    let stream = [65534, 65535, 65536, 65540].flatMap { XsensEncoder.measurement($0, ticks: 0, Self.motion) }
    #expect(try decode("xsens", stream).compactMap(\.sequence) == [65534, 65535, 65536, 65540])
  }

  @Test("a sensor that sends angles only is recognised, and the user is told what to enable")
  func anglesOnly() throws {
    let stream = (0..<200).flatMap { _ in
      XsensEncoder.message(0x36, XsensEncoder.packet(0x2030, Vector3.zero.bigFloats))
    }
    #expect(try WireDetector.detect(stream) == .wire("xsens"))
    var decoder = try decoder("xsens")
    var samples: [DecodedSample] = []
    decoder.decode(stream, into: &samples)
    #expect(decoder.notes.first?.contains("402x") == true)
  }
}
