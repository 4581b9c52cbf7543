import IMUIngest
import SpatialMath
import Testing

@Suite("Simulated session")
struct SimulatedSessionTests {
  private let folder = TemporaryFolder()

  private func session(_ name: String, seed: UInt64 = 1, rate: Double = 50) throws -> SimulatedSession {
    SimulatedWearer(scenario: try .preset(name, seed: seed, left: 2, right: 0, rate: rate)).session()
  }

  @Test("one seed gives one session, byte for byte; another seed another one")
  func reproducible() throws {
    let first = try session("lossy", seed: 4)
    let again = try session("lossy", seed: 4)
    let other = try session("lossy", seed: 5)
    #expect(first.samples == again.samples && first.truth.json == again.truth.json)
    var encoders = try (0..<2).map { _ in try #require(SampleEncodingTable.named("witmotion")).makeEncoder() }
    #expect(first.wireBytes(&encoders[0]) == again.wireBytes(&encoders[1]))
    #expect(first.samples != other.samples)
  }

  @Test("the rate changes the samples and not the movement")
  func rates() throws {
    let slow = try session("nominal", rate: 25)
    let fast = try session("nominal", rate: 100)
    #expect(slow.truth.reps.map(\.set) == fast.truth.reps.map(\.set))
    for (a, b) in zip(slow.truth.reps, fast.truth.reps) { #expect((a.romDegrees - b.romDegrees).magnitude < 0.01) }
    #expect((Double(fast.samples.count) / Double(slow.samples.count) - 4).magnitude < 0.01)
  }

  @Test("a recording reads back as it was, without a gyroscope too", arguments: ["burst", "nogyro"])
  func recording(name: String) throws {
    let session = try session(name)
    let path = folder.path("a.csv")
    try session.writeRecording(to: path)
    var reader = try RecordingReader(path: path)
    var count = 0
    for expected in session.recording {
      let read = try #require(try reader.next())
      #expect((read.time - expected.time).magnitude < 1e-6)
      #expect((read.acceleration - expected.acceleration).norm < 1e-4)
      #expect((read.angularRate == nil) == (expected.angularRate == nil))
      count += 1
    }
    #expect(try reader.next() == nil)
    #expect(count > 500)
    #expect(reader.metadata["scenario"] == name && reader.metadata["seed"] == "1")
  }

  @Test("the truth lies beside the recording, and neither is overwritten unasked")
  func truthFile() throws {
    let session = try session("nominal")
    #expect(SimulatedSession.truthPath(besideRecording: "x/a.csv") == "x/a.truth.json")
    #expect(SimulatedSession.truthPath(besideRecording: "x/a") == "x/a.truth.json")
    let path = folder.path("t.json")
    try session.writeTruth(to: path)
    #expect(String(decoding: folder.read("t.json"), as: UTF8.self) == session.truth.json)
    #expect(throws: RecordingError.self) { try session.writeTruth(to: path) }
    try session.writeTruth(to: path, replacing: true)
  }

  @Test("a capture holds the bytes and when they arrived; plain bytes are the same without times")
  func capture() throws {
    let session = try session("burst", rate: 100)
    let encoding = try #require(SampleEncodingTable.named("witmotion:time"))
    try session.writeCapture(to: folder.path("c.bin"), encoding: encoding)
    try session.writeBytes(to: folder.path("p.bin"), encoding: encoding)
    var reader = try RawCaptureReader(path: folder.path("c.bin"))
    var encoder = encoding.makeEncoder()
    var all: [UInt8] = []
    let chunks = session.wireBytes(&encoder)
    let begin = try #require(chunks[0].time)
    for chunk in chunks {
      let read = try #require(try reader.next())
      #expect(read.bytes == chunk.bytes)
      #expect((try #require(read.time) - (try #require(chunk.time) - begin)).magnitude < 1e-8)
      all += chunk.bytes
    }
    #expect(try reader.next() == nil)
    #expect(reader.metadata["wire"] == "witmotion")
    #expect(folder.read("p.bin") == all)
    // Samples that arrive together are one piece of 33 bytes each.
    #expect(chunks.contains { $0.bytes.count > 33 } && chunks.allSatisfy { $0.bytes.count % 33 == 0 })
  }

  @Test("a second round goes on where the first one ended")
  func rounds() throws {
    let session = try session("nominal")
    var encoder = try #require(SampleEncodingTable.named("text:header")).makeEncoder()
    let first = session.wireBytes(&encoder)
    let second = session.wireBytes(&encoder, round: 1)
    let line = { (chunk: RawCapture.Chunk) in String(decoding: chunk.bytes, as: UTF8.self) }
    #expect(line(first[0]).hasPrefix("time_ms,") && !line(second[0]).hasPrefix("time_ms"))
    let time = try #require(Double(line(second[0]).split(separator: ",")[0]))
    #expect((time - 1000 * session.truth.duration).magnitude <= 1)
  }
}
