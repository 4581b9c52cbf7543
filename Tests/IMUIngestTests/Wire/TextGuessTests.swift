import IMUIngest
import SpatialMath
import Testing

@Suite("Text: CSV without header")
struct TextGuessTests {
  /// Lines of a swing in some unit: 1 g reads as `norm`, a degree per second as `rate`.
  private static func lines(norm: Double, rate: Double, digits: Double, before: String = "", after: String = "")
    -> [String]
  {
    Motion.swings(12).enumerated().map { index, motion in
      let a = motion.acceleration / gravity * norm
      let g = motion.rate / degree * rate
      let values = [a.x, a.y, a.z, g.x, g.y, g.z].map { "\(($0 * digits).rounded() / digits)" }
      let time = before.isEmpty ? [] : ["\(1000 + 10 * index)"]
      return (time + values + (after.isEmpty ? [] : [after])).joined(separator: ",")
    }
  }

  @Test(
    "units are told by the norm of the acceleration",
    arguments: [
      (1, 1, 1000), (gravity, degree, 10000), (gravity, 1, 1000), (1000, 1, 10), (2048, 16.4, 1), (4096, 32.8, 1),
      (8192, 65.5, 1),
      (16384, 131, 1),
    ] as [(Double, Double, Double)])
  func units(norm: Double, rate: Double, digits: Double) throws {
    let samples = try decode("text", lines: Self.lines(norm: norm, rate: rate, digits: digits))
    let motions = Motion.swings(12)
    #expect(samples.count == motions.count)
    for (sample, motion) in zip(samples, motions) {
      expect(
        sample.acceleration, near: motion.acceleration.x, motion.acceleration.y, motion.acceleration.z, within: 0.02)
      expect(sample.angularRate, near: motion.rate.x, motion.rate.y, motion.rate.z, within: 0.02)
    }
  }

  @Test("time in front is told by its rise, a magnetometer behind by the number of columns")
  func moreColumns() throws {
    let samples = try decode("text", lines: Self.lines(norm: 1, rate: 1, digits: 1000, before: "t", after: "20,-30,40"))
    let times = (0..<12).map { Double(1000 + 10 * $0) / 1000 }
    #expect(samples.compactMap(\.deviceTime) == times)
  }

  @Test("nothing is guessed silently: the sentence says what, and how to say it for sure")
  func sentence() throws {
    var decoder = try TextDecoder()
    var samples: [DecodedSample] = []
    let lines = Self.lines(norm: 1, rate: 1, digits: 1000)
    decoder.decode(Array(lines[..<9].map { $0 + "\n" }.joined().utf8), into: &samples)
    #expect(samples.isEmpty)
    #expect(decoder.guess == nil)
    decoder.decode(Array((lines[9] + "\n").utf8), into: &samples)
    #expect(samples.count == 10)
    let guess = try #require(decoder.guess)
    #expect(guess.columnNames == ["ax", "ay", "az", "gx", "gy", "gz"])
    #expect(guess.accelerationFactor == gravity)
    #expect(guess.rateFactor == degree)
    #expect(decoder.notes == [guess.sentence])
    #expect(guess.sentence.contains("columns=ax,ay,az,gx,gy,gz"))
  }

  @Test("five lines must do when the stream ends, four do not", arguments: [(4, 0), (5, 5)])
  func shortStream(count: Int, samples: Int) throws {
    #expect(try decode("text", lines: Array(Self.lines(norm: 1, rate: 1, digits: 1000)[..<count])).count == samples)
  }

  @Test("a sensor at rest whose numbers never change is guessed only where the user has named the wire")
  func atRest() throws {
    let lines = Array(repeating: "0.01,-0.02,1.01,0.00,0.12,0.00", count: 12)
    let samples = try decode("text", lines: lines)
    #expect(samples.count == 12)
    expect(samples.last?.acceleration, near: 0.0980665, -0.196133, 9.9047165)
    expect(samples.last?.angularRate, near: 0, 0.12 * degree, 0)
    #expect(try WireDetector.detect(Array((lines.joined(separator: "\n") + "\n").utf8)) == .none)
  }

  @Test("lines that come one by one with pauses between are guessed as well")
  func pauses() throws {
    var decoder = try decoder("text")
    var samples: [DecodedSample] = []
    for line in Self.lines(norm: 1, rate: 1, digits: 1000) {
      decoder.decode(Array((line + "\n").utf8), into: &samples)
      decoder.finish(into: &samples)
    }
    #expect(samples.count == 12)
  }

  @Test("other loggers are not taken for an IMU, and the user is told what to do", arguments: OtherLogger.allCases)
  func otherLoggers(logger: OtherLogger) throws {
    var decoder = try decoder("text")
    var samples: [DecodedSample] = []
    decoder.decode(logger.stream(lines: 60, seed: 3), into: &samples)
    decoder.finish(into: &samples)
    #expect(samples.isEmpty)
    if logger.isHeaderless { #expect(decoder.notes.first?.contains("columns=") == true) }
  }
}
