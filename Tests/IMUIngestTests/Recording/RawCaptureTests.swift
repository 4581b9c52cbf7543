import IMUIngest
import Testing

@Suite("Raw capture")
struct RawCaptureTests {
  private let folder = TemporaryFolder()

  /// A capture of two chunks and a pair of metadata, laid out by hand from the description of the format.
  private let golden: [UInt8] =
    [0x89, 0x52, 0x50, 0x43, 0x0D, 0x0A, 0x1A, 0x0A, 1, 0, 0, 0, 0, 0, 0, 0]
    + [1, 0, 0, 0, 10, 0, 0, 0] + [0, 0, 0, 0, 0, 0, 0, 0] + Array("wire: text".utf8)
    + [2, 0, 0, 0, 3, 0, 0, 0] + [0, 0, 0, 0, 0, 0, 0, 0] + [0x55, 0x61, 0xFF]
    + [2, 0, 0, 0, 1, 0, 0, 0] + [0x00, 0x2D, 0x31, 0x01, 0, 0, 0, 0] + [0x0A]

  private func read(_ reader: inout RawCaptureReader) throws -> [RawCapture.Chunk] {
    var chunks: [RawCapture.Chunk] = []
    while let chunk = try reader.next() { chunks.append(chunk) }
    return chunks
  }

  @Test("writes the bytes of the description")
  func writing() throws {
    var writer = try RawCaptureWriter(path: folder.path("c.bin"))
    try writer.writeMetadata("wire", "text")
    try writer.write([0x55, 0x61, 0xFF], receivedAt: 1_000)
    try writer.write([], receivedAt: 1_000.01)
    try writer.write([0x0A], receivedAt: 1_000.02)
    try writer.finish()
    // 1000.02 - 1000 in doubles is 0.02 to 1e-13: 20,000,000 ns.
    #expect(folder.read("c.bin") == golden)
  }

  @Test("reads what the description says")
  func reading() throws {
    var reader = try RawCaptureReader(path: folder.write(golden, as: "c.bin"))
    #expect(try read(&reader) == [.init(time: 0, bytes: [0x55, 0x61, 0xFF]), .init(time: 0.02, bytes: [0x0A])])
    #expect(reader.metadata == ["wire": "text"])
    #expect(reader.isCapture == true)
    #expect(reader.shareRead == 1)
    #expect(reader.tail == nil)
    #expect(try reader.next() == nil)
  }

  @Test("cut anywhere, it gives all whole chunks and says where it is torn")
  func torn() throws {
    let ends = [16, 42, 61, 78]
    for length in 8..<golden.count {
      var reader = try RawCaptureReader(path: folder.write(golden[..<length], as: "c.bin"))
      let chunks = try read(&reader)
      #expect(chunks.count == (length >= 61 ? 1 : 0))
      let isWhole = ends.contains(length)
      #expect(
        reader.tail == (isWhole ? nil : .init(offset: ends.last { $0 < length } ?? 0, isCutShort: true)), "\(length)")
    }
  }

  @Test("zeros at the end are a damaged tail")
  func zeros() throws {
    var reader = try RawCaptureReader(path: folder.write(golden + [UInt8](repeating: 0, count: 4_096), as: "c.bin"))
    #expect(try read(&reader).count == 2)
    #expect(reader.tail == .init(offset: golden.count, isCutShort: false))
    #expect(reader.tail?.description == "the capture is damaged at byte 78; what came before it is good")
  }

  @Test("chunks longer than a read and than the longest chunk come whole")
  func long() throws {
    let bytes = (0..<2_500_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
    var writer = try RawCaptureWriter(path: folder.path("c.bin"))
    try writer.write(bytes, receivedAt: 5)
    try writer.write([1], receivedAt: 4)
    try writer.finish()
    var reader = try RawCaptureReader(path: folder.path("c.bin"))
    let chunks = try read(&reader)
    #expect(chunks.flatMap(\.bytes) == bytes + [1])
    #expect(chunks.allSatisfy { $0.time == 0 })
  }

  @Test("plain bytes are refused, or taken on request")
  func plain() throws {
    let path = folder.write([0x89, 0x52, 3], as: "c.bin")
    let error = #expect(throws: RecordingError.self) { _ = try RawCaptureReader(path: path) }
    #expect(
      error?.description
        == "\(path): found bytes that do not begin as a capture does, expected a raw capture; make one with 'repcounterd record --raw'"
    )
    var reader = try RawCaptureReader(path: path, acceptingPlainBytes: true)
    #expect(reader.isCapture == false)
    #expect(try read(&reader) == [.init(time: nil, bytes: [0x89, 0x52, 3])])

    var empty = try RawCaptureReader(path: folder.write([], as: "e.bin"), acceptingPlainBytes: true)
    #expect(try read(&empty).isEmpty)
  }

  @Test("a later version is refused")
  func version() throws {
    var bytes = golden
    bytes[8] = 2
    let path = folder.write(bytes, as: "c.bin")
    let error = #expect(throws: RecordingError.self) { _ = try RawCaptureReader(path: path) }
    #expect(error?.code == .unknownVersion)
    #expect(error?.exitStatus.rawValue == 65)
  }
}
