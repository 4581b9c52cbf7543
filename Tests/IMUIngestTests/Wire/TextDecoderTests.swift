import IMUIngest
import SpatialMath
import Testing

@Suite("Text: lines, options and clocks")
struct TextDecoderTests {
  private static let line = "ax:1,ay:2,az:3"

  @Test("lines end in LF or CR LF; a line without end gives nothing")
  func lineEnds() throws {
    #expect(try decode("text", Array("ax:1,ay:2,az:3\nax:1,ay:2,az:3\r\n\r\n\nax:1,ay:2,az:3".utf8)).count == 2)
  }

  @Test("a line of 512 bytes is taken, a longer one is not", arguments: [(512, 1), (513, 0), (5000, 0)])
  func longestLine(length: Int, count: Int) throws {
    let line = Self.line + ",note:" + String(repeating: "x", count: length - Self.line.utf8.count - 6)
    #expect(line.utf8.count == length)
    #expect(try decode("text", lines: [line]).count == count)
    #expect(try decode("text", lines: [line, Self.line]).count == count + 1)
  }

  @Test("lines with control characters or bytes that are no UTF-8 give nothing")
  func foreignBytes() throws {
    let bad: [[UInt8]] = [[0], [0x1B], [0x7F], [0xFF], [0xC3], [0x0D, 0x0D]]
    for bytes in bad {
      #expect(try decode("text", Array("ax:1,ay:2,az:3".utf8) + bytes + [0x0A]).isEmpty)
    }
    #expect(try decode("text", Array("\u{FEFF}temp(°C):20\tax:1,ay:2,az:3\n".utf8)).count == 1)
  }

  @Test("given units and scales override those of names")
  func overrides() throws {
    let line = ["ax_g:1000,ay:0,az:0,gx:90,gy:0,gz:0"]
    let units = try decode("text", lines: line, ["acc_unit": "mg", "gyro_unit": "dps"])
    expect(units.first?.acceleration, near: 9.80665, 0, 0)
    expect(units.first?.angularRate, near: 1.570796, 0, 0)
    let scales = try decode("text", lines: line, ["acc_scale": "0.5", "gyro_scale": "-0.1"])
    expect(scales.first?.acceleration, near: 500, 0, 0)
    expect(scales.first?.angularRate, near: -9, 0, 0)
  }

  @Test(
    "options that cannot be used are refused by a sentence that names them",
    arguments: [
      ("columns", "time,ax,ay"), ("columns", "ax,ay,az,gx"), ("acc_unit", "dps"), ("gyro_unit", "knots"),
      ("acc_scale", "much"),
      ("gyro_scale", "0"), ("prefer", "both"), ("colour", "red"),
    ])
  func refusals(key: String, value: String) throws {
    let error = #expect(throws: WireOptionError.self) { try decoder("text", [key: value]) }
    #expect(error?.key == key)
    #expect(error?.message.contains(key) == true)
  }

  @Test("unit and scale of the same quantity are refused together")
  func contradiction() throws {
    #expect(throws: WireOptionError.self) { try decoder("text", ["acc_unit": "g", "acc_scale": "9.8"]) }
  }

  @Test("milliseconds and microseconds start over at 2³² and run on", arguments: [("ms", 1e-3), ("us", 1e-6)])
  func clockWraps(name: String, unit: Double) throws {
    let lines = [4_294_967_290, 4, 14].map { "\(name):\($0)," + Self.line }
    let times = try decode("text", lines: lines).map { (($0.deviceTime ?? 0) / unit).rounded() }
    #expect(times == [4_294_967_290, 4_294_967_300, 4_294_967_310])
  }

  @Test("a column called time that holds dates is no clock")
  func dates() throws {
    let samples = try decode("text", lines: ["time,ax,ay,az", "12:30:01,1,2,3", "12:30:02,1,2,3"])
    #expect(samples.map(\.deviceTime) == [nil, nil])
  }

  @Test("a temperature that is called t is no clock, a restart of the device leaves one")
  func falseClock() throws {
    let temperatures = try decode("text", lines: (0..<40).map { "T:\(25 + $0 % 2),ax:1,ay:2,az:3" })
    #expect(temperatures.last?.deviceTime == nil)
    let restart = try decode("text", lines: (0..<40).map { "t:\(10 * ($0 % 30)),ax:1,ay:2,az:3" })
    #expect(restart.last?.deviceTime == 0.09)
  }

  @Test(
    "accelerations that look like another unit are taken as m/s², and the user is told",
    arguments: [(1.0, "acc_unit=g"), (1000, "acc_unit=mg"), (16384, "acc_scale=0.00059855")])
  func suspiciousScale(norm: Double, option: String) throws {
    var decoder = try decoder("text")
    var samples: [DecodedSample] = []
    for _ in 0..<60 { decoder.decode(Array("ax:0,ay:0,az:\(norm)\n".utf8), into: &samples) }
    #expect(samples.allSatisfy { $0.acceleration.z == norm })
    #expect(decoder.notes.count == 1)
    #expect(decoder.notes.first?.contains(option) == true)
    var given = try IMUIngestTests.decoder("text", ["acc_scale": "\(gravity / norm)"])
    for _ in 0..<60 { given.decode(Array("ax:0,ay:0,az:\(norm)\n".utf8), into: &samples) }
    #expect(given.notes.isEmpty)
  }

  @Test("bytes are counted as lines that fit or as lost")
  func counters() throws {
    var decoder = try decoder("text")
    var samples: [DecodedSample] = []
    decoder.decode(Array("hello\nax:1,ay:2,az:3\nax:1,ay:2,az:x\nax:1,ay:2,az:3\n".utf8), into: &samples)
    let counters = decoder.counters
    #expect(counters.bytes == 51)
    #expect(counters.frames == 2)
    #expect(counters.frameBytes == 30)
    #expect(counters.lostBytes == 21)
    #expect(counters.malformedFrames == 1)
    #expect(counters.resynchronisations == 1)
    #expect(counters.samples == 2)
  }
}
