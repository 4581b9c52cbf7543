import IMUIngest
import SpatialMath
import Testing

@Suite("Wires: damaged bytes")
struct WireDamageTests {
  /// A way in which a serial line damages a stream.
  enum Damage: CaseIterable {
    case flippedBit
    case lostByte
    case insertedBytes
    case falseHeader
    case lostFrameTail
  }

  /// A stream with damage and the steps whose frames are all untouched.
  private static func damage(
    _ stream: WireStream, _ damage: Damage, seed: UInt64
  ) -> (bytes: [UInt8], whole: [Int]) {
    var generator = SeededGenerator(seed)
    var touched: Set<Int> = []
    var pushed: Set<Int> = []
    var bytes: [UInt8] = []
    for (index, frame) in stream.frames.enumerated() {
      var frame = frame
      // The first steps stay whole: from them a decoder learns the order of a sample that takes several frames.
      if index >= 12, Int.random(in: 0..<8, using: &generator) == 0 {
        let at = Int.random(in: 0..<frame.count, using: &generator)
        switch damage {
        case .flippedBit:
          frame[at] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
          touched.insert(index)
        case .lostByte:
          frame.remove(at: at)
          touched.insert(index)
        case .insertedBytes:
          bytes += generator.bytes(Int.random(in: 1...4, using: &generator))
          pushed.insert(index)
        case .falseHeader:
          bytes += stream.frames[0].prefix(3)
          pushed.insert(index)
        case .lostFrameTail:
          frame.removeLast(frame.count / 2)
          touched.insert(index)
        }
      }
      bytes += frame
    }
    switch stream.needsNeighbour {
    case .none: break
    case .next: touched.formUnion(touched.union(pushed).map { $0 - 1 })
    case .previous: touched.formUnion(touched.map { $0 + 1 } + pushed)
    }
    let whole = stream.parts.indices.filter { touched.isDisjoint(with: stream.parts[$0]) }
    return (bytes, whole)
  }

  @Test(
    "every sample whose frames are untouched comes out, and none is invented",
    arguments: WireStream.all.filter { $0.wire != "text" }, Damage.allCases)
  func binary(stream: WireStream, damage: Damage) throws {
    let truth = try decode(stream.wire, stream.bytes).map(\.withoutClock)
    let known = Set(truth)
    var missing = 0
    var invented = 0
    for seed in 1...8 as ClosedRange<UInt64> {
      let damaged = Self.damage(stream, damage, seed: seed)
      let samples = try decode(stream.wire, damaged.bytes).map(\.withoutClock)
      missing += Set(damaged.whole.map { truth[$0] }).subtracting(samples).count
      invented += samples.count { !known.contains($0) }
      #expect(samples.filter(known.contains).isSubsequence(of: truth), "seed \(seed)")
    }
    // Damage passes an 8-bit sum once in 256 places. Without a checksum it passes whenever the form fits.
    let check = try #require(WireTable.named(stream.wire)).evidence.check
    let chance = check == .crc16 || check == .none ? 0 : 2
    #expect(missing <= chance)
    if check != .none || damage == .insertedBytes || damage == .falseHeader { #expect(invented <= chance) }
  }

  @Test(
    "text: every sample whose lines are untouched and begin at a line's begin comes out",
    arguments: WireStream.all.filter { $0.wire == "text" && $0.variant != "CSV" })
  func text(stream: WireStream) throws {
    let truth = try decode(stream.wire, stream.bytes)
    for seed in 1...8 as ClosedRange<UInt64> {
      let damaged = Self.damage(stream, .flippedBit, seed: seed)
      let samples = try decode(stream.wire, damaged.bytes)
      // A flipped digit goes through, and a flipped line end takes the next line with it: what is asked is that most of the
      // untouched ones come out and that their number is not exceeded.
      let whole = Set(damaged.whole.map { truth[$0].acceleration })
      let found = Set(samples.map(\.acceleration)).intersection(whole)
      #expect(found.count >= whole.count - 4, "seed \(seed)")
      #expect(samples.count <= truth.count, "seed \(seed)")
    }
  }

  @Test("garbage between good frames costs none of them", arguments: WireStream.all)
  func garbage(stream: WireStream) throws {
    let truth = try decode(stream.wire, stream.bytes)
    var generator = SeededGenerator(5)
    var decoder = try decoder(stream.wire)
    var samples: [DecodedSample] = []
    // Half a line of garbage would take the first line of text with it.
    decoder.decode(generator.bytes(20_000) + [0x0A], into: &samples)
    decoder.finish(into: &samples)
    decoder.decode(stream.bytes, into: &samples)
    decoder.finish(into: &samples)
    #expect(samples.map(\.withoutClock) == truth.map(\.withoutClock))
  }

  @Test("a stream of nothing but garbage gives nothing", arguments: WireTable.all.map(\.name))
  func nothingButGarbage(wire: String) throws {
    var generator = SeededGenerator(17)
    var samples: [DecodedSample] = []
    var decoder = try decoder(wire)
    decoder.decode(generator.bytes(200_000), into: &samples)
    decoder.finish(into: &samples)
    #expect(samples.isEmpty)
    #expect(decoder.counters.bytes == 200_000)
  }
}

extension DecodedSample {
  /// Itself without time and number, which damage may legitimately shift.
  fileprivate var withoutClock: DecodedSample {
    DecodedSample(acceleration: acceleration, angularRate: angularRate)
  }
}

extension Array where Element: Equatable {
  /// Whether the elements come in this order in another array, others between them or not.
  fileprivate func isSubsequence(of other: Self) -> Bool {
    var rest = other[...]
    for element in self {
      guard let at = rest.firstIndex(of: element) else { return false }
      rest = rest[(at + 1)...]
    }
    return true
  }
}
