import AllocationCounter
import IMUIngest
import Testing

/// Bytes without end that a decoder may be given, good and bad.
struct EndlessBytes: Sendable, CustomTestStringConvertible {
  /// The wire's name.
  let wire: String
  /// What the bytes are.
  let what: String
  /// What comes again and again.
  let piece: [UInt8]

  var testDescription: String { "\(wire): \(what)" }

  private static let forAll: [(String, [UInt8])] = [
    ("zeros", [0]),
    ("ones", [0xFF]),
    ("a digit without end", Array("1".utf8)),
    ("a row without end", Array("0.01,".utf8)),
    ("an open bracket without end", Array("{\"a\":".utf8)),
    ("line ends", Array("\r\n".utf8)),
    ("words", Array("rebooting, please wait\r\n".utf8)),
  ]

  static let all: [EndlessBytes] = WireTable.all.flatMap { ofAnyKind($0.name) } + WireStream.all.flatMap { near($0) }

  private static func ofAnyKind(_ wire: String) -> [EndlessBytes] {
    (forAll + [("noise", noise)]).map { EndlessBytes(wire: wire, what: $0.0, piece: $0.1) }
  }

  /// What a stream may look like that is nearly right.
  private static func near(_ stream: WireStream) -> [EndlessBytes] {
    let frame = stream.frames[0]
    let half = Array(frame[..<(frame.count / 2)])
    var damaged = stream.bytes
    for i in stride(from: 5, to: damaged.count, by: 41) { damaged[i] ^= 0x20 }
    let pieces: [(String, [UInt8])] = [
      ("whole frames", stream.bytes),
      ("damaged frames", damaged),
      ("first bytes", Array(frame.prefix(3))),
      ("headers of the largest length", Array(frame.prefix(2)) + [0xFF, 0xFF]),
      ("frames cut short", Array(frame.dropLast(2)) + Array(frame.dropLast())),
      ("frames one in another", half + frame),
    ]
    return pieces.map { EndlessBytes(wire: stream.wire, what: "\(stream.variant) \($0.0)", piece: $0.1) }
  }

  private static let noise: [UInt8] = {
    var generator = SeededGenerator(17)
    return generator.bytes(32_749)
  }()
}

@Suite("Wires: memory", .enabled(if: allocations_are_counted()))
struct WireMemoryTests {
  /// The most that a decoder may hold, bytes: the longest frames of any wire have 64 KiB on paper, 4 KiB in use.
  static let most: Int64 = 32 * 1024
  /// What is given to it at least, bytes: one that keeps a part of everything shows.
  static let given = 256 * 1024

  @Test("a decoder holds a bounded number of bytes whatever comes in", arguments: EndlessBytes.all)
  func bounded(_ bytes: EndlessBytes) throws {
    var chunk: [UInt8] = []
    while chunk.count < 2048 { chunk += bytes.piece }
    var samples: [DecodedSample] = []
    samples.reserveCapacity(2 * chunk.count)
    let before = allocated_bytes()
    var decoder = try decoder(bytes.wire)
    var held: Int64 = 0
    var taken = 0
    while taken < Self.given {
      decoder.decode(chunk, into: &samples)
      samples.removeAll(keepingCapacity: true)
      taken += chunk.count
      held = max(held, allocated_bytes() - before)
    }
    #expect(held < Self.most)
  }

  @Test("the counter sees what is held and what is given back")
  func counter() {
    let count = Int.random(in: 40_000...50_000)
    let before = allocated_bytes()
    var array = [UInt8](repeating: 1, count: count)
    array[count / 2] = 2
    let held = allocated_bytes() - before
    array = []
    let kept = allocated_bytes() - before
    #expect(array.isEmpty)
    #expect(held >= count)
    #expect(kept < 1000)
  }
}
