import IMUIngest
import RepDetector
import SpatialMath
import Testing

@testable import repcounterd

/// The types of events in their order, with what tells them apart.
private func outline(_ events: [Event]) -> [String] {
  events.map { event in
    switch event {
    case .rep(let rep): "rep \(rep.side) \(rep.count) in set \(rep.set)"
    case .phase(let phase): "phase \(phase.phase) at \(phase.at ?? -1)"
    case .partial(let partial): "partial \(partial.reason)"
    case .set(let set): "set \(set.set) of \(set.reps)"
    case .sample(let sample): "sample \(sample.sequence)"
    case .angle(let angle): "angle \(angle.angle ?? -1)"
    case .warning(let warning): "warning \(warning.code)"
    case .session(let session): "session \(session.state)"
    default: event.type.rawValue
    }
  }
}

/// A row with the swing angle that the scripted detector sees.
private func row(_ time: Double, _ x: Double, gyro: Vector3? = .zero) -> IMUSample {
  IMUSample(time: time, acceleration: Vector3(x, 0, 9.8), angularRate: gyro)
}

/// A pipeline over scripted detectors, its session begun.
private func pipeline(sides: [Side?] = [.left], placed: Bool = true) -> CountingPipeline<ScriptedDetector> {
  var pipeline = CountingPipeline(
    sensors: sides.map { SensorStream(detector: ScriptedDetector(side: $0), hasPlacedRows: placed) })
  _ = pipeline.session.start(id: "s")
  return pipeline
}

@Suite("Counting pipeline")
struct CountingPipelineTests {
  @Test("samples become phases, reps and sets in their order")
  func order() {
    var pipeline = pipeline()
    var events: [Event] = []
    pipeline.take(.rows([row(0, 0), row(1, 2), row(2, 0), row(3, -2), row(23.5, 0)]), into: &events)
    pipeline.finish(into: &events)
    #expect(
      outline(events) == [
        "phase opening at 1.0", "phase rest at 2.0", "rep left 1 in set 1", "partial short_range", "set 1 of 1",
      ])
  }

  @Test("angles and samples are said only where they are asked for")
  func onDemand() {
    var pipeline = pipeline()
    var events: [Event] = []
    pipeline.take(.rows([row(0, 0)]), into: &events)
    #expect(outline(events).isEmpty)
    pipeline.wanted.angles = true
    pipeline.take(.rows([row(0.01, 0.5)]), into: &events)
    pipeline.wanted.samples = true
    pipeline.take(.rows([row(0.02, 2)]), into: &events)
    // 0.5 rad is 28.65 degrees, 2 rad 114.59; the number of the sample counts those that nobody asked for.
    #expect(outline(events) == ["angle 28.65", "sample 2", "phase opening at 0.02", "angle 114.59"])
  }

  @Test("the same rows give the same events however they are cut", arguments: [1, 2, 3, 7, 50])
  func cuts(size: Int) {
    let rows = (0..<200).map { row(Double($0) / 50, 2 * Double($0 % 20) / 10 - 1.95) }
    func events(_ pieces: [[IMUSample]]) -> [Event] {
      var pipeline = pipeline()
      pipeline.wanted = .init(angles: true, samples: true)
      var events: [Event] = []
      for piece in pieces { pipeline.take(.rows(piece), into: &events) }
      pipeline.finish(into: &events)
      return events
    }
    let whole = events([rows])
    #expect(whole.count > 400)
    #expect(
      events(stride(from: 0, to: rows.count, by: size).map { Array(rows[$0..<min($0 + size, rows.count)]) }) == whole)
  }

  @Test("two sensors feed one session; a rep of one ends the other's set")
  func twoSensors() {
    var pipeline = pipeline(sides: [.left, .right])
    var events: [Event] = []
    pipeline.take(.rows([row(0, 2), row(1, 0)]), sensor: 0, into: &events)
    pipeline.take(.rows([row(500, 2), row(501, 0)]), sensor: 1, into: &events)
    #expect(
      outline(events) == [
        "phase opening at 0.0", "phase rest at 1.0", "rep left 1 in set 1",
        "phase opening at 500.0", "phase rest at 501.0", "set 1 of 1", "rep right 1 in set 2",
      ])
  }

  @Test("a warning of the detector is said once, with its sentence")
  func warning() {
    var pipeline = pipeline()
    var events: [Event] = []
    pipeline.take(.rows([row(0, 0, gyro: nil), row(1, 0, gyro: nil)]), into: &events)
    #expect(outline(events) == ["warning no_gyro"])
  }

  @Test("the end of a stream lets the detector judge what was under way")
  func finish() {
    var pipeline = pipeline()
    var events: [Event] = []
    pipeline.take(.rows([row(0, 2)]), into: &events)
    pipeline.finish(into: &events)
    #expect(outline(events) == ["phase opening at 0.0", "partial short_return"])
  }

  @Test("only samples of the window are looked at")
  func window() {
    var pipeline = CountingPipeline(
      sensors: [SensorStream(detector: ScriptedDetector(), hasPlacedRows: true, window: 1...2)])
    pipeline.wanted.samples = true
    var events: [Event] = []
    pipeline.take(.rows((0..<8).map { row(Double($0) / 2, 0) }), into: &events)
    #expect(outline(events) == ["sample 0", "sample 1", "sample 2"])
    #expect(pipeline.sensors[0].statistics.first == 1)
    #expect(pipeline.sensors[0].statistics.last == 2)
  }

  @Test("each sample is shown to an observer after the detector has seen it")
  func observer() {
    var pipeline = pipeline()
    var events: [Event] = []
    var seen: [Double] = []
    pipeline.take(.rows([row(0, 0.25), row(1, 0.5)]), into: &events) { sample, detector in
      seen += [sample.time, detector.angle ?? -1]
    }
    #expect(seen == [0, 0.25, 1, 0.5])
  }

  @Test(
    "samples that no sensor can have meant are left out and counted",
    arguments: [
      row(.nan, 0), row(0, .infinity), row(0, .nan), row(0, 1e7), row(.infinity, 0),
      row(0, 0, gyro: Vector3(0, .nan, 0)),
    ])
  func unusable(sample: IMUSample) {
    var pipeline = pipeline()
    var events: [Event] = []
    pipeline.take(.rows([sample, row(0.5, 0)]), into: &events)
    #expect(pipeline.sensors[0].statistics.unusable == 1)
    #expect(pipeline.sensors[0].statistics.samples == 1)
    #expect(pipeline.sensors[0].statistics.last == 0.5)
  }

  @Test("what the detector sees is what a recording holds: reading its text gives the same bits")
  func recordedPrecision() throws {
    let sample = IMUSample(
      time: 123.456_789_49, acceleration: Vector3(-9.806_654_9, 1.0 / 3, -4e-6),
      angularRate: Vector3(0.123_456_5, -1e-7, 1))
    let recorded = try #require(sample.recorded)
    #expect(recorded.time == Double("123.456789"))
    #expect(recorded.acceleration == Vector3(-9.80665, 0.33333, 0))
    #expect(recorded.acceleration.z.sign == .plus)
    #expect(recorded.angularRate?.y == 0)
    #expect(recorded.recorded == recorded)
  }

  @Test("after another line the detector goes on and time does not run backwards")
  func relink() {
    var pipeline = pipeline()
    var events: [Event] = []
    pipeline.take(.rows([row(0, 0), row(5, 2)]), into: &events)
    pipeline.relink(decoder: nil)
    var times: [Double] = []
    pipeline.take(.rows([row(4, 2), row(6, 0)]), into: &events) { sample, _ in times.append(sample.time) }
    #expect(outline(events) == ["phase opening at 5.0", "phase rest at 6.0", "rep left 1 in set 1"])
    #expect(times == [5, 6])
  }

  @Test("status tells what the moving arm is doing")
  func current() {
    var pipeline = pipeline(sides: [.left, .right])
    var events: [Event] = []
    pipeline.take(.rows([row(0, 0)]), sensor: 0, into: &events)
    pipeline.take(.rows([row(0, 2)]), sensor: 1, into: &events)
    #expect(pipeline.current == StatusEvent.Current(side: .right, phase: .opening, angle: 2))
    pipeline.take(.rows([row(1, 0)]), sensor: 1, into: &events)
    #expect(pipeline.current == StatusEvent.Current(side: .right, phase: .rest, angle: 0, set: 1, repInSet: 1))
  }
}

