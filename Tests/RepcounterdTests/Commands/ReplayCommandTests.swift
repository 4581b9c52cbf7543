import IMUIngest
import TestSupport
import Testing

@Suite("replay", .serialized, .timeLimit(.minutes(5)))
struct ReplayCommandTests {
  private let folder = TemporaryFolder()

  @Test("counts an ideal wearer's reps, tells the sides apart and ends with the summary", arguments: [false, true])
  func counts(isLeft: Bool) async throws {
    let run = await ProgramRun(["replay", "--json", folder.make("a.csv", Swings(isLeft: isLeft).csv)])
    #expect(run.status == 0)
    #expect(run.complaint == "")
    let events = try run.events()
    #expect(events.first?.type == "session" && events.first?.state == "started")
    let reps = events.filter { $0.type == "rep" }
    #expect(reps.map(\.count) == [1, 2, 3])
    #expect(reps.allSatisfy { $0.side == (isLeft ? "left" : "right") })
    // Two radians are 114.6 degrees.
    #expect(reps.allSatisfy { abs(($0.rangeOfMotion ?? 0) - 114.6) < 3 })
    let summary = try #require(events.last)
    #expect(summary.type == "summary")
    #expect((isLeft ? summary.left : summary.right)?.reps == 3)
    #expect((isLeft ? summary.right : summary.left)?.reps == 0)
    #expect(summary.samples == 1400)
    #expect(summary.problems == [:])
  }

  @Test("for people it writes a line a rep and a table")
  func text() async {
    let run = await ProgramRun(["replay", folder.make("a.csv", Swings().csv)])
    #expect(run.status == 0)
    #expect(run.lines.count { $0.contains("right rep ") && $0.contains("ROM") } == 3)
    #expect(run.lines.contains { $0.hasPrefix("right") && $0.contains(" 3 ") })
    #expect(run.output.hasSuffix("1400 samples in 14.0 s at 100.0 Hz\n"))
  }

  @Test(
    "the bytes of the events do not depend on speed, or on how the recording comes",
    arguments: [
      #""$0" replay --json --speed 500 "$1""#, #""$0" replay --json - < "$1""#, #"cat "$1" | "$0" replay --json -"#,
      #"(head -c 10001 "$1"; tail -c +10002 "$1") | "$0" replay --json -"#,
      #"mkfifo "$1.pipe"; cat "$1" > "$1.pipe" & "$0" replay --json "$1.pipe""#,
    ])
  func sameBytes(line: String) async {
    let recording = folder.make("a.csv", Swings().csv)
    let plain = await ProgramRun(["replay", "--json", recording])
    let other = await ProgramRun.shell(line, [recording])
    #expect(other.status == 0)
    #expect(plain.lines.count > 10)
    #expect(other.output == plain.output)
  }

  @Test("files are sessions of their own, and the summary is over all of them")
  func severalFiles() async throws {
    let run = await ProgramRun([
      "replay", "--json", folder.make("a.csv", Swings(reps: 2).csv),
      folder.make("b.csv", Swings(reps: 3, isLeft: true).csv),
    ])
    let events = try run.events()
    #expect(events.filter { $0.type == "session" }.map(\.state) == ["started", "ended", "started", "ended"])
    #expect(events.filter { $0.type == "rep" }.map(\.count) == [1, 2, 1, 2, 3])
    #expect(events.last?.left?.reps == 3)
    #expect(events.last?.right?.reps == 2)
    #expect(events.count { $0.type == "summary" } == 1)
  }

  @Test("--from and --to leave out what lies before and after")
  func window() async throws {
    let run = await ProgramRun([
      "replay", "--json", "--from", "4.5", "--to", "9.495", folder.make("a.csv", Swings().csv),
    ])
    #expect(try run.events().last?.samples == 500)
  }

  @Test("the smallest range of motion is the user's")
  func minimumRange() async throws {
    let recording = folder.make("a.csv", Swings(range: 1).csv)
    // One radian is 57 degrees.
    for (degrees, reps) in [("50", 3), ("70", 0)] {
      let run = await ProgramRun(["replay", "--json", "--min-rom", degrees, recording])
      #expect(try run.events().last?.right?.reps == reps, "\(degrees) degrees")
    }
  }

