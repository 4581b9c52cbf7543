import TestSupport
import Testing

/// The real program over every fixture: the same bytes give the same events, however they come.
@Suite("Golden recordings", .timeLimit(.minutes(5)))
struct GoldenReplayTests {
  /// Pieces of a recording: up to some rows.
  private static let rows = 4096
  /// Pieces of raw bytes: up to some samples.
  private static let frames = 256
  /// Seconds of the stream in a second: a minute takes a fifth of a second.
  private static let speed = "300"

  @Test("a file gives its golden events, byte for byte", arguments: Fixture.all)
  func file(_ fixture: Fixture) throws {
    let run = try Program.run(try replay(fixture) + [fixture.path])
    #expect(run.status == 0)
    #expect(run.errors == "")
    #expect(firstDifference(run.output, try fixture.golden()) == nil)
  }

  @Test("standard input cut at random gives the same events, byte for byte", arguments: Fixture.all)
  func standardInput(_ fixture: Fixture) throws {
    let longest = fixture.wire == nil ? Self.rows : Self.frames
    let pieces = randomCuts(try fixture.bytes(), longest: longest, seed: 1)
    let run = try PiecewiseRun(try replay(fixture) + naming(fixture) + ["-"], pieces: pieces)
    #expect(run.status == 0)
    #expect(firstDifference(run.output, try fixture.golden()) == nil)
  }

  @Test("a paced replay gives the same events, byte for byte", arguments: Fixture.raw)
  func paced(_ fixture: Fixture) throws {
    let run = try Program.run(try replay(fixture) + ["--speed", Self.speed, fixture.path])
    #expect(run.status == 0)
    #expect(firstDifference(run.output, try fixture.golden()) == nil)
  }

  @Test("raw bytes decode to the same samples however they are cut", arguments: Fixture.raw)
  func decode(_ fixture: Fixture) throws {
    let whole = try Program.run(["decode"] + naming(fixture) + [fixture.path])
    #expect(whole.status == 0)
    // What a golden replay counted from is what was decoded.
    let samples = try EventLines(fixture.golden()).summaries.first?.samples
    #expect(whole.output.split(separator: "\n").count == samples)
    for seed in [UInt64](2...3) {
      let pieces = randomCuts(try fixture.bytes(), longest: Self.frames, seed: seed)
      let cut = try PiecewiseRun(["decode"] + naming(fixture), pieces: pieces)
      #expect(cut.status == 0)
      #expect(firstDifference(cut.output, whole.output) == nil, "seed \(seed)")
    }
  }

  @Test("the wire of raw bytes is told by their content", arguments: Fixture.raw)
  func detect(_ fixture: Fixture) throws {
    let run = try PiecewiseRun(
      ["decode", "--detect"], pieces: randomCuts(try fixture.bytes(), longest: Self.frames, seed: 4))
    #expect(run.output == "\(fixture.wire ?? "")\n")
  }

  private func replay(_ fixture: Fixture) throws -> [String] {
    ["replay", "--json"] + (try fixture.options())
  }

  /// Standard input has no name that would tell the wire.
  private func naming(_ fixture: Fixture) -> [String] {
    fixture.wire.map { ["--wire", $0] } ?? []
  }
}
