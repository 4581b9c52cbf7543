import Coach
import IMUIngest
import Testing

@testable import repcounterd

@Suite("Program files")
struct ProgramFileTests {
  private static let whole = """
    name: my-turns
    title: {en: My turns}
    summary: {en: Turns, de: Drehungen}
    kind: reps
    reps:
      start: 3
      most: 8
      alternate: session
      rest_s: 12.5
    steps:
      - en: Turn.

    """

  private func program(_ text: String) throws(CommandFailure) -> ExerciseProgram {
    try ProgramFile.program(Array(text.utf8), name: "p.yaml")
  }

  @Test("a file becomes a program, what it leaves out is the default")
  func whole() throws {
    let program = try program(Self.whole)
    guard case .reps(let reps) = program.exercise else {
      Issue.record("no reps")
      return
    }
    #expect(program.name == "my-turns" && program.summary.text(in: "de") == "Drehungen")
    #expect(program.title.text(in: "de") == "My turns")
    #expect(reps.rule.start == 3 && reps.rule.most == 8 && reps.alternation == .session && reps.restSeconds == 12.5)
    #expect(reps.jerkySparc == RepPrescription().jerkySparc)
  }

  @Test("the programs that are built in are read, in all four languages")
  func builtIn() throws {
    let programs = try ProgramLibrary(folders: []).all().map(\.program)
    #expect(programs.map(\.name) == ["trunk-rotation", "ball-release", "dual-ball-release"])
    for program in programs {
      for text in [program.title, program.summary] + program.steps + program.contraindications {
        #expect(Set(text.texts.keys) == ["en", "de", "fr", "es"])
      }
    }
    for program in programs.dropFirst() {
      let stated = program.contraindications.map { $0.text(in: "en") }.joined()
      #expect(stated.contains("Never put a ball on the vertebrae"))
      #expect(stated.contains("osteoporosis") && stated.contains("osteopenia"))
    }
  }

  @Test(
    "what is wrong is told with its place, what was found and what was expected",
    arguments: [
      ("kind: reps", "kind: swim", "p.yaml, line 4, column 7: 'kind' is 'swim'; expected one of reps, holds"),
      (
        "start: 3", "start: three",
        "p.yaml, line 6, column 10: 'reps.start' is 'three'; expected a whole number from 1 to 100"
      ),
      ("most: 8", "most: 2", "p.yaml, line 7, column 9: 'reps.most' is '2'; expected a whole number from 3 to 1000"),
      ("rest_s: 12.5", "rest: 12", "p.yaml, line 9, column 3: found 'reps.rest', which is no key here"),
      (
        "title: {en: My turns}", "title: My turns",
        "p.yaml, line 2, column 8: 'title' is 'My turns'; expected a mapping"
      ),
      ("- en: Turn.", "- Turn.", "p.yaml, line 11, column 5: 'steps[1]' is 'Turn.'; expected texts by language"),
      ("name: my-turns", "name: My Turns", "p.yaml: the name 'My Turns' cannot be asked for"),
      ("summary: {en: Turns, de: Drehungen}\n", "", "p.yaml, line 1, column 1: 'summary' is missing"),
      ("kind: reps", "kind: [reps", "p.yaml, line 5, column"),
      ("most: 8", "start: 4", "p.yaml: found no YAML"),
    ])
  func mistakes(_ found: String, _ replacement: String, _ message: String) {
    let error = #expect(throws: CommandFailure.self) {
      try program(Self.whole.replacing(found, with: replacement))
    }
    #expect(error?.status.rawValue == 65)
    #expect(error?.message.hasPrefix(message) == true, "\(error?.message ?? "")")
  }

  @Test("bytes that are no text are refused")
  func bytes() {
    #expect(throws: CommandFailure.self) { try ProgramFile.program([0xFF, 0xFE, 0x00], name: "p") }
  }

  @Test("holds have limits that a file cannot lift", arguments: ["highest: 8", "limit_s: 900", "aim: 9", "done: 7"])
  func safety(_ line: String) {
    let text = Self.whole.replacing("kind: reps", with: "kind: holds").replacing("reps:", with: "holds:")
      .split(separator: "\n").filter { !["  start", "  most", "  alter", "  rest"].contains(where: $0.hasPrefix) }
      .joined(separator: "\n").replacing("holds:\nsteps", with: "holds:\n  \(line)\nsteps")
    #expect(throws: CommandFailure.self) { try program(text) }
  }
}
