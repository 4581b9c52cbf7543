import NIOCore

/// Cuts what a client sends into lines of at most 64 KiB.
///
/// A pure state machine: lines do not depend on how the bytes were cut into reads, and memory is bounded by the limit
/// plus one read.
struct LineFramer {
  /// Longest line that is taken, bytes without the line feed.
  static let limit = 65_536

  /// What the bytes so far hold next.
  enum Frame: Equatable {
    /// A line without its line feed.
    case line(ByteBuffer)
    /// A line that is longer than the limit; nothing follows it.
    case tooLong
  }

  private var buffer = ByteBuffer()
  /// Bytes at the head of `buffer` that are known to hold no line feed, so that none is looked at twice.
  private var searched = 0
  private var isOver = false

  /// Takes the next bytes.
  mutating func append(_ bytes: ByteBuffer) {
    guard !isOver else { return }
    var bytes = bytes
    if buffer.readableBytes == 0 {
      buffer = bytes
    } else {
      buffer.writeBuffer(&bytes)
    }
  }

  /// The next whole line, or nil when more bytes are needed.
  mutating func next() -> Frame? {
    guard !isOver else { return nil }
    let view = buffer.readableBytesView
    let lineFeed = UInt8(ascii: "\n")
    guard let end = view[(view.startIndex + searched)...].firstIndex(of: lineFeed) else {
      searched = view.count
      return searched > Self.limit ? giveUp() : nil
    }
    let length = end - view.startIndex
    searched = 0
    guard length <= Self.limit, let line = buffer.readSlice(length: length) else { return giveUp() }
    buffer.moveReaderIndex(forwardBy: 1)
    if buffer.readableBytes == 0 { buffer = ByteBuffer() }
    return .line(line)
  }

  /// What stands after the last line feed, once the client has said all that it has to say; nil when nothing does.
  mutating func finish() -> Frame? {
    guard !isOver, buffer.readableBytes > 0 else { return nil }
    isOver = true
    defer { buffer = ByteBuffer() }
    return .line(buffer)
  }

  private mutating func giveUp() -> Frame {
    isOver = true
    buffer = ByteBuffer()
    return .tooLong
  }
}
