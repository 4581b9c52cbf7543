import Testing

/// What the golden files say against what really happened.
///
/// Knows nothing of how a golden file came to be: a program that counts wrongly cannot bless its own mistakes.
@Suite("Golden events against the truth")
struct GoldenTruthTests {
  /// How far the range of motion may be off, degrees.
  private static let rangeTolerance = 3.0
  /// The same where the gyroscope was at its end: part of the movement was not measured.
  private static let clippedTolerance = 6.0
  /// How far a swing angle may be off, degrees: the sensor is strapped on that far off its place.
  private static let angleTolerance = 25.0
  /// How far start and top may lie before the true ones, and the end behind it, seconds.
  private static let slack = 0.3
  /// How far the start may lie behind the true one, seconds: a slow opening begins unseen.
  private static let latestStart = 1.0
  /// How far the end may lie before the true one, seconds: the last degrees of a closing come slowly.
  private static let endTolerance = 1.0
  /// Longest time from the true end of a rep to its event, seconds.
  private static let longestDelay = 1.0
  /// Times in events have four decimals, those of samples six.
  private static let rounding = 0.0001

  @Test("every rep is counted once, on its side, in its order", arguments: Fixture.all)
  func counts(_ fixture: Fixture) throws {
    let truth = try fixture.truth()
    let golden = try EventLines(fixture.golden())
    for side in ["left", "right"] {
      #expect(golden.count(side) == truth.count(side), "\(side)")
    }
    for (rep, real) in zip(golden.reps, truth.reps) {
      #expect(rep.side == real.side && rep.set == real.set, "\(rep.name)")
    }
  }

  @Test("start, top and end lie where they were", arguments: Fixture.all)
  func instants(_ fixture: Fixture) throws {
    for (rep, real) in zip(try EventLines(fixture.golden()).reps, try fixture.truth().reps) {
      #expect((-Self.slack...Self.latestStart).contains(rep.start - real.start), "\(rep.name): start \(rep.start)")
      // The top is held: any moment of that will do.
      #expect((real.top - Self.slack...real.end).contains(rep.top), "\(rep.name): top \(rep.top)")
      // A pause on the way down may end a rep whose return is long enough; that is flagged.
      let earliestEnd = rep.flags.contains("short_return") ? (real.top + real.end) / 2 : real.end - Self.endTolerance
      #expect((earliestEnd...real.end + Self.slack).contains(rep.end), "\(rep.name): end \(rep.end)")
      #expect(rep.start < rep.top && rep.top < rep.end && rep.end <= rep.at + Self.rounding, "\(rep.name)")
    }
  }

  @Test("the range of motion is right, and the angles are as far as the sensor sits right", arguments: Fixture.all)
  func ranges(_ fixture: Fixture) throws {
    for (rep, real) in zip(try EventLines(fixture.golden()).reps, try fixture.truth().reps) {
      let tolerance = rep.flags.contains("gyro_clipped") ? Self.clippedTolerance : Self.rangeTolerance
      #expect(
        (rep.rangeOfMotion - real.rangeOfMotion).magnitude < tolerance,
        "\(rep.name): \(rep.rangeOfMotion) degrees, really \(real.rangeOfMotion)")
      #expect((rep.topAngle - real.topAngle).magnitude < Self.angleTolerance, "\(rep.name): top \(rep.topAngle)")
      #expect(
        (rep.bottomAngle - real.bottomAngle).magnitude < Self.angleTolerance, "\(rep.name): bottom \(rep.bottomAngle)")
    }
  }

  @Test("a rep is told when most of its closing is done, and soon after its end", arguments: Fixture.all)
  func delays(_ fixture: Fixture) throws {
    for (rep, real) in zip(try EventLines(fixture.golden()).reps, try fixture.truth().reps) {
      #expect(rep.at >= (real.top + real.end) / 2, "\(rep.name): told at \(rep.at), really over at \(real.end)")
      #expect(rep.at <= real.end + Self.longestDelay, "\(rep.name): told at \(rep.at), really over at \(real.end)")
    }
  }

  @Test("what is told as a partial swing was none of the reps", arguments: Fixture.all)
  func partials(_ fixture: Fixture) throws {
    let truth = try fixture.truth()
    for partial in try EventLines(fixture.golden()).partials where partial.reason == "short_range" {
      // A swing is told when it is over, at the latest as the next one's opening begins.
      let rep = truth.reps.first { $0.top < partial.at && partial.at <= $0.end }
      #expect(rep == nil, "partial at \(partial.at)")
    }
  }

  @Test("counts, sets, session and summary agree with the reps", arguments: Fixture.all)
  func bookkeeping(_ fixture: Fixture) throws {
    let golden = try EventLines(fixture.golden())
    for side in ["left", "right"] {
      let reps = golden.reps.filter { $0.side == side }
      #expect(reps.map(\.count) == Array(1..<reps.count + 1))
    }
    #expect(golden.sets.map(\.reps).reduce(0, +) == golden.reps.count)
    for set in golden.sets {
      let reps = golden.reps.filter { $0.set == set.set }
      #expect(reps.allSatisfy { $0.side == set.side })
      #expect(reps.map(\.repInSet) == Array(1..<set.reps + 1))
    }
    #expect(golden.types.first == "session" && golden.types.suffix(2) == ["session", "summary"])
    #expect(golden.sessions.map(\.state) == ["started", "ended"])
    let last = try #require(golden.sessions.last)
    let summary = try #require(golden.summaries.first)
    #expect(last.left == golden.count("left") && last.right == golden.count("right"))
    #expect(summary.left.reps == golden.count("left") && summary.right.reps == golden.count("right"))
    #expect(summary.samples > 0)
  }
}
