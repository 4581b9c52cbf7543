import Glibc
import IMUIngest
import Testing

@Suite("Recording refusals")
struct RecordingRefusalTests {
  /// A text that must be refused, and how.
  struct Refusal: CustomTestStringConvertible {
    var code: RecordingError.Code
    var text: [UInt8]
    var sentence: String
    var testDescription: String { "\(code): \(sentence)" }

    init(_ code: RecordingError.Code, _ text: String, _ sentence: String) {
      self.init(code, Array(text.utf8), sentence)
    }

    init(_ code: RecordingError.Code, _ text: [UInt8], _ sentence: String) {
      self.code = code
      self.text = text
      self.sentence = sentence
    }
  }

  static let header = "time_s,accel_x_mps2,accel_y_mps2,accel_z_mps2,gyro_x_radps,gyro_y_radps,gyro_z_radps"
  static let short = "time_s,accel_x_g,accel_y_g,accel_z_g\n"

  static let refusals: [Refusal] = [
    Refusal(.emptyFile, "", "found an empty file, expected a header row and samples; begin with \(header)"),
    Refusal(
      .emptyFile, "# a: b\n\n", "found nothing but comments, expected a header row and samples; begin with \(header)"),
    Refusal(.noSamples, short, "found a header but no row below it, expected at least one sample; record again"),
    Refusal(
      .unknownUnit, "time_s,accel_x_furlongs,accel_y_g,accel_z_g\n",
      ", line 1, column 2 (accel_x_furlongs): found the unit 'furlongs', expected accel_x_mps2 or accel_x_g; convert the column and name it so"
    ),
    Refusal(
      .unknownUnit, "# x\ntime,accel_x_g,accel_y_g,accel_z_g\n",
      ", line 2, column 1 (time): found no unit, expected time_s, time_ms or time_us; convert the column and name it so"
    ),
    Refusal(
      .unknownUnit, "time_s,accel_x_g,accel_y_g,accel_z_g,gyro_x_rpm,gyro_y_rpm,gyro_z_rpm\n",
      ", line 1, column 5 (gyro_x_rpm): found the unit 'rpm', expected gyro_x_radps or gyro_x_dps; convert the column and name it so"
    ),
    Refusal(
      .missingColumn, "time_s,accel_x_g,accel_z_g\n",
      ", line 1: found no column for accel_y in 'time_s,accel_x_g,accel_z_g', expected accel_y_mps2 or accel_y_g; name the columns as in \(header)"
    ),
    Refusal(
      .missingColumn, "time_s,accel_x_g,accel_y_g,accel_z_g,gyro_x_dps,gyro_z_dps\n",
      ", line 1: found no column for gyro_y in 'time_s,accel_x_g,accel_y_g,accel_z_g,gyro_x_dps,gyro_z_dps', expected gyro_y_radps or gyro_y_dps; add the column, or remove the other gyro columns if the sensor has no gyroscope"
    ),
    Refusal(
      .missingColumn, "1.0,2,3,4\n",
      ", line 1: found no column for time in '1.0,2,3,4', expected time_s, time_ms or time_us; name the columns as in \(header)"
    ),
    Refusal(
      .duplicateColumn, "time_s,accel_x_g,accel_y_g,accel_z_g,accel_x_g\n",
      ", line 1, column 5 (accel_x_g): found a second column for accel_x beside column 2 (accel_x_g), expected one; remove or rename one of the two"
    ),
    Refusal(
      .duplicateColumn, "time_s,time_us,accel_x_g,accel_y_g,accel_z_g\n",
      ", line 1, column 2 (time_us): found a second column for time beside column 1 (time_s), expected one; remove or rename one of the two"
    ),
    Refusal(
      .wrongSeparator, "time_s;accel_x_g;accel_y_g;accel_z_g\n1;0;0;0\n",
      ", line 1: found fields parted by ';', expected commas; save the file with commas"),
    Refusal(
      .notANumber, short + "1,0,0,0\n2,0,zero,0\n",
      ", line 3, column 3 (accel_y_g): found 'zero', expected a number; correct the row or skip bad rows with --lenient"
    ),
    Refusal(
      .notANumber, short + "1,0x10,0,0\n",
      ", line 2, column 2 (accel_x_g): found '0x10', expected a number; correct the row or skip bad rows with --lenient"
    ),
    Refusal(
      .notANumber, short + "1,1e,0,0\n",
      ", line 2, column 2 (accel_x_g): found '1e', expected a number; correct the row or skip bad rows with --lenient"),
    Refusal(
      .emptyField, short + "1,0,,0\n",
      ", line 2, column 3 (accel_y_g): found nothing, expected a number; correct the row or skip bad rows with --lenient"
    ),
    Refusal(
      .notFinite, short + "1,0,0,NaN\n",
      ", line 2, column 4 (accel_z_g): found 'NaN', expected a finite number; correct the row or skip bad rows with --lenient"
    ),
    Refusal(
      .notFinite, short + "1,-inf,0,0\n",
      ", line 2, column 2 (accel_x_g): found '-inf', expected a finite number; correct the row or skip bad rows with --lenient"
    ),
    Refusal(
      .notFinite, short + "1,1e400,0,0\n",
      ", line 2, column 2 (accel_x_g): found '1e400', expected a finite number; correct the row or skip bad rows with --lenient"
    ),
    Refusal(
      .tooFewFields, short + "1,0,0\n",
      ", line 2: found 3 fields, expected 4 as in the header; correct the row or skip bad rows with --lenient"),
    Refusal(
      .tooFewFields, short + "1",
      ", line 2: found 1 field, expected 4 as in the header; correct the row or skip bad rows with --lenient"),
    Refusal(
      .tooManyFields, short + "1,0,0,0,0\n",
      ", line 2: found 5 fields, expected 4 as in the header; correct the row or skip bad rows with --lenient"),
    Refusal(
      .timeBackwards, short + "1,0,0,0\n# note\n0.99,0,0,0\n",
      ", line 4, column 1 (time_s): found time 0.99 after 1.0 in line 2, expected time that does not run backwards; correct the row or skip bad rows with --lenient"
    ),
    Refusal(
      .timeBackwards, "accel_x_g,accel_y_g,accel_z_g,time_us\n0,0,0,1000000\n0,0,0,999999\n",
      ", line 3, column 4 (time_us): found time 999999.0 after 1000000.0 in line 2, expected time that does not run backwards; correct the row or skip bad rows with --lenient"
    ),
    Refusal(
      .notText, [0x55, 0x61, 0x00, 0xFF, 0x0A],
      ", line 1: found bytes that are no UTF-8 text, expected a recording in UTF-8 CSV; name another file"),
    Refusal(
      .notText, [0xFF, 0xFE] + Array("t\0i\0".utf8),
      ", line 1: found UTF-16 text, expected UTF-8; save the file as UTF-8"),
    Refusal(
      .notText, Array("n,time_s,accel_x_g,accel_y_g,accel_z_g\n".utf8) + [0xE9] + Array(",1,0,0,0\n".utf8),
      ", line 2: found bytes that are no UTF-8 text, expected a recording in UTF-8 CSV; correct the row or skip bad rows with --lenient"
    ),
    Refusal(
      .notText, [UInt8](repeating: 0x41, count: 70_000),
      ", line 1: found a line longer than 65536 bytes, expected a recording in UTF-8 CSV; name another file"),
    Refusal(
      .notText, [UInt8](repeating: 0x41, count: 70_000) + [0x0A],
      ", line 1: found a line longer than 65536 bytes, expected a recording in UTF-8 CSV; name another file"),
  ]

