import NIOCore
import Testing

@testable import repcounterd

@Suite("Outgoing queue")
struct OutgoingQueueTests {
  static func line(_ text: String, _ kind: OutgoingLine.Kind = .lasting) -> OutgoingLine {
    OutgoingLine(bytes: ByteBuffer(string: text + "\n"), kind: kind)
  }

  static func drain(_ queue: inout OutgoingQueue) -> [String] {
    var lines: [String] = []
    while !queue.isEmpty { lines += queue.takeBatch().map { String($0.readableBytesView.dropLast(), as: UTF8.self) } }
    return lines
  }

  @Test("lines leave in order and the bytes are counted")
  func order() {
    var queue = OutgoingQueue()
    for text in ["a", "bc", "d"] { queue.append(Self.line(text)) }
    #expect(queue.byteCount == 7)
    #expect(Self.drain(&queue) == ["a", "bc", "d"])
    #expect(queue.byteCount == 0)
    #expect(queue.isEmpty)
  }

  @Test("a batch holds whole lines and no more bytes than the kernel takes in one piece")
  func batches() {
    var queue = OutgoingQueue()
    for _ in 0..<100 { queue.append(Self.line(String(repeating: "x", count: 999))) }
    var sizes: [Int] = []
    while !queue.isEmpty {
      let batch = queue.takeBatch()
      #expect(batch.allSatisfy { $0.readableBytesView.last == 10 && $0.readableBytes == 1000 })
      sizes.append(batch.reduce(0) { $0 + $1.readableBytes })
    }
    #expect(sizes == [32_000, 32_000, 32_000, 4_000])
  }

  @Test("a line that is longer than a batch leaves alone")
  func longLine() {
    var queue = OutgoingQueue()
    queue.append(Self.line("a"))
    queue.append(Self.line(String(repeating: "x", count: 40_000)))
    queue.append(Self.line("b"))
    #expect(queue.takeBatch().map(\.readableBytes) == [2])
    #expect(queue.takeBatch().map(\.readableBytes) == [40_001])
    #expect(queue.takeBatch().map(\.readableBytes) == [2])
  }

  @Test("of the angles of one stream that wait side by side the newest is left")
  func coalescing() {
    var queue = OutgoingQueue()
    for line in [
      Self.line("1", .angle(stream: 0)), Self.line("22", .angle(stream: 0)), Self.line("3", .angle(stream: 1)),
      Self.line("rep"), Self.line("4", .angle(stream: 1)), Self.line("5", .angle(stream: 1)),
    ] { queue.append(line) }
    #expect(queue.hasDropped)
    #expect(queue.byteCount == 11)
    #expect(Self.drain(&queue) == ["22", "3", "rep", "5"])
    #expect(!queue.hasDropped)
  }

  @Test("a full queue loses the oldest samples and keeps everything that lasts")
  func dropsSamples() throws {
    var queue = OutgoingQueue()
    let count = 2 * OutgoingQueue.softLimit / 100
    for number in 0..<count {
      queue.append(Self.line("sample \(number) " + String(repeating: "x", count: 80), .sample))
      if number % 100 == 0 { queue.append(Self.line("rep \(number)")) }
      #expect(queue.byteCount <= OutgoingQueue.softLimit + 10 * number)
    }
    #expect(queue.hasDropped)
    let lines = Self.drain(&queue)
    #expect(lines.count { $0.hasPrefix("rep") } == (count + 99) / 100)
    let samples = lines.filter { $0.hasPrefix("sample") }.compactMap { Int($0.split(separator: " ")[1]) }
    #expect(samples.last == count - 1)
    #expect(samples == Array(count - samples.count..<count))
    #expect(samples.count > count / 8)
  }

  @Test("what lasts is kept beyond the limit, until it is too much")
  func hardLimit() {
    var queue = OutgoingQueue()
    let line = Self.line(String(repeating: "x", count: 1023))
    for _ in 0..<OutgoingQueue.hardLimit / 1024 { queue.append(line) }
    #expect(!queue.isBeyondHelp)
    #expect(!queue.hasDropped)
    queue.append(line)
    #expect(queue.isBeyondHelp)
  }
}

extension String {
  fileprivate init(_ bytes: some Collection<UInt8>, as encoding: UTF8.Type) {
    self.init(decoding: bytes, as: encoding)
  }
}
