import BenchmarkSupport
import IMUIngest

/// How fast each wire is decoded, and how fast bytes of an unknown wire are recognised.
struct DecodingMeasure {
  /// Bytes to decode at least: long against the caches.
  static let streamBytes = 4_000_000
  /// Bytes handed over at once: what a serial line delivers in one read.
  static let pieceBytes = 4096

  let rounds: Int

  func printTable() {
    print("| wire | MB/s | ns a sample | bytes a sample |\n| --- | --- | --- | --- |")
    let session = SimulatedWearer(scenario: SimulatedScenario.random(seed: 1)).session()
    for encoding in SampleEncodingTable.all {
      guard let wire = WireTable.named(encoding.wire) else { continue }
      let bytes = Self.stream(of: session, encoding)
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
      guard count > 0 else {
        print("| \(encoding.name) | no sample was decoded | | |")
        continue
      }
      print(
        "| \(encoding.name) | \(fixed(1e-6 * Double(bytes.count) / seconds, 0)) | "
          + "\(fixed(1e9 * seconds / Double(count), 0)) | \(fixed(Double(bytes.count) / Double(count), 0)) |")
    }
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
