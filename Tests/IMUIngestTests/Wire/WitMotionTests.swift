import IMUIngest
import SpatialMath
import Testing

@Suite("WitMotion")
struct WitMotionTests {
  private static let restingBurst = hex(
    "55 51 00 00 3D 00 21 08 07 0A 1D  55 52 00 00 00 00 00 00 07 0A B8")
  private static let timedBurst = hex(
    """
    55 50 19 06 1E 08 0F 2A EE 02 13  55 51 00 FC 00 02 C0 07 C4 0B 3A
    55 52 00 40 00 E0 FF FF C4 0B 94  55 53 00 20 00 F0 00 40 46 00 3E
    """)
  private static let motions = Motion.swings(3)

  @Test("a captured burst of a sensor at rest gives its sample")
  func resting() throws {
    let samples = try decode("witmotion", Self.restingBurst)
    #expect(samples.count == 1)
    expect(samples.first?.acceleration, near: 0, 0.292093, 9.964667)
    #expect(samples.first?.angularRate == Vector3.zero)
    #expect(samples.first?.deviceTime == nil)
  }

  @Test("a burst with time gives its sample at that time")
  func timed() throws {
    let samples = try decode("witmotion", Self.timedBurst)
    #expect(samples.count == 1)
    expect(samples.first?.acceleration, near: -4.903325, 2.451662, 9.500192)
    expect(samples.first?.angularRate, near: 17.453293, -8.726646, -0.001065)
    // 2025-06-30 08:15:42.750 UTC
    #expect(samples.first?.deviceTime == 1_751_271_342.75)
  }

  @Test("a time that no calendar has is no time")
  func impossibleTime() throws {
    let stream = WitMotionEncoder.frame(0x50, [0x0D19, 0x081E, 0x2A0F, 0]) + Self.restingBurst
    #expect(try decode("witmotion", stream).map(\.deviceTime) == [nil])
  }

  @Test("the time of one burst is not used for the next")
  func timeOfTheSameBurst() throws {
    let samples = try decode("witmotion", Self.timedBurst + Self.restingBurst)
    #expect(samples.map(\.deviceTime) == [1_751_271_342.75, nil])
  }

  @Test("a second acceleration begins a new burst: the time before it is another burst's")
  func repeatedId() throws {
    let burst = WitMotionEncoder.burst(Self.motions[0])
    let samples = try decode("witmotion", Array(Self.timedBurst[..<11]) + burst[0] + burst[0] + burst[1])
    #expect(samples.map(\.deviceTime) == [nil])
  }

  @Test("a burst that lacks its acceleration or its rate gives nothing")
  func incompleteBursts() throws {
    let bursts = Self.motions.map(WitMotionEncoder.burst)
    let withoutRate = bursts[0][0] + bursts[0][2] + bursts[0][3]
    let withoutAcceleration = Array(bursts[1][1...].joined())
    let whole = Array(bursts[2].joined())
    let samples = try decode("witmotion", withoutRate + withoutAcceleration + whole)
    #expect(samples == (try decode("witmotion", whole)))
    #expect(samples.count == 1)
  }

  @Test("a reply to a register read splits no burst")
  func registerReply() throws {
    let reply = WitMotionEncoder.frame(0x5F, [1, 2, 3, 4])
    let burst = WitMotionEncoder.burst(Self.motions[0])
    #expect(try decode("witmotion", burst[0] + reply + burst[1]).count == 1)
  }

  @Test("a quiet line ends a burst")
  func quietLine() throws {
    var decoder = try decoder("witmotion")
    var samples: [DecodedSample] = []
    decoder.decode(WitMotionEncoder.acceleration(Self.motions[0]), into: &samples)
    decoder.finish(into: &samples)
    decoder.decode(WitMotionEncoder.rate(Self.motions[1]), into: &samples)
    #expect(samples.isEmpty)
  }

  @Test("with acceleration and rate alone, losing a rate and the next acceleration pairs no two bursts")
  func damagedPair() throws {
    var rate = WitMotionEncoder.rate(Self.motions[0])
    var acceleration = WitMotionEncoder.acceleration(Self.motions[1])
    rate[4] ^= 1
    acceleration[6] ^= 1
    let stream =
      WitMotionEncoder.acceleration(Self.motions[0]) + rate + acceleration + WitMotionEncoder.rate(Self.motions[1])
    #expect(try decode("witmotion", stream).isEmpty)
  }

