import TestSupport
import Testing

@testable import repcounterd

@Suite("Sessions of the simulated wearer, coached")
struct CoachedSessionTests {
  private let folder = TemporaryFolder()

  /// Has a wearer do so many reps a side and replays it with the program.
  private func events(reps: Int, seed: Int, _ options: [String] = []) throws -> [[String: JSONValue]] {
    let recording = folder.file("session.csv")
    let made = try Program.run([
      "simulate", "--out", recording, "--left", "\(reps)", "--right", "\(reps)", "--seed", "\(seed)", "--force",
    ])
    #expect(made.status == 0)
    let run = try Program.run(["replay", "--json", "--program", "trunk-rotation", recording] + options)
    #expect(run.status == 0, "\(run.errors)")
    return try run.output.split(separator: "\n").map { line in
      try #require(try JSONValue(parsing: Array(line.utf8)).members)
    }
  }

  private func lines(_ events: [[String: JSONValue]], _ type: String, _ members: String...) -> [String] {
    events.filter { $0["type"]?.string == type }.map { event in
      members.map { event[$0]?.string ?? event[$0]?.scalarText ?? "-" }.joined(separator: " ")
    }
  }

  /// Cues with what stands in them, those of technique aside.
  private func progress(_ events: [[String: JSONValue]]) -> [String] {
    lines(events.filter { $0["kind"] == .string("progress") }, "cue", "code", "side", "reps", "next")
  }

  @Test("the first session: five a side, each target once, and once more next time")
  func first() throws {
    let events = try events(reps: 5, seed: 7)
    #expect(lines(events, "target", "side", "reps", "reason", "best_deg") == ["left 5 first -", "right 5 first -"])
    // Which arm the wearer begins with is the wearer's own choice.
    let order = lines(events, "set", "side")
    let rest = events.contains { $0["code"] == .string("rest_over") } ? ["rest_over \(order[1]) - -"] : []
    #expect(
      progress(events) == ["target_reached \(order[0]) 5 other_side"] + rest + ["target_reached \(order[1]) 5 done"])
    #expect(lines(events, "proposal", "reps", "reason", "quality") == ["5 once_more good"])
    #expect(lines(events, "program", "state", "program") == ["started trunk-rotation", "ended trunk-rotation"])
    // Nobody is spoken to about two reps in a row.
    var spokenOf: [Int] = []
    var rep = 0
    for event in events {
      if event["type"] == .string("rep") { rep += 1 }
      if ["correction", "praise"].contains(event["kind"]?.string), event["code"] != .string("sides_differ") {
        spokenOf.append(rep)
      }
    }
    #expect(zip(spokenOf, spokenOf.dropFirst()).allSatisfy { $1 - $0 >= 2 })
  }

  @Test("the fourteenth session after thirteen good ones: fourteen a side, and fifteen next time")
  func fourteenth() throws {
    let history = folder.file("history.sqlite")
    try HistorySeed.fill(history, reps: [5, 5, 7, 7, 9, 9, 11, 11, 12, 12, 13, 13, 14])
    let events = try events(reps: 15, seed: 7, ["--history", history])
    let targets = lines(events, "target", "side", "reps", "reason", "best_deg")
    // The left side began the last time, so the right one does now.
    #expect(targets == ["right 14 once_more 111", "left 14 once_more 111"])
    #expect(progress(events).filter { $0.hasPrefix("target_reached") }.count == 2)
    #expect(progress(events).filter { $0.hasPrefix("extra_rep") }.map { $0.split(separator: " ")[2] } == ["1", "1"])
    let clean = events.filter { $0["type"] == .string("rep") && $0["flags"] == .array([]) }.count
    let proposal = lines(events, "proposal", "reps", "reason", "quality")
    #expect(proposal == (clean >= 24 ? ["15 more good"] : ["14 same fair"]))
  }

  @Test(
    "after a break of three weeks, and after a poor session, less is asked for",
    arguments: [
      (22.0, 1.6, "8 after_break"), (1.0, 0.7, "10 fewer"),
    ])
  func less(_ days: Double, _ openDuration: Double, _ asked: String) throws {
    let history = folder.file("history.sqlite")
    let time = Timestamp(milliseconds: Timestamp.now.milliseconds - Int64((days - 1) * 86_400_000))
    let before = Timestamp(milliseconds: time.milliseconds - 86_400_000)
    try HistorySeed.fill(history, reps: [5, 5, 7, 7, 9, 9, 11, 11], before: before)
    try HistorySeed.fill(history, reps: [12], before: time, openDuration: openDuration)
    let events = try events(reps: 1, seed: 7, ["--history", history])
    #expect(lines(events, "target", "reps", "reason") == [asked, asked])
  }

  @Test("what somebody asks for stands above the rule")
  func chosen() throws {
    let events = try events(reps: 3, seed: 7, ["--target-reps", "3"])
    #expect(lines(events, "target", "reps", "reason") == ["3 chosen", "3 chosen"])
    #expect(progress(events).filter { $0.hasPrefix("target_reached") }.count == 2)
  }
}
