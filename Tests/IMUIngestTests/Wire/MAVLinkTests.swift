import IMUIngest
import SpatialMath
import Testing

@Suite("MAVLink")
struct MAVLinkTests {
  private static let motions = Motion.swings(4)

  @Test("RAW_IMU of version 1, in thousandths")
  func raw() throws {
    let stream = hex(
      """
      FE 1A 05 01 01 1B 15 CD 5B 07 00 00 00 00 E7 FF 0E 00 15 FC 34 00 DD F9 08 00 00 00 00 00 00 00 24 23
      """)
    let sample = try #require(try decode("mavlink", stream).first)
    #expect(sample.deviceTime == 123.456789)
    expect(sample.acceleration, near: -0.245166, 0.137293, -9.836070)
    expect(sample.angularRate, near: 0.052, -1.571, 0.008)
  }

  @Test("SCALED_IMU of version 2 whose zeros were cut off")
  func scaled() throws {
    let stream = hex("FD 0B 00 00 06 01 01 1A 00 00 40 E2 01 00 E7 FF 0E 00 15 FC 34 6C 8F")
    let sample = try #require(try decode("mavlink", stream).first)
    #expect(sample.deviceTime == 123.456)
    expect(sample.acceleration, near: -0.245166, 0.137293, -9.836070)
    expect(sample.angularRate, near: 0.052, 0, 0)
  }

  @Test("HIGHRES_IMU of version 2")
  func highres() throws {
    let stream =
      hex(
        """
        FD 3D 00 00 07 01 01 69 00 00 15 CD 5B 07 00 00 00 00 00 00 80 3E 00 00 00 BF 00 00 1C C1 00 00 00 3E 00 00 C0
        BF 00 00 80 3D
        """) + Array(repeating: 0, count: 28) + hex("3F 9E 2C")
    #expect(
      try decode("mavlink", stream) == [
        DecodedSample(
          deviceTime: 123.456789, acceleration: Vector3(0.25, -0.5, -9.75), angularRate: Vector3(0.125, -1.5, 0.0625))
      ])
  }

  @Test("our own request for messages is a frame without sample")
  func request() throws {
    let stream =
      hex("FD 20 00 00 00 FF BE 4C 00 00 00 00 D8 41 00 40 1C 46") + Array(repeating: 0, count: 20)
      + hex("FF 01 01 01 B2 52")
    var decoder = try decoder("mavlink")
    var samples: [DecodedSample] = []
    decoder.decode(stream, into: &samples)
    #expect(samples.isEmpty)
    #expect(decoder.counters.frames == 1)
  }

  @Test("of several IMU messages the best kind counts, and only one device")
  func oneSource() throws {
    let motion = Self.motions[0]
    let raw = MAVLinkEncoder.raw(10, motion)
    let scaled = MAVLinkEncoder.scaled(10, motion)
    let highres = MAVLinkEncoder.highres(10, motion)
    #expect(try decode("mavlink", highres + scaled + raw + highres + scaled + raw).count == 2)
    #expect(try decode("mavlink", scaled + raw + scaled + raw).count == 2)
    // Whatever comes first: the better kind shows the same instants.
    let mixed = try decode("mavlink", raw + scaled + highres + raw + scaled + highres)
    #expect(mixed == (try decode("mavlink", highres + highres)))
    #expect(try decode("mavlink", raw + scaled + raw + scaled).map(\.deviceTime) == [0.01, 0.01])
    #expect(try decode("mavlink", raw + MAVLinkEncoder.raw(10, motion, sender: 2) + raw).count == 2)
    #expect(try decode("mavlink", MAVLinkEncoder.version2(116, extra: 76, Array(repeating: 1, count: 22))).isEmpty)
  }

  @Test("raw readings of unknown units give nothing until they are known")
  func rawUnits() throws {
    var counts = Motion(acceleration: Vector3(0, 0, 4 * gravity), rate: .zero)
    let fast = MAVLinkEncoder.raw(10, counts)
    #expect(try decode("mavlink", fast).isEmpty)
    #expect(try decode("mavlink", MAVLinkEncoder.heartbeat(autopilot: 12) + fast).isEmpty)
    #expect(try decode("mavlink", MAVLinkEncoder.heartbeat(autopilot: 3) + fast).count == 1)
    #expect(try decode("mavlink", fast, ["raw_imu_is_milli_units": "true"]).count == 1)
    counts.acceleration = Vector3(0, 0, gravity)
    let still = MAVLinkEncoder.raw(20, counts)
    #expect(try decode("mavlink", fast + still + fast).count == 2)
    #expect(try decode("mavlink", still, ["raw_imu_is_milli_units": "false"]).isEmpty)
    #expect(throws: WireOptionError.self) { try decoder("mavlink", ["raw_imu_is_milli_units": "perhaps"]) }
  }

  @Test("the user is told when raw readings stay unknown")
  func rawUnitsNote() throws {
    let fast = MAVLinkEncoder.raw(10, Motion(acceleration: Vector3(0, 0, 4 * gravity), rate: .zero))
    var decoder = try decoder("mavlink")
    var samples: [DecodedSample] = []
    for _ in 0..<60 { decoder.decode(fast, into: &samples) }
    #expect(decoder.notes.first?.contains("raw_imu_is_milli_units") == true)
  }

  @Test("the time since boot runs on over 2³² ms")
  func timeWraps() throws {
    let stream = [4_294_967_290, 4].flatMap { MAVLinkEncoder.scaled($0, Self.motions[0]) }
    #expect(try decode("mavlink", stream).compactMap(\.deviceTime) == [4_294_967.29, 4_294_967.3])
  }

  @Test("an unknown incompatibility flag, a short version 1 payload or an unlisted message gives nothing")
  func unreadable() throws {
    var flagged = MAVLinkEncoder.scaled(10, Self.motions[0])
    flagged[2] = 2
    let short = MAVLinkEncoder.version1(27, extra: 144, Array(repeating: 0, count: 20))
    for stream in [flagged, short, MAVLinkEncoder.version1(180, extra: 0, [1, 2, 3])] {
      #expect(try decode("mavlink", stream).isEmpty)
    }
  }
}
