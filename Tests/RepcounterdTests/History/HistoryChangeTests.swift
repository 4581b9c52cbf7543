import RepDetector
import TestSupport
import Testing

@testable import repcounterd

@Suite("Changing the history by the commands")
struct HistoryChangeTests {
  private let folder = TemporaryFolder()
  private var history: String { folder.file("history.sqlite") }

  private func run(_ arguments: String...) throws -> (status: Int, output: String, errors: String) {
    try Program.run(arguments + ["--history", history])
  }

  private func sessions() throws -> [SessionRecord] {
    try HistoryDatabase(path: history, access: .reading).sessions()
  }

  @Test("a count of a session that is over is set right, down to 0 and no further")
  func correct() throws {
    try HistorySeed.fill(history, reps: [3, 5])
    let run1 = try run("correct", "right", "-1", "--session", "last")
    #expect(run1.status == 0 && run1.output == "right is now 4\n", "\(run1.errors)")
    #expect(try run("correct", "left", "-9", "--session", "last").output == "left is now 0\n")
    #expect(try run("correct", "left", "2", "--session", "last").output == "left is now 2\n")
    #expect(try sessions().map(\.counts) == [SideCounts(left: 3, right: 3), SideCounts(left: 2, right: 4)])
    let id = try sessions()[1].session
    let corrections = try HistoryDatabase(path: history, access: .reading).corrections(of: id)
    #expect(corrections.map(\.number) == [11, 12, 13] && corrections.map(\.correction.count) == [4, 0, 2])
  }

  @Test(
    "what is no correction is refused",
    arguments: [
      ["correct", "up", "1"], ["correct", "left", "0"], ["correct", "left", "x"], ["correct", "left"],
      ["correct", "left", "1", "2"],
    ])
  func refused(_ arguments: [String]) throws {
    #expect(try Program.run(arguments).status == 64)
  }

  @Test("a note is written, read, and taken away")
  func note() throws {
    try HistorySeed.fill(history, reps: [2])
    #expect(try run("history", "note", "last", "slept badly").status == 0)
    #expect(try sessions()[0].note == "slept badly")
    #expect(try run("history", "note", "last").status == 0)
    #expect(try sessions()[0].note == nil)
    #expect(try run("history", "note", "nothing", "x").status == 66)
  }

  @Test("a session is deleted with everything in it, and nothing else")
  func delete() throws {
    try HistorySeed.fill(history, reps: [2, 3, 4])
    let ids = try sessions().map(\.session)
    #expect(try run("history", "delete", ids[1]).status == 64)
    #expect(try sessions().count == 3)
    #expect(try run("history", "delete", ids[1], "--yes").status == 0)
    #expect(try sessions().map(\.session) == [ids[0], ids[2]])
    let database = try HistoryDatabase(path: history, access: .reading)
    #expect(try ids.map { try database.reps(of: $0).count } == [4, 0, 8])
    #expect(try ids.map { try database.sets(of: $0).count } == [2, 0, 2])
  }

  @Test("an archive brings everything elsewhere, and what is there already stays as it is")
  func archive() throws {
    try HistorySeed.fill(history, reps: [2, 3])
    #expect(try run("history", "note", "last", "a \"note\", with\nlines").status == 0)
    #expect(try run("correct", "right", "1", "--session", "last").status == 0)
    let file = folder.file("all.ndjson")
    #expect(try run("export-all", file).status == 0)
    let other = folder.file("other/history.sqlite")
    let first = try Program.run(["import", file, "--history", other])
    #expect(first.status == 0 && first.output == "2 sessions, 10 reps\n", "\(first.errors)")
    let again = try Program.run(["import", file, "--history", other])
    #expect(again.output == "0 sessions, 0 reps; 2 were there already\n")
    let copy = folder.file("copy.ndjson")
    #expect(try Program.run(["export-all", copy, "--history", other]).status == 0)
    #expect(text(ofFile: copy) == text(ofFile: file))
  }

  @Test(
    "an archive with a mistake is refused with its line, and nothing is taken in",
    arguments: [
      (#"{"repcounterd-history":1}"#, #"{"repcounterd-history":2}"#, "line 1: found an archive of version 2"),
      (#"{"repcounterd-history":1}"#, #"{"x":1}"#, "line 1: found no archive"),
      (#""table":"reps""#, #""table":"drop""#, "found no table that is known"),
      (#""side":"left""#, #""side":"up""#, "found a row of"),
      (#""rom_deg""#, #""rom""#, "found 'rom', which is no column of reps"),
      ("\"count\":1", "\"count\":[1]", "found a list in 'count'"),
    ])
  func broken(_ found: String, _ replacement: String, _ message: String) throws {
    try HistorySeed.fill(history, reps: [2])
    let file = folder.file("all.ndjson")
    #expect(try run("export-all", file).status == 0)
    write(try #require(text(ofFile: file)).replacing(found, with: replacement), toFile: file)
    let other = folder.file("other.sqlite")
    let run = try Program.run(["import", file, "--history", other])
    #expect(run.status == 65 && run.errors.contains(message), "\(run.errors)")
    #expect(try HistoryDatabase(path: other, access: .reading).sessions().isEmpty)
  }
}
