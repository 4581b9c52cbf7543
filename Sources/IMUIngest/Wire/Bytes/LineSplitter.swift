/// Cuts a stream of bytes into lines that end in LF or CR LF.
///
/// Memory: one line of the longest length that is kept.
struct LineSplitter: Sendable {
  /// What came out of the stream.
  enum Piece: Sendable {
    /// A line: where in the given bytes it lies, without its end, and how many bytes it took with its end.
    case line(Range<Int>, length: Int)
    /// So many bytes of a line that is too long.
    case overflow(Int)
  }

  /// Bytes of the longest line that is kept, without its end.
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
      var end = start
      while end < bytes.count, bytes[end] != Ascii.lineFeed { end += 1 }
      let ends = end < bytes.count
      let next = ends ? end + 1 : end
      // One byte more than a line may have, for the CR before the LF.
      if overflowing || held.count + (end - start) > longest + 1 {
        body(bytes, .overflow(held.count + next - start))
        held.removeAll(keepingCapacity: true)
        overflowing = !ends
      } else if ends, held.isEmpty {
        deliver(bytes, start..<end, body)
      } else {
        held.append(addingCapacity: end - start) { output in
          for index in start..<end { output.append(bytes[index]) }
        }
        if ends {
          let line = held
          deliver(line.span, 0..<line.count, body)
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

  /// Gives a line without its CR; one that is too long even so comes as overflow.
  private func deliver(_ bytes: Span<UInt8>, _ range: Range<Int>, _ body: (Span<UInt8>, Piece) -> Void) {
    var end = range.upperBound
    if end > range.lowerBound, bytes[end - 1] == Ascii.carriageReturn { end -= 1 }
    let length = range.count + 1
    body(bytes, end - range.lowerBound > longest ? .overflow(length) : .line(range.lowerBound..<end, length: length))
  }
}
