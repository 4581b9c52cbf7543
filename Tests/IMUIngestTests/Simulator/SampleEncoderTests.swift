import Glibc
import IMUIngest
import SpatialMath
import Testing

/// The encoders against the bytes and lines that the protocols' descriptions print.
@Suite("Sample encoders")
struct SampleEncoderTests {
  private static let degree = Double.pi / 180

  private func sample(
    time: Double = 0, acceleration: Vector3, rate: Vector3?, orientation: Quaternion = .identity
  ) -> SimulatedSample {
    SimulatedSample(
      sequence: 0, measured: time, deviceTime: time, arrival: time, acceleration: acceleration, angularRate: rate,
      orientation: orientation)
  }

  private func bytes(_ name: String, _ samples: SimulatedSample...) throws -> [UInt8] {
    var encoder = try #require(SampleEncodingTable.named(name)).makeEncoder()
    var bytes: [UInt8] = []
    for sample in samples { encoder.encode(sample, into: &bytes) }
    return bytes
  }

  private func text(_ name: String, _ samples: SimulatedSample...) throws -> String {
    var encoder = try #require(SampleEncodingTable.named(name)).makeEncoder()
    var bytes: [UInt8] = []
    for sample in samples { encoder.encode(sample, into: &bytes) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Bytes from a text such as `55 51`.
  private func hex(_ text: String) -> [UInt8] {
    text.split(whereSeparator: { $0 == " " || $0 == "\n" }).compactMap { UInt8($0, radix: 16) }
  }

  // The values of the example of WitMotion's description with time: 2025-06-30 08:15:42.750, day 180 of the year.
  private var witMotionExample: SimulatedSample {
    sample(
      time: 180 * 86_400 + 8 * 3600 + 15 * 60 + 42.75, acceleration: Vector3(-4.903325, 2.451662, 9.500192),
      rate: Vector3(17.453293, -8.726646, -0.001065),
      // Yaw 90, pitch -22.5, roll 45 degrees, turned in this order.
      orientation: Quaternion(angle: 90 * Self.degree, axis: Vector3(0, 0, 1))
        * Quaternion(angle: -22.5 * Self.degree, axis: Vector3(0, 1, 0))
        * Quaternion(angle: 45 * Self.degree, axis: Vector3(1, 0, 0)))
  }

  @Test("WitMotion frames are those of the description's example")
  func witMotion() throws {
    let time = "55 50 19 06 1E 08 0F 2A EE 02 13"
    let acceleration = "55 51 00 FC 00 02 C0 07 C4 0B 3A"
    let rate = "55 52 00 40 00 E0 FF FF C4 0B 94"
    let angles = "55 53 00 20 00 F0 00 40 46 00 3E"
    #expect(try bytes("witmotion", witMotionExample) == hex("\(acceleration) \(rate)"))
    #expect(try bytes("witmotion:time", witMotionExample) == hex("\(time) \(acceleration) \(rate)"))
    let factory = try bytes("witmotion:factory", witMotionExample)
    #expect(Array(factory.prefix(33)) == hex("\(acceleration) \(rate) \(angles)"))
    #expect(factory.count == 44 && factory[34] == 0x54)
  }

  @Test("WitMotion words stop at the ends of their range")
  func witMotionRange() throws {
    let far = sample(acceleration: Vector3(400, -400, 0), rate: Vector3(100, -100, 0))
    let frames = try bytes("witmotion", far)
    #expect(Array(frames[2..<6]) == [0xFF, 0x7F, 0x00, 0x80])
    #expect(Array(frames[13..<17]) == [0xFF, 0x7F, 0x00, 0x80])
  }

  @Test("WitMotion's calendar knows months and leap years")
  func calendar() throws {
    // Days since 1 January 2025: 28 February and 1 March 2025, 29 February 2028, 31 December 2028.
    for (day, date) in [(58, [25, 2, 28]), (59, [25, 3, 1]), (1154, [28, 2, 29]), (1460, [28, 12, 31])]
      as [(Int, [UInt8])]
    {
      let frames = try bytes(
        "witmotion:time", sample(time: Double(day) * 86_400 + 0.25, acceleration: .zero, rate: .zero))
      #expect(Array(frames[2..<5]) == date)
      #expect(Array(frames[5..<10]) == [0, 0, 0, 250, 0])
    }
  }

  @Test("plain lines: names and values, header, numbers alone")
  func plainLines() throws {
    let first = sample(
      time: 1.2, acceleration: Vector3(0.12, -0.3, 9.77), rate: Vector3(0.001, -0.5, 0.02))
    #expect(
      try text("text", first)
        == "ms:1200,ax:0.1200,ay:-0.3000,az:9.7700,gx:0.00100,gy:-0.50000,gz:0.02000\n")
    #expect(try text("text:bare", first) == "1200,0.1200,-0.3000,9.7700,0.00100,-0.50000,0.02000\n")
    let flat = sample(time: 0.5, acceleration: Vector3(0, -4.903325, 9.80665), rate: Vector3(0, .pi, -.pi / 2))
    #expect(
      try text("text:header", flat, flat) == """
        time_ms,ax_g,ay_g,az_g,gx_dps,gy_dps,gz_dps
        500,0.00000,-0.50000,1.00000,0.000,180.000,-90.000
        500,0.00000,-0.50000,1.00000,0.000,180.000,-90.000

        """)
  }

