import IMUIngest
import SpatialMath
import Testing

@Suite("Wire detector")
struct WireDetectorTests {
  @Test("every wire's stream is recognised", arguments: WireStream.all)
  func recognises(stream: WireStream) throws {
    #expect(try WireDetector.detect(stream.bytes) == .wire(stream.wire))
  }

  @Test("a stream is recognised behind a boot log, echoes and garbage", arguments: WireStream.all)
  func recognisesLate(stream: WireStream) throws {
    for foreign in [ForeignStream.bootLog, .atEchoes, .randomBytes] {
      let bytes = foreign.bytes(seed: 1, count: 3000) + [0x0A] + stream.bytes
      #expect(try WireDetector.detect(bytes) == .wire(stream.wire), "\(foreign)")
    }
  }

  @Test("streams that no IMU sends are none of the wires", arguments: ForeignStream.allCases)
  func refuses(foreign: ForeignStream) throws {
    for seed in 1...6 as ClosedRange<UInt64> {
      #expect(try WireDetector.detect(foreign.bytes(seed: seed)) == .none, "seed \(seed)")
    }
  }

  @Test("other loggers' numbers are none of the wires", arguments: OtherLogger.allCases)
  func refusesLoggers(logger: OtherLogger) throws {
    for seed in 1...6 as ClosedRange<UInt64> {
      #expect(try WireDetector.detect(logger.stream(lines: 80, seed: seed)) == .none, "seed \(seed)")
    }
  }

  @Test("the verdict and the bytes it takes do not depend on the cuts", arguments: WireStream.all)
  func cuts(stream: WireStream) throws {
    let bytes = ForeignStream.bootLog.bytes(seed: 2, count: 300) + stream.bytes
    var whole = try WireDetector()
    let used = whole.feed(bytes)
    whole.finish()
    #expect(whole.taken == Array(bytes[..<used]))
    for size in [1, 5, 63, 64, 65] {
      var cut = try WireDetector()
      var at = 0
      while at < bytes.count {
        let piece = Array(bytes[at..<min(at + size, bytes.count)])
        let taken = cut.feed(piece)
        at += taken
        if taken < piece.count { break }
      }
      cut.finish()
      #expect(cut.verdict == whole.verdict)
      #expect(cut.taken == whole.taken)
    }
  }

  @Test("nothing is lost by detecting: what was taken and the rest decode to the whole", arguments: WireStream.all)
  func losesNothing(stream: WireStream) throws {
    var detector = try WireDetector()
    let used = detector.feed(stream.bytes)
    detector.finish()
    var decoder = try #require(try detector.makeDecoder())
    var samples: [DecodedSample] = []
    decoder.decode(detector.taken, into: &samples)
    decoder.decode(Array(stream.bytes[used...]), into: &samples)
    decoder.finish(into: &samples)
    #expect(samples == (try decode(stream.wire, stream.bytes)))
  }

  @Test("a stream too short to be sure is undecided, and none once it ends")
  func shortStream() throws {
    var detector = try WireDetector()
    detector.feed(WitMotionEncoder.burst(Motion.swings(1)[0])[0])
    #expect(detector.verdict == .undecided)
    detector.finish()
    #expect(detector.verdict == .none)
    #expect(try detector.makeDecoder().map { _ in true } == nil)
  }

  @Test("a stream that nobody knows is given up at the capacity, and no more is kept")
  func capacity() throws {
    var generator = SeededGenerator(9)
    var detector = try WireDetector()
    #expect(detector.feed(generator.bytes(WireDetector.capacity + 1000)) == WireDetector.capacity)
    #expect(detector.verdict == .none)
    #expect(detector.feed([1, 2, 3]) == 0)
    #expect(detector.taken.count == WireDetector.capacity)
  }

  @Test("frames whose acceleration is far from 1 g are not believed")
  func implausible() throws {
    let still = Motion(acceleration: .zero, rate: .zero)
    let bursts = (0..<40).flatMap { _ in WitMotionEncoder.burst(still).flatMap(\.self) }
    #expect(try WireDetector.detect(bursts) == .none)
  }

  @Test("a frame that came about long before the stream begins does not stand in its way")
  func frameByChance() throws {
    let bursts = Motion.swings(10).map(WitMotionEncoder.burst)
    let bytes = bursts[0][0] + ForeignStream.bootLog.bytes(seed: 1) + bursts.flatMap { $0.flatMap(\.self) }
    #expect(try WireDetector.detect(bytes) == .wire("witmotion"))
  }

  @Test("a sensor is recognised by its frames even if they hold no acceleration")
  func framesWithoutAcceleration() throws {
    let angles = (0..<40).flatMap { _ in WitMotionEncoder.frame(0x53, [1, 2, 3, 4]) }
    #expect(try WireDetector.detect(angles) == .wire("witmotion"))
  }

  @Test("short frames that come about by chance in a few bytes' alphabet are not believed")
  func smallAlphabets() throws {
    let alphabets = ["FA FF 36 00 01 04", "24 4D 3E 00 66 58", "55 51 52 50 00", "AA 00 01", "75 65 80 00 02 0E"]
    var generator = SeededGenerator(21)
    for alphabet in alphabets.map(hex) {
      for _ in 0..<4 {
        let bytes = (0..<4000).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &generator)] }
        #expect(try WireDetector.detect(bytes) == .none)
      }
    }
  }

  @Test("options reach the protocol that knows them; one that none knows is refused")
  func options() throws {
    let lines = Array((0..<20).map { "1;\($0);0;16384\n" }.joined().utf8)
    #expect(try WireDetector.detect(lines) == .none)
    let options = WireOptions(["columns": "-,ax,ay,az", "acc_scale": "0.0006"])
    #expect(try WireDetector.detect(lines, options: options) == .wire("text"))
    #expect(throws: WireOptionError.self) { try WireDetector(options: WireOptions(["colour": "red"])) }
    #expect(throws: WireOptionError.self) { try WireDetector(options: WireOptions(["acc_unit": "stone"])) }
  }
}
