import Glibc
import IMUIngest
import SpatialMath
import Testing

/// A stream in `Fixtures/wires`, made by encoders that know nothing of these decoders (`make.py` there).
struct PeerStream: Sendable, CustomTestStringConvertible {
  /// Its file without `.bin`.
  let name: String
  /// How far a decoded acceleration may be from the motion, m/s²: half a step of what the wire carries.
  let acceleration: Double
  /// The same for rates, rad/s; nil where the wire has none.
  let rate: Double?
  /// Whether the sensor's z points down, as that of aircraft does.
  var isZDown = false
  /// Whether the device tells its time.
  var tellsTime = true

  var testDescription: String { name }
  /// The wire's name.
  var wire: String { String(name.split(separator: ".")[1]) }

  private static let folder =
    #filePath.dropLast("Tests/IMUIngestTests/Wire/PeerStreamTests.swift".count) + "Fixtures/wires"
  private static let milliGravity = gravity / 2000
  private static let witMotion = (acceleration: 8 * gravity / 32768, rate: 1000 * degree / 32768)

  static let all = [
    PeerStream(name: "burst.witmotion", acceleration: witMotion.acceleration, rate: witMotion.rate),
    PeerStream(
      name: "short.witmotion61", acceleration: witMotion.acceleration, rate: witMotion.rate, tellsTime: false),
    PeerStream(name: "rvc.bno08x-rvc", acceleration: milliGravity, rate: nil),
    PeerStream(name: "binary.ximu3", acceleration: 2e-6, rate: 1e-6),
    PeerStream(name: "ascii.ximu3", acceleration: 0.00005 * gravity, rate: 0.00005 * degree),
    PeerStream(name: "float.xsens", acceleration: 1e-6, rate: 1e-6),
    PeerStream(name: "fp1220.xsens", acceleration: 5e-7, rate: 5e-7),
    PeerStream(name: "fp1632.xsens", acceleration: 1e-9, rate: 1e-9),
    PeerStream(name: "double.xsens", acceleration: 1e-9, rate: 1e-9),
    PeerStream(name: "v1-raw.mavlink", acceleration: milliGravity, rate: 0.0005, isZDown: true),
    PeerStream(name: "v2-scaled.mavlink", acceleration: milliGravity, rate: 0.0005, isZDown: true),
    PeerStream(name: "v2-highres.mavlink", acceleration: 1e-6, rate: 1e-6, isZDown: true),
    PeerStream(name: "v1.msp", acceleration: gravity / 4096, rate: degree / 2, tellsTime: false),
    PeerStream(name: "filter-too.mip", acceleration: 2e-6, rate: 1e-6, isZDown: true),
    PeerStream(name: "two-groups.vectornav", acceleration: 1e-6, rate: 1e-6, isZDown: true),
    PeerStream(name: "ymr.vectornav-ascii", acceleration: 0.0005, rate: 5e-7, isZDown: true, tellsTime: false),
    PeerStream(name: "hi91.hipnuc", acceleration: 2e-6, rate: 1e-6),
    PeerStream(name: "header.text", acceleration: 0.00005 * gravity, rate: 0.0005 * degree),
    PeerStream(name: "json.text", acceleration: 0.00005, rate: 5e-6),
  ]

  /// The stream's bytes.
  func bytes() throws -> [UInt8] { try Self.contents("\(name).bin") }

  /// The motion that all streams carry, in the sensor's axes.
  func motion() throws -> [(acceleration: Vector3, rate: Vector3)] {
    let sign = isZDown ? -1.0 : 1
    return try String(decoding: Self.contents("motion.csv"), as: UTF8.self).split(separator: "\n").dropFirst().map {
      let numbers = try $0.split(separator: ",").map { try #require(Double($0)) }
      return (
        Vector3(numbers[1], sign * numbers[2], sign * numbers[3]),
        Vector3(numbers[4], sign * numbers[5], sign * numbers[6])
      )
    }
  }

  private static func contents(_ file: String) throws -> [UInt8] {
    let stream = try #require(fopen("\(folder)/\(file)", "r"))
    defer { fclose(stream) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = fread(&piece, 1, piece.count, stream)
      guard count > 0 else { return bytes }
      bytes += piece[..<count]
    }
  }
}

@Suite("Wires: streams of other encoders")
struct PeerStreamTests {
  /// The decimals of motion.csv, m/s² and rad/s.
  private static let written = 1e-7

  @Test("every sample comes out, once, with the numbers that went in", arguments: PeerStream.all)
  func decodes(stream: PeerStream) throws {
    var decoder = try decoder(stream.wire)
    var samples: [DecodedSample] = []
    decoder.decode(try stream.bytes(), into: &samples)
    decoder.finish(into: &samples)
    let motion = try stream.motion()
    #expect(samples.count == motion.count)
    #expect(decoder.counters.lostBytes == 0)
    #expect(decoder.counters.checksumFailures + decoder.counters.malformedFrames == 0)
    for (sample, truth) in zip(samples, motion) {
      let error = (sample.acceleration - truth.acceleration).maximumMagnitude
      #expect(error <= stream.acceleration * 1.001 + Self.written)
      #expect((sample.angularRate == nil) == (stream.rate == nil))
      if let rate = sample.angularRate, let limit = stream.rate {
        #expect((rate - truth.rate).maximumMagnitude <= limit * 1.001 + Self.written)
      }
    }
    // A hundredth of a second each, over every wrap that is in the stream.
    let times = samples.compactMap(\.deviceTime)
    #expect(times.count == (stream.tellsTime ? motion.count : 0))
    #expect(zip(times, times.dropFirst()).allSatisfy { ($1 - $0 - 0.01).magnitude < 1e-6 })
  }

  @Test("every stream is recognised from its first fifth", arguments: PeerStream.all)
  func recognised(stream: PeerStream) throws {
    let bytes = try stream.bytes()
    #expect(try WireDetector.detect(Array(bytes.prefix(bytes.count / 5))) == .wire(stream.wire))
  }

  @Test("there is a stream of every wire")
  func complete() {
    #expect(Set(PeerStream.all.map(\.wire)) == Set(WireTable.all.map(\.name)))
  }
}
