import IMUIngest
import SpatialMath
import Testing

@Suite("WitMotion, 20-byte frames")
struct WitMotion61Tests {
  private static let measurement = hex("55 61 D4 FE DC 05 78 05 34 03 00 F0 21 00 C7 11 72 FC AA 6A")
  private static let registers = hex("55 71 3A 00 64 00 38 FF 2C 01 C7 11 72 FC AA 6A C4 09 00 00")

  @Test("a frame at the line's end gives its sample")
  func example() throws {
    let samples = try decode("witmotion61", Self.measurement)
    #expect(samples.count == 1)
    expect(samples.first?.acceleration, near: -1.436521, 7.182605, 6.703765)
    expect(samples.first?.angularRate, near: 0.873517, -4.363323, 0.035154)
    #expect(samples.first?.deviceTime == nil)
  }

  @Test("a reply to a register read gives no sample and confirms the frame before it")
  func registerReply() throws {
    var decoder = try decoder("witmotion61")
    var samples: [DecodedSample] = []
    decoder.decode(Self.measurement + Self.registers + Self.measurement, into: &samples)
    #expect(samples.count == 1)
    decoder.finish(into: &samples)
    #expect(samples.count == 2)
    #expect(decoder.counters.frames == 3)
  }

  @Test("a frame counts only once another begins right behind it")
  func followUp() throws {
    var decoder = try decoder("witmotion61")
    var samples: [DecodedSample] = []
    decoder.decode(Self.measurement + [0x55], into: &samples)
    #expect(samples.isEmpty)
    decoder.decode([0x61], into: &samples)
    #expect(samples.count == 1)
    #expect(try decode("witmotion61", Self.measurement + [0x00, 0x01] + Self.measurement).count == 1)
  }

  @Test("28-byte frames of a vibration sensor, which begin alike, are none")
  func vibrationSensor() throws {
    let frame = hex("55 61 11 00 16 00 02 00 02 00 00 00 01 00 E6 0A 43 00 47 00 0A 00 25 00 25 00 25 00")
    let stream = Array(repeating: frame, count: 20).flatMap(\.self)
    #expect(try decode("witmotion61", stream).isEmpty)
    #expect(try WireDetector.detect(stream) == .none)
  }
}
