import Glibc
import IMUIngest
import SpatialMath
import Testing

@Suite("Recording reader")
struct RecordingReaderTests {
  private let folder = TemporaryFolder()

  private func read(_ text: String, rows: RowPolicy = .strict) throws -> [IMUSample] {
    var reader = try RecordingReader(path: folder.write(text.utf8, as: "r.csv"), rows: rows)
    var samples: [IMUSample] = []
    while let sample = try reader.next() { samples.append(sample) }
    return samples
  }

  @Test("reads our own header")
  func canonical() throws {
    let samples = try read(
      """
      time_s,accel_x_mps2,accel_y_mps2,accel_z_mps2,gyro_x_radps,gyro_y_radps,gyro_z_radps
      0.00,0.1,-0.2,9.81,0.01,0.02,-0.03
      0.01,0.1,-0.2,9.79,0.04,0.05,-0.06

      """)
    #expect(
      samples == [
        IMUSample(time: 0, acceleration: Vector3(0.1, -0.2, 9.81), angularRate: Vector3(0.01, 0.02, -0.03)),
        IMUSample(time: 0.01, acceleration: Vector3(0.1, -0.2, 9.79), angularRate: Vector3(0.04, 0.05, -0.06)),
      ])
  }

  @Test("says how much of a file was read, and nothing of a pipe")
  func shareRead() throws {
    let header = "time_s,accel_x_g,accel_y_g,accel_z_g\n"
    let rows = (0..<20_000).map { "\($0),0,0,1\n" }
    let path = folder.write((header + rows.joined()).utf8, as: "r.csv")
    var reader = try RecordingReader(path: path)
    let start = reader.shareRead ?? 0
    #expect(0.2...0.5 ~= start)
    while try reader.next() != nil {}
    #expect(reader.shareRead == 1)
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    defer { close(ends[0]) }
    _ = header.withCString { write(ends[1], $0, header.utf8.count) }
    close(ends[1])
    let piped = try RecordingReader(descriptor: ends[0], name: "pipe")
    #expect(piped.shareRead == nil)
  }

  @Test(
    "converts every unit",
    arguments: [
      ("time_s", "2.5", 2.5), ("time_ms", "2500", 2.5), ("time_us", "2500000", 2.5), ("time_us", "1234567", 1.234567),
    ])
  func timeUnits(name: String, text: String, seconds: Double) throws {
    let samples = try read("\(name),accel_x_g,accel_y_mps2,accel_z_g\n\(text),1,9.80665,-2\n")
    #expect(samples == [IMUSample(time: seconds, acceleration: Vector3(9.80665, 9.80665, -19.6133), angularRate: nil)])
  }

  @Test("converts degrees per second, any order of columns, unknown columns ignored")
  func anyOrder() throws {
    let samples = try read(
      "note,gyro_z_dps,accel_y_g,gyro_y_radps,time_ms,accel_x_g,gyro_x_dps,accel_z_g,temperature_c\n"
        + "fine, 180,0,0.5,10,0,-90 ,1,\n")
    #expect(samples.count == 1)
    #expect(samples[0].time == 0.01)
    #expect(samples[0].acceleration == Vector3(0, 0, 9.80665))
    #expect(samples[0].angularRate == Vector3(-Double.pi / 2, 0.5, Double.pi))
  }

  @Test("a column of a known name in a unit that is not known is ignored beside one that is known")
  func extraUnit() throws {
    let samples = try read("time_utc,time_s,accel_x_raw,accel_x_g,accel_y_g,accel_z_g\nnoon,1,x,0,0,0\n")
    #expect(samples == [IMUSample(time: 1, acceleration: .zero, angularRate: nil)])
  }

  @Test("takes byte-order mark, CRLF, comments, blank lines and a missing last newline")
  func dressing() throws {
    let path = folder.write(
      [0xEF, 0xBB, 0xBF]
        + Array(
          "# side: left\r\n#  strap : tight: very \r\n# no metadata\r\n\r\ntime_s,accel_x_g,accel_y_g,accel_z_g\r\n1,0,0,0\r\n# place: gym №1\r\n \r\n2,0,0,0"
            .utf8), as: "r.csv")
    var reader = try RecordingReader(path: path)
    #expect(reader.metadata["side"] == "left")
    #expect(reader.metadata["strap"] == "tight: very")
    #expect(reader.hasAngularRate == false)
    #expect(try reader.next()?.time == 1)
    #expect(try reader.next()?.time == 2)
    #expect(try reader.next() == nil)
    #expect(try reader.next() == nil)
    #expect(reader.metadata == ["side": "left", "strap": "tight: very", "place": "gym №1"])
  }

  @Test("samples above a bad row are given before the error")
  func samplesBeforeError() throws {
    var reader = try RecordingReader(
      path: folder.write("time_s,accel_x_g,accel_y_g,accel_z_g\n1,0,0,0\n1,0,0,0\n3,0,0,x\n4,0,0,0\n".utf8, as: "r.csv")
    )
    #expect(try reader.next()?.time == 1)
    #expect(try reader.next()?.time == 1)
    #expect(throws: RecordingError.self) { try reader.next() }
    #expect(throws: RecordingError.self) { try reader.next() }
  }

  @Test("lenient skips bad rows and counts them by kind")
  func lenient() throws {
    var reader = try RecordingReader(
      path: folder.write(
        "time_s,accel_x_g,accel_y_g,accel_z_g\n1,0,0,0\nx,0,0,0\n2,0,0\n3,0,0,nan\n3,0,,0\n4,0,0,0\n3.5,y,0,0\n5,0,0,0,0\n5,0,0,0\n4,0,0,0\n"
          .utf8, as: "r.csv"), rows: .skipBad)
    var times: [Double] = []
    while let sample = try reader.next() { times.append(sample.time) }
    #expect(times == [1, 4, 5])
    #expect(reader.skippedRows.counts[.notANumber] == 2)
    #expect(reader.skippedRows.counts[.tooFewFields] == 1)
    #expect(reader.skippedRows.counts[.tooManyFields] == 1)
    #expect(reader.skippedRows.counts[.notFinite] == 1)
    #expect(reader.skippedRows.counts[.emptyField] == 1)
    #expect(reader.skippedRows.counts[.timeBackwards] == 1)
    #expect(reader.skippedRows.total == 7)
    #expect(reader.skippedRows.first?.line == 3)
  }

  @Test(
    "lenient: a single row whose time leaps costs that row alone",
    arguments: [
      ([1, 2, 300, 3, 4], [1, 2, 3, 4]), ([300, 1, 2], [1, 2]), ([1, 2, 0.5, 3], [1, 2, 3]),
      ([1, 2, 3, 2.5, 4], [1, 2, 2.5, 4]),
      ([1, 2, 3, 0, 0.5], [1, 2, 3]),
    ] as [([Double], [Double])])
  func lenientLeap(times: [Double], kept: [Double]) throws {
    let rows = times.map { "\($0),0,0,0\n" }.joined()
    #expect(try read("time_s,accel_x_g,accel_y_g,accel_z_g\n" + rows, rows: .skipBad).map(\.time) == kept)
  }

  @Test("the cut of the bytes does not matter", arguments: 1...64)
  func cuts(size: Int) throws {
    let text = Array(
      ("\u{FEFF}# a: b\r\ntime_us,gyro_x_dps,gyro_y_dps,gyro_z_dps,accel_x_g,accel_y_g,accel_z_g\r\n"
        + (0..<50).map { "\($0)0000,1.5,-2.25,\($0).125,0.01,1e-3,1\n" }.joined() + "# é: ü\n500000,1,2,3,4,5,6").utf8)
    var whole = RecordingParser(file: "r", rows: .strict)
    var expected: [IMUSample] = []
    try whole.parse(text.span, into: &expected)
    try whole.finish(into: &expected)
    #expect(expected.count == 51)

    var parser = RecordingParser(file: "r", rows: .strict)
    var samples: [IMUSample] = []
    for start in stride(from: 0, to: text.count, by: size) {
      try parser.parse(text[start..<min(start + size, text.count)].span, into: &samples)
    }
    try parser.finish(into: &samples)
    #expect(samples == expected)
    #expect(parser.metadata == ["a": "b", "é": "ü"])
  }

  @Test("reads from a descriptor and leaves it open")
  func descriptor() throws {
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    let text = Array("time_s,accel_x_g,accel_y_g,accel_z_g\n1,0,0,0\n".utf8)
    #expect(write(ends[1], text, text.count) == text.count)
    close(ends[1])
    do {
      var reader = try RecordingReader(descriptor: ends[0], name: "standard input")
      #expect(try reader.next()?.time == 1)
      #expect(try reader.next() == nil)
    }
    #expect(close(ends[0]) == 0)
  }
}
