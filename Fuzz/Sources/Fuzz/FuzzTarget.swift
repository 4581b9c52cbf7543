import IMUIngest

/// Something that takes any bytes, and what must hold whatever they are.
struct FuzzTarget: Sendable {
  /// The name on the command line.
  let name: String
  /// Takes an input; ends the program where something that must hold does not.
  let run: @Sendable (_ bytes: [UInt8]) -> Void

  /// All targets: for each wire its decoder and its payload, the detection of wires, the counting of reps, and the requests
  /// of clients.
  static let all = WireTable.all.map { decoder($0) } + payloads + [detector, reps, requests]

  /// The target of a name, or nil.
  static func named(_ name: String) -> FuzzTarget? {
    all.first { $0.name == name }
  }

  /// A wire's decoder on a stream of any bytes, cut at places that the first byte says.
  private static func decoder(_ wire: WireProtocol) -> FuzzTarget {
    FuzzTarget(name: wire.name) { bytes in
      guard let cut = bytes.first else { return }
      check(wire, Array(bytes.dropFirst()), cut: Int(cut))
    }
  }

  /// A wire's frames with good checksums around payloads of any bytes, so that what lies behind the checksum is reached.
  private static let payloads = WireTable.all.compactMap { wire -> FuzzTarget? in
    guard let frame = FrameAround.payload[wire.name] else { return nil }
    return FuzzTarget(name: wire.name + "-payload") { bytes in
      check(wire, frame(bytes) + frame(bytes.reversed()), cut: 7)
    }
  }

  /// The detection of wires on a stream of any bytes: the verdict and the bytes that it takes do not depend on the cuts.
  private static let detector = FuzzTarget(name: "detector") { bytes in
    guard let cut = bytes.first, var whole = try? WireDetector(), var pieces = try? WireDetector() else { return }
    let stream = Array(bytes.dropFirst())
    whole.feed(stream)
    whole.finish()
    var start = 0
    while start < stream.count {
      let end = min(start + Int(cut) + 1, stream.count)
      pieces.feed(Array(stream[start..<end]))
      start = end
    }
    pieces.finish()
    require(whole.verdict == pieces.verdict, "the verdict depends on the cuts")
    require(whole.taken.count <= WireDetector.capacity, "more is kept than the capacity")
  }

  /// Decodes a stream at once and in pieces: both give the same, finite samples, and every byte is accounted for.
  private static func check(_ wire: WireProtocol, _ bytes: [UInt8], cut: Int) {
    guard var whole = try? wire.makeDecoder(WireOptions()), var pieces = try? wire.makeDecoder(WireOptions()) else {
      return
    }
    var samples: [DecodedSample] = []
    whole.decode(bytes, into: &samples)
    whole.finish(into: &samples)
    var others: [DecodedSample] = []
    var start = 0
    while start < bytes.count {
      let end = min(start + cut + 1, bytes.count)
      pieces.decode(Array(bytes[start..<end]), into: &others)
      start = end
    }
    pieces.finish(into: &others)
    require(samples == others, "the samples depend on the cuts")
    require(whole.counters == pieces.counters, "the counts depend on the cuts")
    require(
      samples.allSatisfy { $0.acceleration.isFinite && $0.angularRate?.isFinite ?? true }, "a sample is not finite")
    let counters = whole.counters
    require(counters.bytes == UInt64(bytes.count), "bytes are not counted")
    require(counters.frameBytes + counters.lostBytes <= counters.bytes, "more bytes are accounted for than came")
    require(whole.notes.count < 16, "too much is said")
  }

  static func require(_ condition: Bool, _ message: @autoclosure () -> String) {
    if !condition { fatalError(message()) }
  }
}
