import NIOCore

/// One line on its way to a client.
struct OutgoingLine {
  /// What may become of a line when its client does not read.
  enum Kind: Hashable, Sendable {
    /// An angle of one stream: a newer one of the same stream makes it worthless.
    case angle(stream: Int)
    /// A sample: may be lost, its `seq` shows it.
    case sample
    /// Stays until it is written or the connection is gone.
    case lasting
  }

  /// The line with its line feed; the memory is shared by all clients that get it.
  let bytes: ByteBuffer
  /// What may become of it.
  let kind: Kind
}

/// The lines that wait for a client to read.
///
/// Angles and samples are lost first; what lasts is kept until the queue holds more than a client can reasonably want.
/// Dropping costs little on average: each time it makes room for some hundred lines.
struct OutgoingQueue {
  /// Most bytes of one batch.
  ///
  /// The kernel takes so few bytes for a stream socket in one piece or not at all, so that a connection can be cut
  /// between two batches without leaving half a line behind.
  static let batchLimit = 32 * 1024
  /// Most lines of one batch: as many as writev(2) takes.
  static let batchLines = 1024
  /// Bytes of angles and samples above which some are dropped: some seconds of samples at 200 Hz.
  static let softLimit = 256 * 1024
  /// Bytes above which the connection is given up: many hours of reps.
  static let hardLimit = 4 * 1024 * 1024

  private var lines = CircularBuffer<OutgoingLine>()
  /// Bytes that wait.
  private(set) var byteCount = 0
  private var droppableBytes = 0
  /// Whether a line was dropped since the queue was last empty.
  private(set) var hasDropped = false

  /// Whether nothing waits.
  var isEmpty: Bool { lines.isEmpty }
  /// Whether more waits than may be kept.
  var isBeyondHelp: Bool { byteCount > Self.hardLimit }

  /// Puts a line at the end; drops what may be dropped where there is too much.
  mutating func append(_ line: OutgoingLine) {
    if case .angle = line.kind, let last = lines.last, last.kind == line.kind {
      count(last, sign: -1)
      count(line, sign: 1)
      lines[lines.index(before: lines.endIndex)] = line
      hasDropped = true
      return
    }
    lines.append(line)
    count(line, sign: 1)
    if droppableBytes > Self.softLimit { dropOldest() }
  }

  /// Takes the next lines off the queue, in order: at least one where there is one, and no more than a batch holds.
  mutating func takeBatch() -> [ByteBuffer] {
    var batch: [ByteBuffer] = []
    var size = 0
    while let next = lines.first, batch.count < Self.batchLines {
      size += next.bytes.readableBytes
      if size > Self.batchLimit, !batch.isEmpty { break }
      count(next, sign: -1)
      batch.append(next.bytes)
      lines.removeFirst()
    }
    if lines.isEmpty { hasDropped = false }
    return batch
  }

  private mutating func count(_ line: OutgoingLine, sign: Int) {
    byteCount += sign * line.bytes.readableBytes
    if line.kind != .lasting { droppableBytes += sign * line.bytes.readableBytes }
  }

  /// Drops the older half of the angles and samples.
  private mutating func dropOldest() {
    var kept = CircularBuffer<OutgoingLine>(initialCapacity: lines.count)
    for line in lines {
      if line.kind != .lasting, droppableBytes > Self.softLimit / 2 {
        count(line, sign: -1)
      } else {
        kept.append(line)
      }
    }
    lines = kept
    hasDropped = true
  }
}
