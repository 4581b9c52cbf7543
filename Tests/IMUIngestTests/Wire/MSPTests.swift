import IMUIngest
import SpatialMath
import Testing

@Suite("MSP")
struct MSPTests {
  private static let version1 = hex("24 4D 3E 12 66 28 00 F4 FF F9 01 03 00 A6 FF 00 00 64 00 38 FF 32 00 64")
  private static let version2 = hex("24 58 3E 00 66 00 12 00 28 00 F4 FF F9 01 03 00 A6 FF 00 00 64 00 38 FF 32 00 B0")

  @Test("a reply of either version gives its sample", arguments: [version1, version2])
  func examples(stream: [UInt8]) throws {
    let samples = try decode("msp", stream)
    #expect(samples.count == 1)
    expect(samples.first?.acceleration, near: 0.766145, -0.229843, 9.672575)
    expect(samples.first?.angularRate, near: 0.052360, -1.570796, 0)
    #expect(samples.first?.deviceTime == nil)
  }

  @Test("version 2 within version 1, and a jumbo frame")
  func wrapped() throws {
    let payload = Array(Self.version1[5..<23])
    let inner = [0] + little(UInt16(102)) + little(UInt16(payload.count)) + payload
    #expect(try decode("msp", MSPEncoder.version1(0xFF, inner + [ReferenceCRC.dvbS2(inner)])).count == 1)
    #expect(try decode("msp", MSPEncoder.version1(0xFF, inner + [0])).isEmpty)
    let body = [0xFF, 102] + little(UInt16(300)) + payload + Array(repeating: 7, count: 282)
    #expect(try decode("msp", [0x24, 0x4D, 0x3E] + body + [body.reduce(0, ^)]).count == 1)
  }

  @Test("requests and their echoes are no frames; errors are frames without sample")
  func requests() throws {
    var decoder = try decoder("msp")
    var samples: [DecodedSample] = []
    decoder.decode(MSPRequest.rawIMU + MSPRequest.variant + MSPRequest.apiVersion, into: &samples)
    decoder.decode(hex("24 58 3C 00 66 00 00 00 05"), into: &samples)
    #expect(decoder.counters.frames == 0)
    decoder.decode(MSPEncoder.version1(102, [], direction: 0x21), into: &samples)
    #expect(decoder.counters.frames == 1)
    #expect(samples.isEmpty)
  }

  @Test("the requests are those of the protocol")
  func requestBytes() {
    #expect(MSPRequest.rawIMU == hex("24 4D 3C 00 66 66"))
    #expect(MSPRequest.variant == hex("24 4D 3C 00 02 02"))
    #expect(MSPRequest.apiVersion == hex("24 4D 3C 00 01 01"))
  }

  @Test(
    "the scale is found from the norm of ten readings, and the user is told", arguments: [256, 512, 1024, 2048, 4096])
  func scale(countsPerG: Double) throws {
    var decoder = try decoder("msp")
    var samples: [DecodedSample] = []
    let motions = Motion.swings(12)
    for motion in motions[..<9] {
      decoder.decode(MSPEncoder.version1(102, MSPEncoder.raw(motion, countsPerG: countsPerG)), into: &samples)
    }
    #expect(samples.isEmpty)
    for motion in motions[9...] {
      decoder.decode(MSPEncoder.version1(102, MSPEncoder.raw(motion, countsPerG: countsPerG)), into: &samples)
    }
    #expect(samples.count == motions.count)
    for (sample, motion) in zip(samples, motions) {
      #expect((sample.acceleration - motion.acceleration).maximumMagnitude < 0.03)
    }
    #expect(decoder.counters.samples == 12)
    #expect(decoder.notes.first?.contains("acc_lsb_per_g") == true)
  }

  @Test("readings that a quiet line brings out early fix no scale")
  func quietLine() throws {
    var decoder = try decoder("msp")
    var samples: [DecodedSample] = []
    let still = Motion(acceleration: Vector3(0, 0, gravity), rate: .zero)
    let fast = Motion(acceleration: Vector3(0, 0, 2 * gravity), rate: .zero)
    decoder.decode(MSPEncoder.version1(102, MSPEncoder.raw(fast, countsPerG: 2048)), into: &samples)
    decoder.finish(into: &samples)
    for _ in 0..<10 {
      decoder.decode(MSPEncoder.version1(102, MSPEncoder.raw(still, countsPerG: 2048)), into: &samples)
    }
    #expect(samples.count == 11)
    expect(samples.last?.acceleration, near: 0, 0, gravity)
  }

  @Test("a scale that was found in movement is put right once, and the user is told")
  func wrongScale() throws {
    var decoder = try decoder("msp")
    var samples: [DecodedSample] = []
    func send(_ count: Int, _ accelerations: [Double]) {
      for index in 0..<count {
        let force = accelerations[index % accelerations.count] * gravity
        let motion = Motion(acceleration: Vector3(0, 0, force), rate: .zero)
        decoder.decode(MSPEncoder.version1(102, MSPEncoder.raw(motion, countsPerG: 2048)), into: &samples)
      }
    }
    send(10, [2])
    expect(samples.last?.acceleration, near: 0, 0, gravity)
    send(256, [1])
    send(1, [1])
    expect(samples.last?.acceleration, near: 0, 0, gravity)
    #expect(decoder.notes.count == 2 && decoder.notes.last?.contains("acc_lsb_per_g") == true)
    // It was found out once; what comes now is movement.
    send(600, [2])
    expect(samples.last?.acceleration, near: 0, 0, 2 * gravity)
    #expect(samples.count == 867)
  }

  @Test("movement for a second changes no scale that is right")
  func movementLater() throws {
    var decoder = try decoder("msp")
    var samples: [DecodedSample] = []
    for index in 0..<2000 {
      let force = index > 10 && index / 128 % 2 == 0 ? 2 * gravity : gravity
      let motion = Motion(acceleration: Vector3(0, 0, force), rate: .zero)
      decoder.decode(MSPEncoder.version1(102, MSPEncoder.raw(motion, countsPerG: 2048)), into: &samples)
      #expect(abs((samples.last?.acceleration.norm ?? force) - force) < 0.01)
    }
    #expect(decoder.notes.count == 1)
  }

  @Test("INAV and the user fix the scale at once")
  func fixedScale() throws {
    let motion = Motion(acceleration: Vector3(0, 0, 2 * gravity), rate: Vector3(1, 0, 0))
    let inav = MSPEncoder.version1(2, Array("INAV".utf8)) + MSPEncoder.version1(102, MSPEncoder.raw(motion))
    var decoder = try decoder("msp")
    var samples: [DecodedSample] = []
    decoder.decode(inav, into: &samples)
    expect(samples.first?.acceleration, near: 0, 0, 2 * gravity)
    let own = try decode(
      "msp", MSPEncoder.version1(102, MSPEncoder.raw(motion, countsPerG: 255, countsPerDegree: 4.096)),
      ["acc_lsb_per_g": "255", "gyro_lsb_per_dps": "4.096"])
    expect(own.first?.acceleration, near: 0, 0, 2 * gravity)
    expect(own.first?.angularRate, near: 1, 0, 0, within: 0.005)
    #expect(throws: WireOptionError.self) { try IMUIngestTests.decoder("msp", ["acc_lsb_per_g": "-1"]) }
  }
}
