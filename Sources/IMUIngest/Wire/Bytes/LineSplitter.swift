/// Cuts a stream of bytes into lines that end in LF.
///
/// Memory: one line of the longest length that is kept.
struct LineSplitter: Sendable {
  /// What came out of the stream.
  enum Piece: Sendable {
    /// A line: where in the given bytes it lies, without its LF.
    case line(Range<Int>)
    /// So many bytes of a line that is too long.
    case overflow(Int)
  }

  /// Bytes of the longest line that is kept, without its LF.
  let longest: Int
  /// The beginning of the line that has not ended.
  private(set) var held: [UInt8] = []
  private var overflowing = false

  /// Makes a splitter at the start of a line.
  init(longest: Int) {
    self.longest = longest
  }

  /// Takes the next bytes and gives each line that ends in them to a function.
  ///
  /// - Parameters:
  ///   - bytes: any number of bytes.
  ///   - body: called in order with the bytes that the piece lies in and the piece.
  mutating func split(_ bytes: Span<UInt8>, _ body: (Span<UInt8>, Piece) -> Void) {
    var start = 0
    while start < bytes.count {
      let end = Ascii.firstLineFeed(bytes, start..<bytes.count) ?? bytes.count
      let ends = end < bytes.count
      let next = ends ? end + 1 : end
      if overflowing || held.count + (end - start) > longest {
        body(bytes, .overflow(held.count + next - start))
        held.removeAll(keepingCapacity: true)
        overflowing = !ends
      } else if ends, held.isEmpty {
        body(bytes, .line(start..<end))
      } else {
        held.append(addingCapacity: end - start) { output in
          for index in start..<end { output.append(bytes[index]) }
        }
        if ends {
          let line = held
          body(line.span, .line(0..<line.count))
          held.removeAll(keepingCapacity: true)
        }
      }
      start = next
    }
  }

  /// Gives up the line that has not ended and says how many of its bytes were held.
  mutating func drop() -> Int {
    let count = held.count
    held.removeAll(keepingCapacity: true)
    overflowing = false
    return count
  }
}
