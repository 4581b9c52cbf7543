import IMUIngest
import TestSupport
import Testing

@Suite("decode", .timeLimit(.minutes(2)))
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
  func samples() throws {
    let run = ProgramRun(["decode", "--wire", "witmotion", try folder.make("a.bin", Self.witMotion)])
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

  @Test("standard input is read where no file is named")
  func standardInput() throws {
    let path = try folder.make("a.bin", Self.witMotion)
    let file = ProgramRun(["decode", "--wire", "witmotion", path])
    for arguments in [["decode", "--wire", "witmotion"], ["decode", "--wire", "witmotion", "-"]] {
      #expect(ProgramRun(arguments, input: path).output == file.output)
    }
  }

  @Test("what was found besides is told on standard error")
  func account() throws {
    var bytes = Self.witMotion
    bytes.insert(contentsOf: [1, 2, 3], at: 22)
    bytes[10] &+= 1
    let run = ProgramRun(["decode", "--wire", "witmotion", try folder.make("a.bin", bytes)])
    #expect(run.status == 0)
    #expect(run.lines.count == 1)
    #expect(
      run.complaint.hasPrefix(
        "repcounterd: \(folder.file("a.bin")): witmotion: 1 samples in 4 good frames, 1 bad frames"))
  }

  @Test("--detect writes the wire's name or none, and fails for neither")
  func detect() throws {
    let known = try folder.make("a.bin", Swings(reps: 1).witMotion)
    let unknown = try folder.make("b.bin", Array("login: \r\nPassword: \r\n".utf8))
    for (path, name) in [(known, "witmotion\n"), (unknown, "none\n"), ("/dev/null", "none\n")] {
      let run = ProgramRun(["decode", "--detect", path])
      #expect(run.status == 0)
      #expect(run.output == name)
      #expect(run.complaint == "")
    }
  }

  @Test("an unnamed wire is found out, and no byte is lost by it")
  func automatic() throws {
    let path = try folder.make("a.bin", Swings(reps: 1).witMotion)
    let automatic = ProgramRun(["decode", path])
    #expect(automatic.lines.count == 600)
    #expect(automatic.output == ProgramRun(["decode", "--wire", "witmotion", path]).output)
  }

  @Test("options say what the wire does not")
  func options() throws {
    let path = folder.make("a.txt", String(repeating: "ax:0.5,ay:0,az:1,gx:90,gy:0,gz:0\n", count: 3))
    let run = ProgramRun([
      "decode", "--wire", "text", "--wire-option", "acc_unit=g", "--wire-option", "gyro_unit=dps", path,
    ])
    #expect(run.status == 0)
    let first = try #require(try run.events().first)
    #expect(first.acceleration == [0.5 * 9.80665, 0, 9.80665])
    #expect(abs((first.angularRate?.first ?? 0) - .pi / 2) < 1e-12)
    for option in ["acc_unit=stone", "colour=red"] {
      let refused = ProgramRun(["decode", "--wire", "text", "--wire-option", option, path])
      #expect(refused.status == 64)
      #expect(refused.complaint.hasPrefix("repcounterd: "))
    }
  }

  @Test("bytes without one sample are bad data", arguments: [[], Array("hello\n".utf8)])
  func noSample(bytes: [UInt8]) throws {
    let run = ProgramRun(["decode", "--wire", "witmotion", try folder.make("a.bin", bytes)])
    #expect(run.status == 65)
    #expect(run.output == "")
    #expect(run.complaint.contains("found no sample"))
  }

  @Test("a capture gives the samples of its bytes")
  func capture() throws {
    var writer = try RawCaptureWriter(path: folder.file("capture"))
    for (index, byte) in Self.witMotion.enumerated() { try writer.write([byte], receivedAt: Double(index) / 1000) }
    try writer.finish()
    let plain = ProgramRun(["decode", "--wire", "witmotion", try folder.make("a.bin", Self.witMotion)])
    #expect(ProgramRun(["decode", "--wire", "witmotion", folder.file("capture")]).output == plain.output)
  }
}