  @Test("each says where, what was found, what was expected and what to do", arguments: refusals)
  func sentence(refusal: Refusal) {
    for size in [refusal.text.count, 1, 7] where size > 0 || refusal.text.isEmpty {
      var parser = RecordingParser(file: "r.csv", rows: .strict)
      let error = #expect(throws: RecordingError.self) {
        var samples: [IMUSample] = []
        for start in stride(from: 0, to: refusal.text.count, by: max(size, 1)) {
          try parser.parse(refusal.text[start..<min(start + size, refusal.text.count)].span, into: &samples)
        }
        try parser.finish(into: &samples)
      }
      #expect(error?.code == refusal.code)
      #expect(error?.exitStatus.rawValue == 65)
      let place = refusal.sentence.hasPrefix(",") ? "r.csv" : "r.csv: "
      #expect(error?.description == place + refusal.sentence)
    }
  }

  @Test("a missing file, a directory and a binary file are refused on opening")
  func opening() {
    let folder = TemporaryFolder()
    let missing = #expect(throws: RecordingError.self) { _ = try RecordingReader(path: folder.path("none.csv")) }
    #expect(missing?.code == .noSuchFile)
    #expect(missing?.exitStatus == .noInput)
    #expect(
      missing?.description
        == "\(folder.path)/none.csv: found no such file or folder, expected a recording that can be read; check the path"
    )

    let directory = #expect(throws: RecordingError.self) { _ = try RecordingReader(path: folder.path) }
    #expect(directory?.code == .isDirectory)
    #expect(directory?.exitStatus == .noInput)
    #expect(
      directory?.description
        == "\(folder.path): found a directory, expected a recording that can be read; name a file in it")

    let binary = #expect(throws: RecordingError.self) {
      _ = try RecordingReader(path: folder.write([0, 1, 2, 10, 255], as: "b.bin"))
    }
    #expect(binary?.code == .notText)
  }

  @Test("a file that may not be read is refused with status 77", .enabled(if: getuid() != 0))
  func permission() {
    let folder = TemporaryFolder()
    let path = folder.write([], as: "secret.csv")
    chmod(path, 0)
    let error = #expect(throws: RecordingError.self) { _ = try RecordingReader(path: path) }
    #expect(error?.code == .noPermission)
    #expect(error?.exitStatus == .noPermission)
  }
}
