import Testing

/// That each recording shows what it is there for, so that a rebuilt one still does.
@Suite("What each recording shows")
struct FixtureVarietyTests {
  @Test("both sides take their turn in most")
  func bothSides() throws {
    let both = try Fixture.all.filter { Set(try $0.truth().reps.map(\.side)).count == 2 }
    #expect(both.count >= 12)
  }

  @Test("slow reps take 9 seconds and more, fast ones under 1.7 and are flagged")
  func tempo() throws {
    #expect(try Fixture.named("slow").truth().reps.allSatisfy { $0.end - $0.start > 9 })
    let fast = try Fixture.named("fast")
    #expect(try fast.truth().reps.allSatisfy { $0.end - $0.start < 1.7 })
    #expect(try golden(fast).reps.allSatisfy { $0.flags.contains("fast") })
  }

  @Test("stiff reps stay under 65 degrees, some beyond 180 span more than half a turn")
  func range() throws {
    #expect(try Fixture.named("stiff").truth().reps.allSatisfy { $0.rangeOfMotion < 65 })
    #expect(try Fixture.named("beyond-180").truth().reps.contains { $0.rangeOfMotion > 190 })
    #expect(try golden(Fixture.named("beyond-180")).reps.contains { $0.rangeOfMotion > 190 })
  }

  @Test("hesitant reps are jerky")
  func hesitant() throws {
    #expect(try golden(Fixture.named("hesitant")).reps.count { $0.flags.contains("jerky") } >= 3)
  }

  @Test("partial swings are told, and not counted")
  func partialSwings() throws {
    let fixture = try Fixture.named("partial-swings")
    #expect(try fixture.truth().partials.count >= 2)
    #expect(try golden(fixture).partials.contains { $0.reason == "short_range" })
  }

  @Test("the sensor goes over the table from one arm to the other")
  func strapChange() throws {
    let activities = try Fixture.named("strap-change").truth().activities.map(\.kind)
    #expect(activities.first == "table" && activities.contains("take_off"))
    #expect(activities.count { $0 == "strap" } == 2)
  }

  @Test("a gyroscope that ends too early is told and flagged")
  func clipped() throws {
    let golden = try golden(Fixture.named("clipped"))
    #expect(golden.warnings.contains("gyro_clipped"))
    #expect(golden.reps.contains { $0.flags.contains("gyro_clipped") })
  }

  @Test("lost samples are told as gaps")
  func lossy() throws {
    let fixture = try Fixture.named("lossy")
    #expect(try fixture.truth().lostSamples > 50)
    let golden = try golden(fixture)
    #expect(golden.summaries.contains { $0.problems["gaps", default: 0] > 0 })
    #expect(golden.reps.contains { $0.flags.contains("gap") })
  }

  private func golden(_ fixture: Fixture) throws -> EventLines { try EventLines(fixture.golden()) }
}
