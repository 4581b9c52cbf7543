import BenchmarkSupport
import IMUIngest

/// How fast each wire is decoded, and how fast bytes of an unknown wire are recognised.
struct DecodingMeasure {
  /// Bytes to decode at least: long against the caches.
  static let streamBytes = 4_000_000
  /// Bytes handed over at once: what a serial line delivers in one read.
  static let pieceBytes = 4096

  let rounds: Int
  /// Folder of streams that other encoders made, `NAME.WIRE.bin`.
  let folder: String

  func printTable() throws {
    print("| stream | MB/s | ns a sample | bytes a sample |\n| --- | --- | --- | --- |")
    let session = SimulatedWearer(scenario: SimulatedScenario.random(seed: 1)).session()
    for encoding in SampleEncodingTable.all {
      try printRow(encoding.name, wire: encoding.wire, Self.stream(of: session, encoding))
    }
    for file in try Folder.files(in: folder, endingWith: ".bin") {
      let name = String(file.dropLast(".bin".count))
      let stream = try BinaryFile.read("\(folder)/\(file)")
      let copies = Self.streamBytes / max(1, stream.count) + 1
      try printRow(
        name, wire: name.split(separator: ".").last.map(String.init) ?? "",
        Array(repeatElement(stream, count: copies).joined()))
    }
  }

  private func printRow(_ name: String, wire: String, _ bytes: [UInt8]) throws {
    guard let wire = WireTable.named(wire) else { throw MeasurementError("'\(name)' is of no known wire") }
    var samples: [DecodedSample] = []
    var count = 0
    let seconds = Stopwatch.shortest(of: rounds) {
      guard var decoder = try? wire.makeDecoder(WireOptions()) else { return }
      count = 0
      var at = 0
      while at < bytes.count {
        let end = min(at + Self.pieceBytes, bytes.count)
        decoder.decode(bytes.span.extracting(at..<end), into: &samples)
        count += samples.count
        samples.removeAll(keepingCapacity: true)
        at = end
      }
    }
    guard count > 0 else { throw MeasurementError("no sample of '\(name)' was decoded") }
    print(
      "| \(name) | \(fixed(1e-6 * Double(bytes.count) / seconds, 0)) | "
        + "\(fixed(1e9 * seconds / Double(count), 0)) | \(fixed(Double(bytes.count) / Double(count), 0)) |")
  }

  private static func stream(of session: SimulatedSession, _ encoding: SampleEncoding) -> [UInt8] {
    var encoder = encoding.makeEncoder()
    var bytes: [UInt8] = []
    var round = 0
    while bytes.count < streamBytes {
      for chunk in session.wireBytes(&encoder, round: round) { bytes += chunk.bytes }
      round += 1
    }
    return bytes
  }
}