  @Test("lines of a sensor without a gyroscope leave the rate out")
  func withoutGyroscope() throws {
    let one = sample(time: 1, acceleration: Vector3(0, 0, 9.80665), rate: nil)
    #expect(try text("text", one) == "ms:1000,ax:0.0000,ay:0.0000,az:9.8067\n")
    #expect(try text("text:header", one) == "time_ms,ax_g,ay_g,az_g\n1000,0.00000,0.00000,1.00000\n")
    #expect(try text("text:json", one) == "{\"ms\":1000,\"acc\":{\"x\":0.0000,\"y\":0.0000,\"z\":9.8067}}\n")
    #expect(try text("text:teleplot", one) == ">ax:1000:0.00000\n>ay:1000:0.00000\n>az:1000:9.80665\n")
  }

  @Test("Teleplot and JSON")
  func structured() throws {
    let one = sample(time: 2, acceleration: Vector3(1, 2, 3), rate: Vector3(-1, 0, 0.5))
    #expect(
      try text("text:teleplot", one) == """
        >ax:2000:1.00000
        >ay:2000:2.00000
        >az:2000:3.00000
        >gx:2000:-1.00000
        >gy:2000:0.00000
        >gz:2000:0.50000

        """)
    #expect(
      try text("text:json", one)
        == "{\"ms\":2000,\"acc\":{\"x\":1.0000,\"y\":2.0000,\"z\":3.0000},\"gyro\":[-1.00000,0.00000,0.50000]}\n")
  }

  @Test("the lines of known firmwares are those of the description's examples")
  func firmwares() throws {
    let raw = sample(acceleration: Vector3(0, 4.9, 8.486475), rate: Vector3(0, -0.174533, 0.017453))
    #expect(try text("text:raw", raw).hasPrefix("Raw:0,4096,7094,0,-160,16,"))
    #expect(try text("text:raw", raw).split(separator: ",").count == 9)
    #expect(try text("text:uni", raw).hasPrefix("Uni:0.0000,4.9000,8.4865,0.00000,-0.17453,0.01745,"))
    #expect(
      try text("text:axes", raw) == """
        Temperature: 24.51 deg C
        Accel X: 0.0000 \tY: 4.9000 \tZ: 8.4865 m/s^2
        Gyro X: 0.00000 \tY: -0.17453 \tZ: 0.01745 rad/s

        """)
    let razor = sample(
      acceleration: Vector3(0.459687, -0.153229, 9.576807), rate: Vector3(0.012142, 0, -0.024284))
    let lines = try text("text:razor", razor).split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines[0] == "#A-C=12.00,-4.00,250.00")
    #expect(lines[1].hasPrefix("#M-C="))
    #expect(lines[2] == "#G-C=10.00,0.00,-20.00")
    #expect(
      try text("text:yprag", witMotionExample)
        == "#YPRAG=90.00,-22.50,45.00,-128.00,64.00,248.00,17.4533,-8.7266,-0.0011\n")
  }

  @Test("a BNO08x sends at most 100 frames a second, with index, angles near the truth, and acceleration")
  func bno08x() throws {
    let tilted =
      Quaternion(angle: -20 * Self.degree, axis: Vector3(0, 1, 0))
      * Quaternion(angle: 50 * Self.degree, axis: Vector3(1, 0, 0))
    let force = tilted.conjugate.rotate(Vector3(0, 0, 9.80665))
    let times = [0, 0.005, 0.01, 2.56]
    var encoder = try #require(SampleEncodingTable.named("bno08x-rvc")).makeEncoder()
    var frames: [UInt8] = []
    for time in times {
      encoder.encode(sample(time: time, acceleration: force, rate: nil, orientation: tilted), into: &frames)
    }
    #expect(frames.count == 3 * 19)
    #expect([frames[2], frames[21], frames[40]] == [0, 1, 0])
    func word(_ at: Int) -> Double { Double(Int16(bitPattern: UInt16(frames[at]) | UInt16(frames[at + 1]) << 8)) }
    #expect((word(5) / 100 + 20).magnitude < 5 && (word(7) / 100 - 50).magnitude < 5)
    #expect((word(9) - 1000 * sin(20 * Self.degree)).magnitude < 1)
    #expect(frames[18] == frames[2..<18].reduce(0, &+))
  }

  @Test("names in the table are unique and begin with the wire's name")
  func table() {
    let names = SampleEncodingTable.all.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(names.contains("witmotion") && names.contains("text"))
    for encoding in SampleEncodingTable.all { #expect(encoding.name.hasPrefix(encoding.wire)) }
  }
}
