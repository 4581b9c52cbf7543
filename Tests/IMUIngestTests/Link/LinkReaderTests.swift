import Glibc
import IMUIngest
import Testing

@Suite("Link reader")
struct LinkReaderTests {
  @Test("bytes arrive whole and in order, each piece with the time of its receipt")
  func whole() throws {
    let terminal = try PseudoTerminal()
    let link = try SerialLink(path: terminal.slavePath)
    let log = ReadLog()
    let reader = log.reader(link)
    let begin = MonotonicTime.now
    try reader.start()
    let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 4) }
    #expect(try terminal.write(bytes, until: MonotonicTime.now + ReadLog.patience) == bytes.count)
    #expect(log.wait { $0.bytes.count == bytes.count })
    reader.stop()
    let state = log.current
    #expect(state.bytes == bytes)
    #expect(state.times == state.times.sorted())
    #expect(state.times.allSatisfy { $0 >= begin && $0 <= MonotonicTime.now })
    #expect(state.ends == [.stopped])
  }

  @Test("a hang-up is noticed at once")
  func hangUp() throws {
    var terminal: PseudoTerminal? = try PseudoTerminal()
    let link = try SerialLink(path: terminal!.slavePath)
    let log = ReadLog()
    let reader = log.reader(link)
    try reader.start()
    try terminal?.write([1, 2, 3])
    #expect(log.wait { $0.bytes == [1, 2, 3] })
    let begin = MonotonicTime.now
    terminal = nil
    #expect(log.wait { $0.ends == [.hungUp] })
    // No polling interval is involved; the bound is for loaded machines.
    #expect(MonotonicTime.now - begin < 1)
    reader.waitUntilEnded()
    let error = #expect(throws: SerialError.self) { try link.write([1]) }
    #expect(error?.code == .hungUp)
  }

  @Test("a line that was hung up before the reader began ends it")
  func deadLine() throws {
    var terminal: PseudoTerminal? = try PseudoTerminal()
    let link = try SerialLink(path: terminal!.slavePath)
    terminal = nil
    let log = ReadLog()
    let reader = log.reader(link)
    try reader.start()
    reader.waitUntilEnded()
    #expect(log.current.ends == [.hungUp])
    #expect(log.current.bytes.isEmpty)
  }

  @Test("a reader that waits takes no processor time")
  func noSpinning() throws {
    let terminal = try PseudoTerminal()
    let link = try SerialLink(path: terminal.slavePath)
    let box = Box()
    let reader = LinkReader(
      link, quietAfter: [0.2], bytes: { _, _ in }, quiet: { _ in box.reader?.stop() },
      ended: { end in
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        box.ends.append(end)
        box.processorTime = Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
      })
    box.reader = reader
    try reader.start()
    reader.waitUntilEnded()
    box.reader = nil
    #expect(box.ends == [.stopped])
    // A spinning thread would have taken most of the 0.2 s.
    #expect(box.processorTime < 0.02)
  }

  @Test("a stop wakes a reader that waits, from several threads and again and again")
  func stopping() throws {
    let terminal = try PseudoTerminal()
    let link = try SerialLink(path: terminal.slavePath)
    let log = ReadLog()
    let reader = log.reader(link)
    try reader.start()
    let begin = MonotonicTime.now
    reader.stop()
    reader.stop()
    reader.waitUntilEnded()
    #expect(MonotonicTime.now - begin < 1)
    #expect(log.current.ends == [.stopped])
  }

  @Test("a stop from within a callback ends the reader behind it")
  func stoppingWithin() throws {
    let terminal = try PseudoTerminal()
    let link = try SerialLink(path: terminal.slavePath)
    let box = Box()
    let reader = LinkReader(
      link, bytes: { _, _ in box.reader?.stop() }, ended: { end in box.ends.append(end) })
    box.reader = reader
    try reader.start()
    try terminal.write([1])
    reader.waitUntilEnded()
    #expect(box.ends == [.stopped])
    box.reader = nil
  }

  @Test("a silence is told once for each threshold, and again after the next bytes")
  func quiet() throws {
    let terminal = try PseudoTerminal()
    let link = try SerialLink(path: terminal.slavePath)
    let log = ReadLog()
    let reader = log.reader(link, quietAfter: [0.02, 0.01])
    try reader.start()
    #expect(log.wait { $0.silences == [0.01, 0.02] })
    try terminal.write([1])
    #expect(log.wait { $0.silences == [0.01, 0.02, 0.01, 0.02] })
    reader.stop()
    #expect(log.current.bytes == [1])
  }

  /// Holds what a callback needs and a test looks at once the reader has ended.
  private final class Box: @unchecked Sendable {
    var reader: LinkReader?
    var ends: [LinkReader.End] = []
    var processorTime = 0.0
  }
}
