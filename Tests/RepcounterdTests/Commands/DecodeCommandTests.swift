import IMUIngest
import SpatialMath
import TestSupport
import Testing

@testable import repcounterd

@Suite("decode", .serialized, .timeLimit(.minutes(5)))
struct DecodeCommandTests {
  /// Two bursts of WitMotion frames, from the protocol's sheet: one at rest, and one with a time frame.
  static let witMotion: [UInt8] = [
    0x55, 0x51, 0x00, 0x00, 0x3D, 0x00, 0x21, 0x08, 0x07, 0x0A, 0x1D,
    0x55, 0x52, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x07, 0x0A, 0xB8,
    0x55, 0x50, 0x19, 0x06, 0x1E, 0x08, 0x0F, 0x2A, 0xEE, 0x02, 0x13,
    0x55, 0x51, 0x00, 0xFC, 0x00, 0x02, 0xC0, 0x07, 0xC4, 0x0B, 0x3A,
    0x55, 0x52, 0x00, 0x40, 0x00, 0xE0, 0xFF, 0xFF, 0xC4, 0x0B, 0x94,
  ]

  private let folder = TemporaryFolder()

  @Test("each sample is a line with its numbers in full precision")
  func samples() async throws {
    let run = await ProgramRun(["decode", "--wire", "witmotion", try folder.make("a.bin", Self.witMotion)])
    #expect(run.status == 0)
    let events = try run.events()
    #expect(events.map(\.type) == ["sample", "sample"])
    #expect(events.map(\.sequence) == [0, 1])
    // 0x003D = 61 and 0x0821 = 2081 counts of 16 g / 32768; 1 g = 9.80665 m/s².
    #expect(events[0].acceleration == [0, 61.0 / 32_768 * 16 * 9.80665, 2081.0 / 32_768 * 16 * 9.80665])
    #expect(events[0].angularRate == [0, 0, 0])
    let expected = [-4.903325, 2.451662, 9.500192, 17.453293, -8.726646, -0.001065]
    let found = (events[1].acceleration ?? []) + (events[1].angularRate ?? [])
    #expect(zip(found, expected).allSatisfy { abs($0 - $1) < 1e-6 } && found.count == 6)
    #expect(events[1].deviceTime != nil)
  }

  @Test("a line says what there is and nothing else, byte for byte")
  func lines() {
    let zero = Vector3(0, 0, 0)
    let table: [(DecodedSample, String)] = [
      (
        DecodedSample(
          deviceTime: 1.5, sequence: 7, acceleration: Vector3(1, -0.1, 1e-7), angularRate: Vector3(0, 2, 1e20)),
        #"{"accel_mps2":[1,-0.1,1e-07],"device_s":1.5,"device_seq":7,"gyro_radps":[0,2,1e+20],"seq":3,"type":"sample"}"#
      ),
      (DecodedSample(acceleration: zero, angularRate: nil), #"{"accel_mps2":[0,0,0],"seq":3,"type":"sample"}"#),
      (
        DecodedSample(deviceTime: .nan, acceleration: Vector3(0, .infinity, 0), angularRate: zero),
        #"{"gyro_radps":[0,0,0],"seq":3,"type":"sample"}"#
      ),
    ]
    for (sample, line) in table {
      var bytes: [UInt8] = []
      DecodedSampleLine.append(sample, sequence: 3, to: &bytes)
      #expect(String(decoding: bytes, as: UTF8.self) == line + "\n")
    }
  }

  @Test("standard input is read where no file is named")
  func standardInput() async throws {
    let path = try folder.make("a.bin", Self.witMotion)
    let file = await ProgramRun(["decode", "--wire", "witmotion", path])
    for arguments in [["decode", "--wire", "witmotion"], ["decode", "--wire", "witmotion", "-"]] {
      #expect(await ProgramRun(arguments, input: path).output == file.output)
    }
  }

  @Test("what was found besides is told on standard error")
  func account() async throws {
    var bytes = Self.witMotion
    bytes.insert(contentsOf: [1, 2, 3], at: 22)
    bytes[10] &+= 1
    let run = await ProgramRun(["decode", "--wire", "witmotion", try folder.make("a.bin", bytes)])
    #expect(run.status == 0)
    #expect(run.lines.count == 1)
    #expect(
      run.complaint.hasPrefix(
        "repcounterd: \(folder.file("a.bin")): witmotion: 1 samples in 4 good frames, 1 bad frames"))
  }

  @Test("--detect writes the wire's name or none, and fails for neither")
  func detect() async throws {
    let known = try folder.make("a.bin", Swings(reps: 1).witMotion)
    let unknown = try folder.make("b.bin", Array("login: \r\nPassword: \r\n".utf8))
    for (path, name) in [(known, "witmotion\n"), (unknown, "none\n"), ("/dev/null", "none\n")] {
      let run = await ProgramRun(["decode", "--detect", path])
      #expect(run.status == 0)
      #expect(run.output == name)
      #expect(run.complaint == "")
    }
  }

  @Test("an unnamed wire is found out, and no byte is lost by it")
  func automatic() async throws {
    let path = try folder.make("a.bin", Swings(reps: 1).witMotion)
    let automatic = await ProgramRun(["decode", path])
    #expect(automatic.lines.count == 600)
    let named = await ProgramRun(["decode", "--wire", "witmotion", path])
    #expect(automatic.output == named.output)
  }

  @Test("options say what the wire does not")
  func options() async throws {
    let path = folder.make("a.txt", String(repeating: "ax:0.5,ay:0,az:1,gx:90,gy:0,gz:0\n", count: 3))
    let run = await ProgramRun([
      "decode", "--wire", "text", "--wire-option", "acc_unit=g", "--wire-option", "gyro_unit=dps", path,
    ])
    #expect(run.status == 0)
    let first = try #require(try run.events().first)
    #expect(first.acceleration == [0.5 * 9.80665, 0, 9.80665])
    #expect(abs((first.angularRate?.first ?? 0) - .pi / 2) < 1e-12)
    for option in ["acc_unit=stone", "colour=red"] {
      let refused = await ProgramRun(["decode", "--wire", "text", "--wire-option", option, path])
      #expect(refused.status == 64)
      #expect(refused.complaint.hasPrefix("repcounterd: "))
    }
  }

  @Test("bytes without one sample are bad data", arguments: [[], Array("hello\n".utf8)])
  func noSample(bytes: [UInt8]) async throws {
    let run = await ProgramRun(["decode", "--wire", "witmotion", try folder.make("a.bin", bytes)])
    #expect(run.status == 65)
    #expect(run.output == "")
    #expect(run.complaint.contains("found no sample"))
  }

  @Test("a capture gives the samples of its bytes")
  func capture() async throws {
    var writer = try RawCaptureWriter(path: folder.file("capture"))
    for (index, byte) in Self.witMotion.enumerated() { try writer.write([byte], receivedAt: Double(index) / 1000) }
    try writer.finish()
    let plain = await ProgramRun(["decode", "--wire", "witmotion", try folder.make("a.bin", Self.witMotion)])
    #expect(await ProgramRun(["decode", "--wire", "witmotion", folder.file("capture")]).output == plain.output)
  }
}
