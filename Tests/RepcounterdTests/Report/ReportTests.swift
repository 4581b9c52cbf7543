import GRDB
import IMUIngest
import RepDetector
import TestSupport
import Testing

@testable import repcounterd

@Suite("Report")
struct ReportTests {
  private let folder = TemporaryFolder()
  private var history: String { folder.file("history.sqlite") }

  private func page(_ options: [String] = []) throws -> String {
    let file = folder.file("report.html")
    let place = options.contains("--history") ? [] : ["--history", history]
    let run = try Program.run(["report", "-o", file] + place + options)
    #expect(run.status == 0, "\(run.errors)")
    return try #require(text(ofFile: file))
  }

  @Test("it is one page that needs nothing else, whatever the number of sessions", arguments: [0, 1, 30, 1000])
  func selfContained(_ sessions: Int) throws {
    try HistorySeed.fill(history, reps: Array(repeating: 3, count: sessions))
    if sessions == 0 { _ = try HistoryDatabase(path: history) }
    let start = MonotonicTime.now
    let page = try page()
    #expect(MonotonicTime.now - start < 10, "it takes a fraction of that even in this build")
    #expect(page.hasPrefix("<!DOCTYPE html>") && page.hasSuffix("</body></html>\n"))
    for reference in ["http:", "https:", "src=", "href=", "url(", "@import", "<script"] {
      #expect(!page.contains(reference), "\(reference)")
    }
    #expect(page.utf8.count < 3_000_000)
    #expect(
      page.contains(["There is no session yet", "1 session,"].dropFirst(sessions).first ?? "\(sessions) sessions,"))
    for tag in ["section", "svg", "table", "figure", "tr", "td", "p", "text", "g"] {
      let opened = page.ranges(of: "<\(tag) ").count + page.ranges(of: "<\(tag)>").count
      #expect(opened == page.ranges(of: "</\(tag)>").count, "\(tag)")
    }
    #expect(!page.contains("nan") && !page.contains("inf\""))
  }

  @Test("a session alone has its reps, its target and its note, in which nothing is markup")
  func oneSession() throws {
    try HistorySeed.fill(history, reps: [4, 6])
    let database = try HistoryDatabase(path: history)
    let session = try #require(try database.session(named: "last"))
    try database.setNote("<b>good</b> & \"light\"", of: session.session)
    let page = try page(["--session", "last"])
    #expect(page.contains("&lt;b&gt;good&lt;/b&gt; &amp; &quot;light&quot;") && !page.contains("<b>good"))
    #expect(page.contains("<tr><td>left</td><td>6</td><td>6</td><td>110°</td><td>111°</td><td>3.6 s</td><td>-2.2</td>"))
    #expect(page.contains("The sides are alike within what can be measured."))
    // Twelve reps, each with its number at its top.
    #expect(page.ranges(of: ">6</text>").count >= 2 && !page.contains("All sessions"))
  }

  @Test("the swing angle is drawn as it was measured, or through the rep's numbers where it was not kept")
  func curves() throws {
    try HistorySeed.fill(history, reps: [2])
    #expect(try page().contains("As it was measured."))
    let earlier = folder.file("earlier.sqlite")
    try HistorySeed.fill(earlier, reps: [2], hasCurves: false)
    let page = try page(["--history", earlier])
    #expect(page.contains("Where the angle itself was not kept") && !page.contains("As it was measured."))
  }

  @Test("a history of an earlier version, which has no curves, is read as it is")
  func earlierHistory() throws {
    try HistorySeed.fill(history, reps: [2])
    do {
      let database = try HistoryDatabase(path: history)
      try database.change { try $0.execute(sql: "DROP TABLE curves") }
    }
    #expect(try page().contains("Where the angle itself was not kept"))
  }

  @Test("days choose the sessions of the last days")
  func days() throws {
    try HistorySeed.fill(history, reps: [3, 3, 3, 3, 3])
    #expect(try page(["--days", "3"]).contains("2 sessions,"))
  }

  @Test("data instead of a page has a line a rep")
  func data() throws {
    try HistorySeed.fill(history, reps: [2, 3])
    let csv = try Program.run(["report", "--csv", "--history", history])
    let lines = csv.output.split(separator: "\n")
    #expect(csv.status == 0 && lines.count == 11 && lines[0].hasPrefix("session,number,time"))
    let json = try Program.run(["report", "--json", "--session", "last", "--history", history])
    #expect(json.output.split(separator: "\n").count { $0.contains(#""type":"rep""#) } == 6)
  }

  @Test(
    "a session or a history that is not there is told",
    arguments: [
      (["--session", "nothing"], 66), (["--days", "0"], 64), (["--days", "1", "--session", "last"], 64),
      (["--history", "/nowhere/h.sqlite"], 66), (["-o", "/nowhere/report.html"], 74),
    ])
  func refusals(_ options: [String], _ status: Int) throws {
    try HistorySeed.fill(history, reps: [2])
    let place = options.contains("--history") ? [] : ["--history", history]
    #expect(try Program.run(["report"] + options + place).status == status)
  }

  @Test(
    "days in a row are counted up to today or yesterday",
    arguments: [
      ([1, 2, 3], 3, 3, 3), ([1, 2, 3], 4, 3, 3), ([1, 2, 3], 5, 3, 0), ([1, 2, 4, 5, 6, 6], 6, 3, 3), ([], 9, 0, 0),
      ([3, 1, 2, 20], 3, 3, 3),
    ])
  func streaks(_ days: [Int], _ today: Int, _ longest: Int, _ current: Int) {
    let streak = Streak(days: days, today: today)
    #expect(streak.longest == longest && streak.current == current)
  }

  @Test(
    "dates on an axis are few and round",
    arguments: [
      // 2026-01-01 is the day 20454.
      (20454.0, 20456.0, ["2026-01-01"]), (20454, 20474, ["2026-01-02", "2026-01-07", "2026-01-12", "2026-01-17"]),
      (20454, 20604, ["2026-01", "2026-02", "2026-03", "2026-04", "2026-05"]),
      (20455, 20820, ["2026-03", "2026-05", "2026-07", "2026-09", "2026-11"]),
      (19784, 20784, ["2024-07", "2025-01", "2025-07", "2026-01", "2026-07"]),
    ])
  func dates(_ first: Double, _ last: Double, _ expected: [String]) {
    let ticks = CalendarTicks.ticks(first...last)
    #expect(ticks.map(\.label) == expected)
    #expect(ticks.allSatisfy { first...last ~= $0.value && Timestamp(days: $0.value).day.hasPrefix($0.label) })
  }

  @Test("a drawn swing goes from bottom to top and back within the rep's times")
  func swing() throws {
    let curve = ReportSession.swing(HistoryDatabaseTests.rep(.left, 1))
    #expect(curve.first! == (4, -50) && curve.last! == (7, -50))
    #expect(curve.map(\.1).max() == 40.5 && zip(curve, curve.dropFirst()).allSatisfy { $0.0 <= $1.0 })
  }

  @Test(
    "steps of an axis are round",
    arguments: [
      (0.0, 100.0, [0.0, 20, 40, 60, 80, 100]), (83, 121, [90, 100, 110, 120]),
      (-2.7, -1.7, [-2.6, -2.4, -2.2, -2, -1.8]),
    ])
  func steps(_ low: Double, _ high: Double, _ expected: [Double]) {
    let steps = Plot.steps(low...high, atMost: 5)
    #expect(steps.count == expected.count && zip(steps, expected).allSatisfy { ($0 - $1).magnitude < 1e-9 })
  }
}
