import Glibc
import TestSupport
import Testing

@Suite("Programs on the command line")
struct ProgramsCommandTests {
  @Test("programs are listed and shown, in the language that is asked for")
  func show() throws {
    let list = try Program.run(["programs"])
    #expect(list.status == 0 && list.output.split(separator: "\n").count == 3)
    #expect(list.output.contains("trunk-rotation     Trunk rotation on all fours\n"))
    let sheet = try Program.run(["programs", "show", "trunk-rotation", "--language", "de"])
    #expect(sheet.status == 0 && sheet.output.contains("Rumpfdrehung im Vierfüßlerstand"))
    #expect(sheet.output.contains("reps: 5 a side at first, up to 15"))
    let french = try Program.run(["programs", "show", "ball-release"], environment: ["LANG=fr_FR.UTF-8"])
    #expect(french.output.contains("! Ne pose jamais une balle sur les vertèbres"))
  }

  @Test("a program that is not there is refused with the names of those that are")
  func unknown() throws {
    let run = try Program.run(["programs", "show", "yoga"])
    #expect(run.status == 66)
    #expect(run.errors.hasPrefix("repcounterd: there is no program 'yoga'; there are trunk-rotation, ball-release"))
  }

  @Test("a program of the user is found by its name and by its path, and stands for a built-in one of its name")
  func ownProgram() throws {
    let folder = TemporaryFolder()
    let text = """
      name: ball-release
      title: {en: My own}
      summary: {en: Mine.}
      kind: holds
      steps: [{en: Do it.}]
      """
    _ = try ProgramsCommandTests.mkdirs(folder.file("repcounterd/programs"))
    write(text, toFile: folder.file("repcounterd/programs/mine.yaml"))
    let environment = ["XDG_CONFIG_HOME=\(folder.path)"]
    #expect(try Program.run(["programs"], environment: environment).output.contains("ball-release       My own\n"))
    let path = folder.file("repcounterd/programs/mine.yaml")
    #expect(try Program.run(["programs", "show", path]).output.contains("from \(path)"))
  }

  @Test("no is no, yes is remembered, word by word")
  func agreement() throws {
    let folder = TemporaryFolder()
    let environment = ["XDG_STATE_HOME=\(folder.path)"]
    for (answer, status) in [("no", 77), ("", 77), ("maybe yes", 77), ("Yes", 0)] {
      let run = try answered(answer, ["programs", "agree", "ball-release"], environment)
      #expect(run.status == status, "\(answer)")
      #expect(run.output.contains("Never put a ball on the vertebrae") && run.output.contains("osteopenia"))
    }
    let kept = try #require(text(ofFile: folder.file("repcounterd/agreements.ndjson")))
    #expect(kept.split(separator: "\n").count == 1 && kept.contains("Never put a ball on the vertebrae"))
    #expect(permissions(ofFile: folder.file("repcounterd/agreements.ndjson")) == 0o600)
  }

  @Test(
    "what a program does not understand on the command line is refused",
    arguments: [
      ["replay", "x.csv", "--target-reps", "5"], ["replay", "x.csv", "--pain", "1:6"],
      ["replay", "x.csv", "--program", "ball-release", "--pain", "1:11"],
      ["replay", "x.csv", "--program", "trunk-rotation", "--target-reps", "0"],
    ])
  func usage(_ arguments: [String]) throws {
    #expect(try Program.run(arguments).status == 64)
  }

  private func answered(
    _ answer: String, _ arguments: [String], _ environment: [String]
  ) throws -> (status: Int, output: String) {
    let folder = TemporaryFolder()
    write(answer + "\n", toFile: folder.file("answer"))
    let input = open(folder.file("answer"), O_RDONLY | O_CLOEXEC)
    defer { close(input) }
    let program = Program(arguments, environment: environment, input: input)
    let output = try program.output.rest()
    return (try program.wait(), output)
  }

  private static func mkdirs(_ path: String) throws -> Int {
    try Program(["-p", path], path: "/bin/mkdir").wait()
  }
}
