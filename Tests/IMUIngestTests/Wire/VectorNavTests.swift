import IMUIngest
import SpatialMath
import Testing

@Suite("VectorNav")
struct VectorNavTests {
  private static let expected = DecodedSample(
    acceleration: Vector3(0.25, -0.5, -9.75), angularRate: Vector3(0.125, -1.5, 0.0625))

  @Test("binary: time, rate and acceleration of the common group")
  func commonGroup() throws {
    let stream = hex(
      """
      FA 01 21 01 00 2F 68 59 00 00 00 00 00 00 00 3E 00 00 C0 BF 00 00 80 3D 00 00 80 3E 00 00 00 BF 00 00 1C C1 BD A4
      """)
    var timed = Self.expected
    timed.deviceTime = 1.5
    #expect(try decode("vectornav", stream) == [timed])
  }

  @Test("binary: acceleration and rate of the IMU group")
  func imuGroup() throws {
    let stream = hex(
      """
      FA 04 00 06 00 00 80 3E 00 00 00 BF 00 00 1C C1 00 00 00 3E 00 00 C0 BF 00 00 80 3D 21 99
      """)
    #expect(try decode("vectornav", stream) == [Self.expected])
  }

  @Test("binary: the manual's message of angles is a frame without sample")
  func angles() throws {
    var decoder = try decoder("vectornav")
    var samples: [DecodedSample] = []
    decoder.decode(hex("FA 01 08 00 93 50 2E 42 83 3E F1 3F 48 B5 04 BB 92 88"), into: &samples)
    #expect(decoder.counters.frames == 1)
    #expect(samples.isEmpty)
  }

  @Test("binary: several groups, and the compensated pair before the uncompensated one")
  func severalGroups() throws {
    let raw = Vector3(9, 9, 9).littleFloats
    // Common: YawPitchRoll and Imu; time: TimeStartup; IMU: Temp, Accel and AngularRate; attitude: YawPitchRoll.
    let stream = VectorNavEncoder.binary(
      [0x17, 0x08, 0x02, 0x01, 0x00, 0x10, 0x06, 0x02, 0x00] + raw + raw + raw + little(UInt64(2_500_000_000))
        + little(Float(20)) + Self.expected.acceleration.littleFloats + Self.expected.angularRate!.littleFloats + raw)
    var timed = Self.expected
    timed.deviceTime = 2.5
    #expect(try decode("vectornav", stream) == [timed])
    let uncompensated = VectorNavEncoder.binary(
      [0x04, 0x0C, 0x00] + Self.expected.acceleration.littleFloats + Self.expected.angularRate!.littleFloats)
    #expect(try decode("vectornav", uncompensated) == [Self.expected])
  }

  @Test(
    "binary: headers that cannot be are no frames",
    arguments: [[0x81, 0x21, 0x01], [0x00], [0x01, 0x00, 0x00], [0x01, 0x00, 0x80], [0x02, 0x00, 0x04]] as [[UInt8]])
  func impossibleHeaders(body: [UInt8]) throws {
    var decoder = try decoder("vectornav")
    var samples: [DecodedSample] = []
    decoder.decode(VectorNavEncoder.binary(body + Array(repeating: 0, count: 60)), into: &samples)
    decoder.finish(into: &samples)
    #expect(decoder.counters.frames == 0)
  }

  @Test(
    "text: acceleration and rate where each message has them",
    arguments: [
      (
        "$VNIMU,-00.0350,+00.4222,-00.6643,-00.015,+00.019,+09.948,+00.002066,-00.008442,-00.044656,+20.7,+084.322*66",
        [-0.015, 0.019, 9.948, 0.002066, -0.008442, -0.044656]
      ),
      (
        "$VNYMR,+100.949,-007.330,+000.715,-00.0049,-00.2449,+00.5397,-01.258,-00.100,-09.701,-00.000018,+00.001122,-00.000551*69",
        [-1.258, -0.1, -9.701, -0.000018, 0.001122, -0.000551]
      ),
      (
        "$VNQMR,+0.004183,+0.001149,+0.089285,+0.995997,+00.0113,-00.2384,+00.1800,+00.020,-00.092,-09.683,-00.000272,+00.000824,+00.000073,T0000000543*3D",
        [0.02, -0.092, -9.683, -0.000272, 0.000824, 0.000073]
      ),
    ])
  func text(line: String, values: [Double]) throws {
    let expected = DecodedSample(
      acceleration: Vector3(values[0], values[1], values[2]), angularRate: Vector3(values[3], values[4], values[5]))
    #expect(try decode("vectornav-ascii", Array((line + "\r\n").utf8)) == [expected])
    #expect(try decode("vectornav-ascii", Array(line.utf8)) == [expected])
  }

  @Test("text: VNMAR, and a sum of four digits")
  func magneticAccelerationRate() throws {
    let body = "VNMAR,1,2,3,0.25,-0.5,-9.75,0.125,-1.5,0.0625"
    #expect(try decode("vectornav-ascii", VectorNavEncoder.text(body)) == [Self.expected])
    #expect(try decode("vectornav-ascii", VectorNavEncoder.text(body, wideSum: true)) == [Self.expected])
  }

  @Test(
    "text: replies, other messages and wrong sums give no sample",
    arguments: [
      "$VNRRG,07,40*5C", "$VNRRG,07,40*4C", "$VNERR,03*72", "$VNWRG,06,14*59", "$VNYMR,1,2*XX", "$VNYMR*45", "$VN",
      "$VNYMR,1,2",
      "$GPGGA,123519,4807.038,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,*47",
    ])
  func otherText(line: String) throws {
    #expect(try decode("vectornav-ascii", Array((line + "\r\n").utf8)).isEmpty)
  }

  @Test("text: fields that are no numbers, beyond all bounds, or too few, give no sample")
  func damagedFields() throws {
    for body in [
      "VNMAR,1,2,3,0.25,-0.5,-9.75,0.125,-1.5", "VNMAR,1,2,3,0.25,-0.5,x,0.125,-1.5,0.0625", "VNYBA,1,2,3,4,5,6,7,8,9",
      "VNMAR,1,2,3,0.25,-1E999,-9.75,0.125,-1.5,0.0625", "VNMAR,1,2,3,0.25,-0.5,-9.75,1E400,-1.5,0.0625",
    ] {
      #expect(try decode("vectornav-ascii", VectorNavEncoder.text(body)).isEmpty)
    }
  }
}
