import Glibc
import TestSupport
import Testing

@testable import repcounterd

@Suite("Programs of holds, through the real commands")
struct HoldTests {
  /// A wearer who has a folder for what is remembered.
  private final class Wearer {
    let folder = TemporaryFolder()
    var environment: [String] { ["PATH=/usr/bin:/bin", "XDG_STATE_HOME=\(folder.path)"] }

    init(agrees: Bool = true) throws {
      guard agrees else { return }
      write("yes\n", toFile: folder.file("answer"))
      let input = open(folder.file("answer"), O_RDONLY | O_CLOEXEC)
      defer { close(input) }
      let program = Program(["programs", "agree", "ball-release"], environment: environment, input: input)
      #expect(try program.wait() == 0)
    }

    func bench(_ arguments: [String] = ["--program", "ball-release"]) throws -> DaemonBench {
      try DaemonBench(arguments, environment: environment)
    }

    /// Says a level of pain by the command.
    func pain(_ level: String, _ bench: DaemonBench) throws -> (status: Int, output: String, errors: String) {
      try Program.run(["pain", level, "--socket", bench.socket])
    }
  }

  @Test("without the yes it does not begin, and says what must be read")
  func refused() throws {
    let wearer = try Wearer(agrees: false)
    let run = try Program.run(
      ["run", "--program", "ball-release", "--socket", wearer.folder.file("s")], environment: wearer.environment)
    #expect(run.status == 77)
    #expect(run.errors.contains("Never put a ball on the vertebrae"))
    #expect(run.errors.contains("osteoporosis or osteopenia") && run.errors.contains("programs agree ball-release"))
  }

  @Test("a spot from 6 to 2, then the next")
  func eases() throws {
    let wearer = try Wearer()
    let bench = try wearer.bench()
    let client = try bench.watcher()
    try bench.feed(300)
    let begun = try wearer.pain("6", bench)
    #expect(
      begun.status == 0 && begun.output.contains("Hold still and breathe.") || begun.output.contains("keep still"))
    #expect(try client.event("hold") { $0["state"] != .string("waiting") }["start_level"] == .number("6"))
    #expect(try wearer.pain("4", bench).status == 0)
    let done = try wearer.pain("2", bench)
    #expect(done.output.contains("The next spot, number 2."))
    let eased = try client.event("hold") { $0["state"] == .string("eased") }
    #expect(eased["spot"] == .number("1") && eased["start_level"] == .number("6") && eased["level"] == .number("2"))
    #expect(try client.event("hold")["state"] == .string("waiting"))
  }

  @Test("above 7 at the start, and a rising level, say to ease off")
  func tooHigh() throws {
    let wearer = try Wearer()
    let bench = try wearer.bench()
    let client = try bench.watcher()
    let high = try wearer.pain("8", bench)
    #expect(high.status == 0 && high.output.hasPrefix("Ease off."))
    let cue = try client.event("cue")
    #expect(cue["code"] == .string("ease_off") && cue["kind"] == .string("safety") && cue["level"] == .number("8"))
    #expect(try client.event("hold")["state"] == .string("waiting"))
    _ = try wearer.pain("5", bench)
    #expect(try wearer.pain("6", bench).output.hasPrefix("Ease off."))
    #expect(try client.event("cue") { $0["code"] == .string("ease_off") }["level"] == .number("6"))
  }

  @Test("the time limit ends a spot, with a sensor that has fallen silent too")
  func timeLimit() throws {
    let wearer = try Wearer()
    let path = wearer.folder.file("short.yaml")
    let text = """
      name: short-hold
      title: {en: Short}
      summary: {en: Short.}
      kind: holds
      holds: {spots: 1, limit_s: 5}
      steps: [{en: Hold.}]
      """
    write(text, toFile: path)
    let bench = try wearer.bench(["--program", path])
    let client = try bench.watcher()
    #expect(try wearer.pain("6", bench).status == 0)
    let over = try client.event("hold") { $0["state"] == .string("time_limit") }
    #expect(over["held_s"] == .number("5") && over["level"] == .number("6"))
    #expect(try client.event("cue")["code"] == .string("all_done"))
    let late = try wearer.pain("3", bench)
    #expect(late.status == 69 && late.errors.contains("nothing is held now"))
  }

  @Test("ninety seconds of a recording of somebody who lies still are a time limit, and moving stops the clock")
  func recording() throws {
    let folder = TemporaryFolder()
    var rows = "time_s,accel_x_mps2,accel_y_mps2,accel_z_mps2,gyro_x_radps,gyro_y_radps,gyro_z_radps\n"
    for index in 0..<2400 {
      let time = Double(index) / 20
      // From 40 s to 45 s the body shifts.
      rows += "\(time),0,0,9.81,\(40..<45 ~= time ? 0.5 : 0.01),0,0\n"
    }
    write(rows, toFile: folder.file("still.csv"))
    let run = try Program.run([
      "replay", "--json", "--program", "ball-release", "--pain", "10:6", folder.file("still.csv"),
    ])
    let events = try run.output.split(separator: "\n").map { line in
      try #require(try JSONValue(parsing: Array(line.utf8)).members)
    }
    let holds = events.filter { $0["type"] == .string("hold") }
    #expect(holds.contains { $0["state"] == .string("moving") })
    let over = try #require(holds.first { $0["state"] == .string("time_limit") })
    // Begun at 10 s, moved for 5 s and the second that it takes to see that it is over.
    #expect((105...107).contains(try #require(over["at_s"]?.double)) && over["held_s"] == .number("90"))
    let asked = events.filter { $0["code"] == .string("say_pain") }
    #expect(asked.count == 4)
  }

  @Test("a level that is none is refused by the command and by the daemon")
  func badLevels() throws {
    let wearer = try Wearer()
    let bench = try wearer.bench()
    for level in ["11", "-1", "six"] { #expect(try wearer.pain(level, bench).status == 64) }
    let client = try bench.client()
    for level in ["11", "-1", "\"6\"", "5.5"] {
      #expect(try client.ask(#"{"command":"pain","level":\#(level)}"#)["code"] == .string("bad_argument"))
    }
    #expect(try client.ask(#"{"command":"program","language":"fr"}"#)["kind"] == .string("holds"))
  }

  @Test("where no program is followed, pain and program say so")
  func noProgram() throws {
    let client = try DaemonBench().client()
    #expect(try client.ask(#"{"command":"pain","level":5}"#)["code"] == .string("not_now"))
    #expect(try client.ask("program")["code"] == .string("not_now"))
  }
}
