import IMUIngest
import RepDetector
import SpatialMath
import TestSupport
import Testing

@testable import repcounterd

@Suite("Bytes on their way to events")
struct BytePathTests {
  /// A pipeline over a wire whose session has begun and that says all there is.
  private static func pipeline(_ wire: String) throws -> CountingPipeline<ScriptedDetector> {
    let decoder = try #require(WireTable.named(wire)).makeDecoder(WireOptions())
    var pipeline = CountingPipeline(sensors: [SensorStream(detector: ScriptedDetector(), decoder: decoder)])
    _ = pipeline.session.start(id: "s")
    pipeline.wanted = .init(angles: true, samples: true)
    return pipeline
  }

  /// The events of bytes that come in pieces, each at a time or all at an unknown one.
  private static func events(_ wire: String, _ pieces: [([UInt8], ByteTiming)]) throws -> [Event] {
    var pipeline = try pipeline(wire)
    var events: [Event] = []
    for (bytes, timing) in pieces { pipeline.take(.bytes(bytes, timing), into: &events) }
    pipeline.finish(timing: pieces.last?.1, into: &events)
    return events
  }

  /// Swings as text lines with the device's time, between them lines of noise.
  private static let text: [UInt8] = Swings(reps: 2, rate: 50).samples.flatMap { sample -> [UInt8] in
    let a = sample.acceleration
    let noise = sample.time.truncatingRemainder(dividingBy: 1) == 0 ? "boot\u{1}\n" : ""
    return Array((noise + "t_s:\(sample.time + 100),ax:\(a.x),ay:\(a.y),az:\(a.z),gx:0,gy:0,gz:0.5\r\n").utf8)
  }

  @Test("bytes of unknown time give the same events however they are cut", arguments: [1, 2, 3, 11, 64, 1000])
  func cuts(size: Int) throws {
    for (wire, bytes, rate) in [("witmotion", Swings(reps: 2).witMotion, 100.0), ("text", Self.text, nil)] {
      let timing = ByteTiming.unknown(rate: rate)
      let whole = try Self.events(wire, [(bytes, timing)])
      let pieces = stride(from: 0, to: bytes.count, by: size).map {
        (Array(bytes[$0..<min($0 + size, bytes.count)]), timing)
      }
      #expect(try Self.events(wire, pieces) == whole)
      #expect(whole.contains { $0.type == .rep })
    }
  }

  @Test("without any time samples lie at the given rate from 0")
  func evenRate() throws {
    let events = try Self.events("witmotion", [(Swings(reps: 1, rate: 50).witMotion, .unknown(rate: 50))])
    let times = events.compactMap { event -> Double? in
      if case .sample(let sample) = event { sample.at } else { nil }
    }
    #expect(times.count == 300)
    #expect(times.enumerated().allSatisfy { abs($1 - Double($0) / 50) < 0.001 })
  }

  @Test("without any time and rate no sample is placed, and that is counted")
  func unplaced() throws {
    var pipeline = try Self.pipeline("witmotion")
    var events: [Event] = []
    pipeline.take(.bytes(DecodeCommandTests.witMotion, .unknown(rate: nil)), into: &events)
    // The second sample has a time frame of its own.
    #expect(pipeline.sensors[0].unplaced == 1)
    #expect(pipeline.sensors[0].statistics.samples == 1)
  }

  @Test("a quiet line gives up an incomplete frame, told or not, and the events are the same")
  func quiet() throws {
    // 20-byte frames have no checksum: the last one is believed once the line is quiet.
    let frames = (0..<40).flatMap { index -> [UInt8] in
      [0x55, 0x61, 0, UInt8(index), 0, 0, 0, 8] + [UInt8](repeating: 0, count: 12)
    }
    let first = Array(frames[..<400])
    let second = Array(frames[400...])
    func events(tellsQuiet: Bool) throws -> [Event] {
      var pipeline = try Self.pipeline("witmotion61")
      var events: [Event] = []
      pipeline.take(.bytes(first, .arrived(1)), into: &events)
      if tellsQuiet { pipeline.goQuiet(into: &events) }
      pipeline.take(.bytes(second, .arrived(2)), into: &events)
      pipeline.finish(into: &events)
      return events
    }
    let told = try events(tellsQuiet: true)
    #expect(told == (try events(tellsQuiet: false)))
    #expect(told.count { $0.type == .sample } == 40)
  }

  @Test("counters go on over a change of lines")
  func counters() throws {
    var pipeline = try Self.pipeline("witmotion")
    var events: [Event] = []
    pipeline.take(.bytes([1, 2, 3] + DecodeCommandTests.witMotion, .arrived(0)), into: &events)
    let decoder = try #require(WireTable.named("witmotion")).makeDecoder(WireOptions())
    pipeline.relink(decoder: decoder)
    pipeline.take(.bytes(DecodeCommandTests.witMotion, .arrived(1)), into: &events)
    let counters = pipeline.sensors[0].wireCounters
    #expect(counters.samples == 4)
    #expect(counters.frames == 10)
    #expect(counters.lostBytes == 3)
  }

  @Test("a stream that is recorded and replayed gives the same events, byte for byte")
  func recordAndReplay() throws {
    let folder = TemporaryFolder()
    // Live: bytes in lumps, as a USB adapter delivers them.
    let bytes = Swings(reps: 2).witMotion
    let decoder = try #require(WireTable.named("witmotion")).makeDecoder(WireOptions())
    var live = CountingPipeline(
      sensors: [SensorStream(detector: RepDetector(), decoder: decoder)])
    var liveEvents = live.session.start(id: "s").map(Event.init)
    var recorded: [IMUSample] = []
    for start in stride(from: 0, to: bytes.count, by: 70) {
      let arrival = 3.3 + Double(start) / 2200 + Double(start % 9) / 1000
      live.take(
        .bytes(Array(bytes[start..<min(start + 70, bytes.count)]), .arrived(arrival)), into: &liveEvents
      ) { sample, _ in recorded.append(sample) }
    }
    live.finish(into: &liveEvents) { sample, _ in recorded.append(sample) }
    var writer = try RecordingWriter(path: folder.file("a.csv"))
    try writer.writeMetadata(RecordingMetadata.clock, RecordingMetadata.placed)
    for sample in recorded { try writer.write(sample) }
    try writer.finish()

    var reader = try RecordingReader(path: folder.file("a.csv"))
    #expect(RecordingMetadata.isPlaced(reader.metadata))
    var replay = CountingPipeline(
      sensors: [SensorStream(detector: RepDetector(), hasPlacedRows: RecordingMetadata.isPlaced(reader.metadata))])
    var replayEvents = replay.session.start(id: "s").map(Event.init)
    while let row = try reader.next() { replay.take(.rows([row]), into: &replayEvents) }
    replay.finish(into: &replayEvents)

    let encoder = EventEncoder()
    #expect(replayEvents.flatMap { encoder.line(for: $0) } == liveEvents.flatMap { encoder.line(for: $0) })
    #expect(liveEvents.count { $0.type == .rep } == 2)
  }
}
