import TestSupport
import Testing

@Suite("Simulate command", .timeLimit(.minutes(2)))
struct SimulateCommandTests {
  private let folder = TemporaryFolder()
  private let short = ["--scenario", "fast", "--left", "1", "--right", "0", "--rate", "25", "--seed", "9"]

  @Test("writes a recording that can be replayed, and its truth beside it; the same seed the same bytes")
  func recording() async throws {
    let (one, two) = (folder.file("one.csv"), folder.file("two.csv"))
    for path in [one, two] {
      let run = await ProgramRun(["simulate", "--out", path] + short)
      #expect(run.status == 0 && run.output == "" && run.complaint == "")
    }
    let recording = try #require(text(ofFile: one))
    #expect(recording == text(ofFile: two))
    #expect(recording.contains("# scenario: fast\n# seed: 9\n"))
    let truth = try #require(text(ofFile: folder.file("one.truth.json")))
    #expect(truth.contains("\"rate_hz\": 25.000") && truth.contains("\"side\": \"left\""))
    #expect(await ProgramRun(["replay", "--json", one]).status == 0)
  }

  @Test("writes what a wire carries, which is recognised and decoded", arguments: ["witmotion:time", "text:json"])
  func bytes(wire: String) async {
    let (capture, plain) = (folder.file("capture.bin"), folder.file("plain.bin"))
    #expect(await ProgramRun(["simulate", "--raw", capture, "--wire", wire] + short).status == 0)
    #expect(await ProgramRun(["simulate", "--raw", plain, "--plain", "--wire", wire] + short).status == 0)
    let name = wire.prefix { $0 != ":" } + "\n"
    #expect(await ProgramRun(["decode", "--detect", capture]).output == name)
    #expect(await ProgramRun(["decode", "--detect", plain]).output == name)
    #expect(await ProgramRun(["decode", capture]).lines.count > 500)
  }

  @Test(
    "what the command line says wrong is status 64 and says what to give",
    arguments: [
      ([], "--out FILE.csv"), (["--out", "x.csv", "--scenario", "sleepy"], "nominal"),
      (["--out", "x.csv", "--left", "-1"], "--left"), (["--out", "x.csv", "--rate", "0"], "1 to 1000"),
      (["--out", "x.csv", "--rate", "nan"], "1 to 1000"), (["--raw", "x.bin", "--wire", "morse"], "witmotion"),
      (["--pty", "x", "--speed", "0"], "above 0"), (["--raw", "x.bin", "--scenario", "nogyro"], "--wire text"),
    ])
  func usage(arguments: [String], expected: String) async {
    let run = await ProgramRun(["simulate"] + arguments)
    #expect(run.status == 64)
    #expect(run.output == "" && run.complaint.hasPrefix("repcounterd: ") && run.complaint.contains(expected))
  }

  @Test("a file that is there is kept unless it may be replaced; a place that is not there is status 74")
  func places() async {
    let path = folder.file("kept.csv")
    write("kept\n", toFile: path)
    #expect(await ProgramRun(["simulate", "--out", path] + short).status == 74)
    #expect(text(ofFile: path) == "kept\n")
    #expect(await ProgramRun(["simulate", "--out", path, "--force"] + short).status == 0)
    #expect(text(ofFile: path)?.hasPrefix("# origin: simulated\n") == true)
    #expect(await ProgramRun(["simulate", "--out", folder.file("no/where.csv")] + short).status == 74)
    // A link is made only where nothing but another link stands.
    #expect(await ProgramRun(["simulate", "--pty", path] + short).status == 74)
  }
}