  @Test("--loop goes on until the reader has gone, which is no failure")
  func loop() async {
    let run = await ProgramRun.shell(
      #"{ "$0" replay --json --loop "$1"; echo "ended $?" >&2; } | head -n 40 | grep -c '"session"'"#,
      [folder.make("a.csv", Swings(reps: 1).csv)])
    #expect(run.complaint == "ended 0\n")
    #expect(Int(run.lines.first ?? "") ?? 0 >= 4)
  }

  @Test("a closed standard output is no failure and lets no file be written to")
  func closedOutput() async {
    let recording = folder.make("a.csv", Swings(reps: 1).csv)
    let before = TestSupport.text(ofFile: recording)
    let run = await ProgramRun.shell(#""$0" replay --json "$1" >&-"#, [recording])
    #expect(run.status == 0)
    #expect(run.complaint == "")
    #expect(TestSupport.text(ofFile: recording) == before)
  }

  @Test("a full disk is an I/O error, said in one sentence")
  func fullDisk() async {
    let run = await ProgramRun.shell(
      #""$0" replay --json "$1" > /dev/full"#, [folder.make("a.csv", Swings(reps: 1).csv)])
    #expect(run.status == 74)
    #expect(
      run.complaint
        == "repcounterd: cannot write to standard output (No space left on device): make room or write elsewhere\n")
  }

  @Test(
    "a wire's bytes are counted when their rate is given, whatever tells the wire",
    arguments: [
      ("a.witmotion.bin", []), ("a.bin", ["--wire", "witmotion"]), ("a.bin", []), ("a.bin", ["--wire", "auto"]),
    ])
  func wireBytes(name: String, options: [String]) async throws {
    let path = try folder.make(name, Swings().witMotion)
    let run = await ProgramRun(["replay", "--json", "--rate", "100"] + options + [path])
    #expect(run.status == 0)
    #expect(try run.events().last?.right?.reps == 3)
    #expect(try run.events().last?.samples == 1400)
    let paced = await ProgramRun(["replay", "--json", "--rate", "100", "--speed", "1000"] + options + [path])
    #expect(paced.output == run.output)
  }

  @Test("a name that tells the wire is believed where the bytes are too few to tell it")
  func wireInName() async throws {
    for (name, status) in [("few.witmotion.bin", Int32(0)), ("few.bin", 65)] {
      let path = try folder.make(name, Array(DecodeCommandTests.witMotion.prefix(22)))
      let run = await ProgramRun(["replay", "--json", "--rate", "100", path])
      #expect(run.status == status)
      #expect(try run.events().last?.samples == (status == 0 ? 1 : nil))
    }
  }

  @Test("bytes without any time are refused unless their rate is given")
  func noTimes() async throws {
    let run = await ProgramRun(["replay", "--json", try folder.make("a.witmotion.bin", Swings(reps: 1).witMotion)])
    #expect(run.status == 64)
    #expect(run.complaint.contains("--rate"))
    #expect(try run.events().last?.code == "usage")
  }

  @Test("a capture is counted by its receive times, told by its content")
  func capture() async throws {
    let bytes = Swings().witMotion
    var writer = try RawCaptureWriter(path: folder.file("capture"))
    // Two samples of 22 bytes come at once, 20 ms apart.
    for start in stride(from: 0, to: bytes.count, by: 44) {
      try writer.write(Array(bytes[start..<min(start + 44, bytes.count)]), receivedAt: 5 + Double(start) / 2200)
    }
    try writer.finish()
    let run = await ProgramRun(["replay", "--json", folder.file("capture")])
    #expect(run.status == 0)
    #expect(try run.events().last?.right?.reps == 3)
  }

  @Test("bad rows are skipped and counted where the user is lenient")
  func lenient() async throws {
    var rows = Swings().csv.split(separator: "\n")
    rows[200] = "abc,0,0,0,0,0,0"
    rows[300] = "3.0,1,2"
    let path = folder.make("a.csv", rows.joined(separator: "\n"))
    let strict = await ProgramRun(["replay", "--json", path])
    #expect(strict.status == 65)
    #expect(try strict.events().last?.code == "not_a_number")
    let lenient = await ProgramRun(["replay", "--json", "--lenient", path])
    #expect(lenient.status == 0)
    #expect(try lenient.events().last?.problems?["bad_rows"] == 2)
    #expect(try lenient.events().last?.right?.reps == 3)
    #expect(lenient.complaint.contains("skipped 2 bad rows"))
  }
}
