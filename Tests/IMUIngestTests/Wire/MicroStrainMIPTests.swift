import IMUIngest
import SpatialMath
import Testing

@Suite("MicroStrain MIP")
struct MicroStrainMIPTests {
  private static let motion = Motion.swings(1)[0]

  @Test("the maker's packet with reference time")
  func referenceTime() throws {
    let stream = hex(
      """
      75 65 80 4C 0A D5 00 00 00 05 5E E6 7C C0 0A D6 00 00 00 01 4E 43 4A 00 0E 04 3D 9E E8 8D 38 7F DB 00 BF 7A AF 03
      0E 05 BB 0C 1E 30 BB 57 2E 68 BB AA 24 AE 0E 07 BC 8A AC 80 BC 72 C5 0E BC C4 E2 C1 0E 08 3E EE 3D 9F BD 66 DA DD
      C0 AF DE F5 91 96
      """)
    let sample = try #require(try decode("mip", stream).first)
    #expect(sample.deviceTime == 23.067)
    expect(sample.acceleration, near: 0.760918, 0.000598, -9.602995)
    expect(sample.angularRate, near: -0.002138, -0.003283, -0.005192)
  }

  @Test("a captured packet with GPS time")
  func gpsTime() throws {
    let stream = hex(
      """
      75 65 80 2A 0E 04 3E 49 56 65 BB 24 12 C0 BF 7A A0 1D 0E 05 BB C7 35 1D BB 22 CE 02 3B 0E F6 1A 0E 12 40 5C 1A B0
      20 C4 9B A6 00 00 00 06 1D 37
      """)
    let sample = try #require(try decode("mip", stream).first)
    #expect(sample.deviceTime.map { ($0 - 112.417).magnitude < 1e-9 } == true)
    expect(sample.acceleration, near: 1.928170, -0.024552, -9.600766)
    expect(sample.angularRate, near: -0.006079, -0.002484, 0.002181)
  }

  @Test("acceleration alone, another set, or a field that reaches beyond the packet gives no sample")
  func noSample() throws {
    #expect(try decode("mip", hex("75 65 80 0E 0E 04 3F 80 00 00 40 00 00 00 C0 40 00 00 79 ED")).isEmpty)
    let fields = [
      MIPEncoder.field(0x04, Self.motion.acceleration.bigFloats), MIPEncoder.field(0x05, Self.motion.rate.bigFloats),
    ]
    #expect(try decode("mip", MIPEncoder.packet(0x82, fields)).isEmpty)
    #expect(try decode("mip", MIPEncoder.packet(0x80, fields)).count == 1)
    #expect(try decode("mip", MIPEncoder.packet(0x80, [fields[0], [14, 0x05, 0, 0]])).isEmpty)
    #expect(try decode("mip", MIPEncoder.packet(0x80, [fields[0], [0, 0x05]])).isEmpty)
  }

  @Test("GPS time of week runs on over the week's end")
  func weekWraps() throws {
    let times = [604_799.99, 0.0, 0.01]
    let stream = times.flatMap { time in
      MIPEncoder.packet(
        0x80,
        [
          MIPEncoder.field(0xD3, big(time.bitPattern) + [0, 0, 0, 6]),
          MIPEncoder.field(0x04, Self.motion.acceleration.bigFloats),
          MIPEncoder.field(0x05, Self.motion.rate.bigFloats),
        ])
    }
    #expect(try decode("mip", stream).compactMap(\.deviceTime) == [604_799.99, 604_800, 604_800.01])
  }

  @Test("commands and replies are frames without samples")
  func commands() throws {
    var decoder = try decoder("mip")
    var samples: [DecodedSample] = []
    decoder.decode(hex("75 65 01 02 02 01 E0 C6 75 65 0C 05 05 11 01 01 01 04 1A"), into: &samples)
    #expect(decoder.counters.frames == 2)
    #expect(samples.isEmpty)
  }
}