  @Test("noise between the frames of one burst does not part them", arguments: [1, 8, 15, 30, 60])
  func noiseWithinBurst(length: Int) throws {
    var generator = SeededGenerator(UInt64(length))
    for motion in Self.motions {
      let noise = generator.bytes(length)
      let stream = WitMotionEncoder.acceleration(motion) + noise + WitMotionEncoder.rate(motion)
      #expect(try decode("witmotion", stream).count == 1)
    }
  }

  @Test(
    "a hole that is as long as a burst parts the frames around it, even if nothing in it can be read",
    arguments: [
      (kinds: 2, hole: 15, samples: 1), (2, 20, 0), (2, 22, 0), (2, 30, 0), (3, 22, 1), (3, 31, 0), (3, 33, 0),
      (4, 33, 1), (4, 44, 0),
    ])
  func hiddenBurst(kinds: Int, hole: Int, samples count: Int) throws {
    var decoder = try decoder("witmotion")
    var samples: [DecodedSample] = []
    for motion in Self.motions {
      decoder.decode(Array(WitMotionEncoder.burst(motion)[..<kinds].joined()), into: &samples)
    }
    #expect(samples.count == 3)
    decoder.decode(WitMotionEncoder.acceleration(Self.motions[0]), into: &samples)
    decoder.decode(Array(repeating: 0, count: hole), into: &samples)
    decoder.decode(WitMotionEncoder.rate(Self.motions[1]), into: &samples)
    #expect(samples.count == 3 + count)
  }

  @Test("a damaged frame of the next burst among lost bytes parts them")
  func damagedNextBurst() throws {
    var acceleration = WitMotionEncoder.acceleration(Self.motions[1])
    acceleration[3] ^= 0x40
    let stream = WitMotionEncoder.acceleration(Self.motions[0]) + acceleration + WitMotionEncoder.rate(Self.motions[1])
    #expect(try decode("witmotion", stream).isEmpty)
  }

  @Test("a good frame inside a false one is kept")
  func falseStart() throws {
    let stream = hex("55 51 01 02 55") + Self.restingBurst
    #expect(try decode("witmotion", stream).count == 1)
  }

  @Test("ids that the protocol does not have are no frames", arguments: [0x4F, 0x5B, 0x5E, 0x60] as [UInt8])
  func foreignIds(kind: UInt8) throws {
    var decoder = try decoder("witmotion")
    var samples: [DecodedSample] = []
    decoder.decode(WitMotionEncoder.frame(kind, [0, 0, 0, 0]), into: &samples)
    decoder.finish(into: &samples)
    #expect(decoder.counters.frames == 0)
    #expect(decoder.counters.lostBytes == 11)
  }

  @Test("every byte is counted as part of a frame or as lost, and failures by kind")
  func counters() throws {
    var decoder = try decoder("witmotion")
    var samples: [DecodedSample] = []
    var damaged = Self.restingBurst
    damaged[5] ^= 0x10
    decoder.decode(Self.timedBurst + damaged + Self.restingBurst, into: &samples)
    decoder.finish(into: &samples)
    let counters = decoder.counters
    #expect(counters.bytes == 88)
    #expect(counters.frames == 7)
    #expect(counters.frameBytes == 77)
    #expect(counters.lostBytes == 11)
    #expect(counters.checksumFailures == 1)
    #expect(counters.resynchronisations == 1)
    #expect(counters.samples == 2)
  }

  @Test("a stream without acceleration tells why there are no samples")
  func hint() throws {
    var decoder = try decoder("witmotion")
    var samples: [DecodedSample] = []
    for _ in 0..<200 { decoder.decode(WitMotionEncoder.frame(0x53, [1, 2, 3, 4]), into: &samples) }
    #expect(decoder.notes.count == 1)
    #expect(decoder.notes.first?.contains("register 02") == true)
  }

  @Test("an unknown option is refused")
  func unknownOption() throws {
    #expect(throws: WireOptionError.self) { try decoder("witmotion", ["columns": "ax"]) }
  }
}
