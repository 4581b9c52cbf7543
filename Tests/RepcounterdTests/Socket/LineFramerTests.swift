import NIOCore
import Testing

@testable import repcounterd

@Suite("Line framer")
struct LineFramerTests {
  static func frames(of text: String, cutEvery size: Int, finishes: Bool = false) -> [LineFramer.Frame] {
    var framer = LineFramer()
    var frames: [LineFramer.Frame] = []
    var rest = ByteBuffer(string: text)
    while let piece = rest.readSlice(length: min(size, rest.readableBytes)), piece.readableBytes > 0 {
      framer.append(piece)
      while let frame = framer.next() { frames.append(frame) }
    }
    if finishes, let frame = framer.finish() { frames.append(frame) }
    return frames
  }

  static func line(_ text: String) -> LineFramer.Frame { .line(ByteBuffer(string: text)) }

  @Test("lines do not depend on how they are cut into reads", arguments: [1, 2, 3, 5, 7, 1000])
  func anyCut(size: Int) {
    let frames = Self.frames(of: "status\n\n{\"a\": \"\u{E4}\"}\r\nrest", cutEvery: size)
    #expect(frames == [Self.line("status"), Self.line(""), Self.line("{\"a\": \"\u{E4}\"}\r")])
  }

  @Test("what stands after the last line feed is a line once the client has ended")
  func unterminatedLine() {
    #expect(Self.frames(of: "a\nb", cutEvery: 1, finishes: true) == [Self.line("a"), Self.line("b")])
    #expect(Self.frames(of: "a\n", cutEvery: 1, finishes: true) == [Self.line("a")])
  }

  @Test("a line of 65,536 bytes passes and one byte more is too long", arguments: [1000, 65_536, 65_537, 200_000])
  func limit(cut: Int) {
    let longest = String(repeating: "x", count: 65_536)
    #expect(Self.frames(of: longest + "\nstatus\n", cutEvery: cut) == [Self.line(longest), Self.line("status")])
    #expect(Self.frames(of: longest + "y\nstatus\n", cutEvery: cut) == [.tooLong])
    #expect(Self.frames(of: longest + "y", cutEvery: cut) == [.tooLong])
  }

  @Test("nothing follows a line that is too long")
  func nothingAfterTooLong() {
    var framer = LineFramer()
    framer.append(ByteBuffer(repeating: 0x78, count: 70_000))
    let first = framer.next()
    #expect(first == .tooLong)
    framer.append(ByteBuffer(string: "\nstatus\n"))
    let rest = [framer.next(), framer.finish()]
    #expect(rest == [nil, nil])
  }
}
