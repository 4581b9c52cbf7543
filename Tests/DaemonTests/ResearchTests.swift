import Glibc
import TestSupport
import Testing

@testable import repcounterd

@Suite("Research")
struct ResearchTests {
  private static let recordings = ["both-sides.csv", "fast.csv", "no-reps.csv", "stiff.csv"].map { Fixtures.path($0) }

  /// The pieces of Python in the documentation, in their order.
  private static func pieces() throws -> [String] {
    let page = try #require(text(ofFile: Fixtures.document("research.md")))
    return page.split(separator: "```python\n").dropFirst().compactMap { part in
      part.firstRange(of: "```").map { String(part[..<$0.lowerBound]) }
    }
  }

  /// Runs a piece in a folder, our program first in its path.
  private static func start(_ piece: String, in folder: TemporaryFolder) -> Program {
    write(piece, toFile: folder.file("piece.py"))
    let bin = Program.path.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" }
    return Program(
      ["-c", "cd \"$0\" && exec python3 piece.py", folder.path], path: "/bin/sh",
      environment: ["PATH=\(bin):/usr/local/bin:/usr/bin:/bin"])
  }

  @Test("the table has a row a file, in their order, however many run at once", arguments: ["1", "4"])
  func table(_ jobs: String) throws {
    let run = try Program.run(["replay", "--summary", "-", "--jobs", jobs] + Self.recordings)
    #expect(run.status == 0)
    let lines = run.output.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    #expect(lines.map { String($0[0]) } == ["file"] + Self.recordings)
    #expect(lines[0].joined(separator: ",") == FileSummary.columns.joined(separator: ","))
    #expect(lines.allSatisfy { $0.count == FileSummary.columns.count })
    let summary = try Program.run(["replay", "--json", Self.recordings[0]]).output.split(separator: "\n").last ?? ""
    let left = try #require(try JSONValue(parsing: Array(summary.utf8)).members?["left"]?.members)
    #expect(Int(lines[1][4]) == left["reps"]?.integer && Double(lines[1][5]) == left["rom_mean_deg"]?.double)
    #expect(lines[3][4] == "0" && lines[3][5].isEmpty)
  }

  @Test("a file that cannot be read has its row, and the others theirs")
  func broken() throws {
    let folder = TemporaryFolder()
    write("time_s,accel_x_mps2\n1,2\n", toFile: folder.file("bad.csv"))
    let table = folder.file("table.csv")
    let run = try Program.run(["replay", "--summary", table, folder.file("bad.csv"), Self.recordings[0]])
    #expect(run.status == 65 && run.errors.contains("1 of 2 files could not be read"))
    let lines = try #require(text(ofFile: table)).split(separator: "\n")
    #expect(lines.count == 3 && lines[1].contains("bad.csv") && lines[2].contains("both-sides.csv"))
  }

  @Test("a table does not go together with events", arguments: ["--json", "--loop", "--socket=/tmp/x", "--program=x"])
  func usage(_ option: String) throws {
    #expect(try Program.run(["replay", "--summary", "-", option, Self.recordings[0]]).status == 64)
  }

  @Test("the Python of the documentation reads a recording and a table")
  func python() throws {
    let pieces = try Self.pieces()
    #expect(pieces.count == 3)
    let folder = TemporaryFolder()
    write(try #require(text(ofFile: Self.recordings[0])), toFile: folder.file("recording.csv"))
    let reps = Self.start(pieces[0], in: folder)
    let means = try reps.output.rest().split(separator: "\n").map { $0.split(separator: " ") }
    #expect(try reps.wait() == 0)
    // Side, reps and mean range of the truth, degrees.
    for (line, truth) in zip(means, [("left", "3", 147.2), ("right", "4", 119.7)]) {
      try #require(line.count == 3)
      let mean = try #require(Double(line[2]))
      #expect(line[0] == truth.0 && line[1] == truth.1 && (mean - truth.2).magnitude < 1)
    }
    #expect(means.count == 2)
    #expect(try Program.run(["replay", "--summary", folder.file("table.csv")] + Self.recordings).status == 0)
    let table = Self.start(pieces[2], in: folder)
    let total = try Int(table.output.rest().filter { $0.isNumber })
    #expect(try table.wait() == 0 && (total ?? 0) > 7)
  }

  @Test("the Python of the documentation watches a socket")
  func socket() throws {
    let folder = TemporaryFolder()
    let replay = Program(["replay", "--socket", folder.file("socket"), "--speed", "8", Self.recordings[0]])
    #expect(try replay.says("listening on"))
    let watcher = Self.start(try Self.pieces()[1], in: folder)
    let lines = try watcher.output.rest(within: 60).split(separator: "\n")
    #expect(lines.count == 7)
    let first = try #require(lines.first).split(separator: " ")
    try #require(first.count >= 3)
    #expect(first[0] == "left" && first[1] == "1")
    // Its range in the truth, degrees.
    #expect((try #require(Double(first[2])) - 147.9).magnitude < 2)
    #expect(try watcher.wait() == 0)
  }
}