@Suite("Stream statistics")
struct StreamStatisticsTests {
  @Test("mean rate and rate of late follow the samples")
  func rates() throws {
    var statistics = StreamStatistics()
    for index in 0...1000 { statistics.note(time: Double(index) / 100, sequence: nil) }
    for index in 1...300 { statistics.note(time: 10 + Double(index) / 50, sequence: nil) }
    #expect(statistics.samples == 1301)
    #expect(statistics.duration == 16)
    #expect(abs(try #require(statistics.meanRate) - 81.25) < 1e-9)
    #expect(abs(try #require(statistics.rate) - 50) < 1)
    #expect(statistics.gaps == 0)
  }

  @Test("a running number that jumps is one gap, whatever the times say")
  func sequenceGaps() {
    var statistics = StreamStatistics()
    for number: UInt64 in [10, 11, 14, 15, 16, 20] { statistics.note(time: 0, sequence: number) }
    #expect(statistics.gaps == 2)
    statistics.relink()
    statistics.note(time: 0, sequence: 0)
    statistics.note(time: 0, sequence: 1)
    #expect(statistics.gaps == 2)
  }

  @Test("without running numbers a long step is a gap, and a lower rate is not")
  func timeGaps() {
    var statistics = StreamStatistics()
    var time = 0.0
    for step in Array(repeating: 0.01, count: 100) + [0.2] + Array(repeating: 0.01, count: 100) {
      time += step
      statistics.note(time: time, sequence: nil)
    }
    #expect(statistics.gaps == 1)
    for _ in 0..<200 {
      time += 0.1
      statistics.note(time: time, sequence: nil)
    }
    #expect(statistics.gaps < 20)
  }
}
