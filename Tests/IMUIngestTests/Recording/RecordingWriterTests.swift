import IMUIngest
import SpatialMath
import Testing

@Suite("Recording writer")
struct RecordingWriterTests {
  private let folder = TemporaryFolder()

  @Test("writes metadata, our header and fixed decimals")
  func text() throws {
    var writer = try RecordingWriter(path: folder.path("r.csv"))
    try writer.writeMetadata("side", "left")
    try writer.writeMetadata("a:b", "two\nlines")
    try writer.write(
      IMUSample(time: 0, acceleration: Vector3(-0.000_004, 9.80665, -19.999_999), angularRate: Vector3(1, -0.5, 1e-7)))
    try writer.write(
      IMUSample(
        time: 3_599.123_456_7, acceleration: Vector3(0, 0, 0.1), angularRate: Vector3(-34.906_585, 0, 0.000_000_5)))
    try writer.finish()
    #expect(
      String(decoding: folder.read("r.csv"), as: UTF8.self) == """
        # side: left
        # a b: two lines
        time_s,accel_x_mps2,accel_y_mps2,accel_z_mps2,gyro_x_radps,gyro_y_radps,gyro_z_radps
        0.000000,0.00000,9.80665,-20.00000,1.000000,-0.500000,0.000000
        3599.123457,0.00000,0.00000,0.10000,-34.906585,0.000000,0.000001

        """)
  }

  @Test("leaves the gyroscope columns out for a sensor without one")
  func withoutGyroscope() throws {
    var writer = try RecordingWriter(path: folder.path("r.csv"))
    try writer.write(IMUSample(time: 1, acceleration: .zero, angularRate: nil))
    try writer.finish()
    #expect(
      String(decoding: folder.read("r.csv"), as: UTF8.self)
        == "time_s,accel_x_mps2,accel_y_mps2,accel_z_mps2\n1.000000,0.00000,0.00000,0.00000\n")
  }

  @Test("what was written reads back to the nearest double of the decimals, and writes the same again")
  func roundTrip() throws {
    var generator = SeededGenerator(seed: 7)
    var samples: [IMUSample] = []
    for index in 0..<5_000 {
      // Whole multiples of the written resolution, made by the division that rounds once.
      let part = { (limit: Int, scale: Double) in Double(Int.random(in: -limit...limit, using: &generator)) / scale }
      samples.append(
        IMUSample(
          time: Double(index * 10_007) / 1e6,
          acceleration: Vector3(part(16_000_000, 1e5), part(16_000_000, 1e5), part(200, 1e5)),
          angularRate: Vector3(part(35_000_000, 1e6), part(35_000_000, 1e6), part(9, 1e6))))
    }
    for name in ["a.csv", "b.csv"] {
      var writer = try RecordingWriter(path: folder.path(name))
      for sample in samples { try writer.write(sample) }
      try writer.finish()
      var reader = try RecordingReader(path: folder.path(name))
      var count = 0
      while let sample = try reader.next() {
        #expect(sample == samples[count])
        count += 1
      }
      #expect(count == samples.count)
    }
    #expect(folder.read("a.csv") == folder.read("b.csv"))
  }

  @Test("does not replace a file unless told to")
  func existing() throws {
    let path = folder.write("precious".utf8, as: "r.csv")
    let error = #expect(throws: RecordingError.self) { _ = try RecordingWriter(path: path) }
    #expect(error?.code == .alreadyExists)
    #expect(folder.read("r.csv") == Array("precious".utf8))
    let writer = try RecordingWriter(path: path, replacing: true)
    try writer.finish()
    #expect(folder.read("r.csv").isEmpty)
  }

  @Test("refuses what could not be read back, and stays usable")
  func refusals() throws {
    var writer = try RecordingWriter(path: folder.path("r.csv"))
    let good = IMUSample(time: 1, acceleration: .zero, angularRate: .zero)
    try writer.write(good)
    let bad: [(IMUSample, RecordingError.Code)] = [
      (IMUSample(time: 0.5, acceleration: .zero, angularRate: .zero), .timeBackwards),
      (IMUSample(time: .nan, acceleration: .zero, angularRate: .zero), .notFinite),
      (IMUSample(time: 2, acceleration: Vector3(0, .infinity, 0), angularRate: .zero), .notFinite),
      (IMUSample(time: 2, acceleration: .zero, angularRate: Vector3(1e300, 0, 0)), .notFinite),
      (IMUSample(time: 2, acceleration: .zero, angularRate: nil), .mixedSamples),
    ]
    for (sample, code) in bad {
      let error = #expect(throws: RecordingError.self) { try writer.write(sample) }
      #expect(error?.code == code)
    }
    try writer.write(good)
    try writer.finish()
    var reader = try RecordingReader(path: folder.path("r.csv"))
    #expect(try reader.next() == good)
    #expect(try reader.next() == good)
    #expect(try reader.next() == nil)
  }

  @Test("a full disk is reported with status 74")
  func fullDisk() throws {
    var writer = try RecordingWriter(path: "/dev/full")
    try writer.write(IMUSample(time: 1, acceleration: .zero, angularRate: nil))
    let error = #expect(throws: RecordingError.self) { try writer.flush() }
    #expect(error?.code == .inputOutput)
    #expect(error?.exitStatus.rawValue == 74)
  }
}
