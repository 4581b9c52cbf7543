import Glibc
import TestSupport
import Testing

@Suite("Exit statuses", .serialized, .timeLimit(.minutes(5)))
struct ExitStatusTests {
  private static let header = "time_s,accel_x_mps2,accel_y_mps2,accel_z_mps2,gyro_x_radps,gyro_y_radps,gyro_z_radps\n"

  private let folder = TemporaryFolder()

  @Test(
    "help and version go to standard output and are no failure",
    arguments: [
      (["--version"], "0.1.0\n"), (["--help"], "OVERVIEW: "), (["help"], "OVERVIEW: "),
      (["help", "replay"], "OVERVIEW: Count the reps"), (["replay", "--help"], "OVERVIEW: Count the reps"),
      ([], "OVERVIEW: "),
    ])
  func help(arguments: [String], start: String) async {
    let run = await ProgramRun(arguments)
    #expect(run.status == 0)
    #expect(run.output.hasPrefix(start))
    #expect(run.complaint == "")
  }

  @Test(
    "what the command line says wrong is status 64 and one sentence",
    arguments: [
      (["dance"], "dance"), (["replay"], "<file>"), (["replay", "--sped", "2", "x.csv"], "--speed"),
      (["replay", "--mount", "unknown", "x.csv"], "add '--side left' or '--side right'"),
      (["replay", "--mount", "-y,+x,-z", "x.csv"], "left-handed"), (["replay", "--side", "up", "x.csv"], "up"),
      (["replay", "--min-rom", "0", "x.csv"], "5 to 180"), (["replay", "--min-rom", "nan", "x.csv"], "5 to 180"),
      (["replay", "--speed", "0", "x.csv"], "'0' is no speed"), (["replay", "--speed", "fast", "x.csv"], "no speed"),
      (["replay", "--from", "5", "--to", "3", "x.csv"], "--from"), (["replay", "--rate", "0", "x.csv"], "--rate"),
      (["replay", "-", "-"], "standard input"), (["replay", "--loop", "-"], "--loop"),
      (["replay", "--wire", "morse", "x.bin"], "morse"),
      (["replay", "--wire-option", "acc_unit", "x.bin"], "KEY=VALUE"),
      (["decode", "--wire", "morse"], "morse"), (["decode", "--detect", "--wire", "text"], "--detect"),
      (["export", "x.csv"], "--out"),
    ])
  func usage(arguments: [String], expected: String) async {
    let run = await ProgramRun(arguments)
    #expect(run.status == 64)
    #expect(run.output == "")
    expectSentence(run.complaint, expected)
  }

  @Test(
    "a recording that cannot be used is status 65, told with file, line, column, what was found and what was expected",
    arguments: [
      ("", ["an empty file"]),
      ("# only: this\n", ["nothing but comments"]),
      (header, ["no row below it"]),
      ("time_s,accel_x_mps2,accel_y_mps2\n0,1,2\n", ["line 1", "accel_z"]),
      ("time_s,accel_x_mps2,accel_y_mps2,accel_z_kg\n0,1,2,3\n", ["line 1", "accel_z_kg"]),
      (header + "0,1,2,3,4,5,6\n0.01,1,two,3,4,5,6\n", ["line 3", "column 3", "accel_y_mps2", "'two'", "a number"]),
      (header + "0,1,2,3,4,5,\n", ["line 2", "column 7"]),
      (header + "0,1,2,3,4,5\n", ["line 2"]),
      (header + "0,1,2,3,4,5,6,7\n", ["line 2"]),
      (header + "0,1,nan,3,4,5,6\n", ["line 2", "column 3"]),
      (header + "1,1,2,3,4,5,6\n0.5,1,2,3,4,5,6\n", ["line 3", "column 1", "0.5", "backwards"]),
      ("time_s;accel_x_mps2;accel_y_mps2;accel_z_mps2\n0;1;2;3\n", ["line 1"]),
    ])
  func badRecording(text: String, expected: [String]) async throws {
    let path = folder.make("bad.csv", text)
    let run = await ProgramRun(["replay", path])
    #expect(run.status == 65)
    for part in [path] + expected { expectSentence(run.complaint, part) }
    let json = await ProgramRun(["replay", "--json", path])
    #expect(json.status == 65)
    #expect(try json.events().last?.type == "error")
  }

  @Test("bytes that are no recording and no wire are status 65")
  func noWire() async throws {
    let noise = (0..<5000).map { UInt8(truncatingIfNeeded: $0 &* $0 &* 31 &+ $0 >> 3) }
    for arguments in [["replay"], ["decode"]] {
      let run = await ProgramRun(arguments + [try folder.make("noise.bin", noise)])
      #expect(run.status == 65)
      expectSentence(run.complaint, "no known wire protocol in 5000 bytes")
    }
  }

  @Test("a packed recording is status 65 with the way to unpack it")
  func gzip() async throws {
    let run = await ProgramRun(["replay", try folder.make("a.csv.gz", [0x1F, 0x8B, 8, 0, 0, 0, 0, 0])])
    #expect(run.status == 65)
    expectSentence(run.complaint, "zcat")
  }

  @Test(
    "a file that is not there is status 66, and so is a folder",
    arguments: [["replay"], ["decode"], ["export", "--out", "/dev/null"]])
  func noInput(arguments: [String]) async {
    for path in [folder.file("nothing.csv"), folder.path] {
      let run = await ProgramRun(arguments + [path])
      #expect(run.status == 66)
      expectSentence(run.complaint, path)
    }
  }

  @Test("a file that the user may not read is status 77", .enabled(if: getuid() != 0, "root may read everything"))
  func noPermission() async {
    let path = folder.make("a.csv", Self.header)
    chmod(path, 0)
    let run = await ProgramRun(["replay", path])
    #expect(run.status == 77)
    expectSentence(run.complaint, path)
  }

  @Test("a place where no file can be made is an I/O error")
  func noPlace() async {
    let run = await ProgramRun([
      "export", folder.make("a.csv", Swings(reps: 1).csv), "--out", folder.file("no/such/folder.csv"),
    ])
    #expect(run.status == 74)
    expectSentence(run.complaint, "folder.csv")
  }
}

/// Expects one sentence on one line behind the program's name.
private func expectSentence(
  _ complaint: String, _ part: String, sourceLocation location: SourceLocation = #_sourceLocation
) {
  #expect(complaint.hasPrefix("repcounterd: "), sourceLocation: location)
  #expect(complaint.hasSuffix("\n"), sourceLocation: location)
  #expect(complaint.count { $0 == "\n" } == 1, sourceLocation: location)
  #expect(complaint.contains(part), sourceLocation: location)
}
