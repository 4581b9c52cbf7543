import RepDetector
import Testing

@testable import repcounterd

@Suite("Entries of the history that wait")
struct HistoryQueueTests {
  static let full = HistoryError(code: .full, message: "no room")
  static let corrupt = HistoryError(code: .corrupt, message: "damaged")
  static let refused = HistoryError(code: .refused, message: "does not fit")

  /// An entry that can be told from others by its number.
  static func entry(_ number: Int, isPrecious: Bool = true) -> HistoryEntry {
    HistoryEntry(
      session: "s", number: number, time: Timestamp(milliseconds: 0), bootTime: nil,
      content: isPrecious ? .ended(SideCounts()) : .alive)
  }

  /// A queue whose database is open.
  static func openQueue() -> HistoryQueue {
    var queue = HistoryQueue()
    #expect(queue.next() == .open)
    queue.opened(.success(()))
    #expect(queue.next() == nil)
    return queue
  }

  @Test("entries are written in their order, each as it comes")
  func order() {
    var queue = Self.openQueue()
    for number in 1...3 {
      queue.append(Self.entry(number))
      #expect(queue.next() == .write([Self.entry(number)]))
      queue.wrote(.success(()))
      #expect(queue.next() == nil)
    }
    #expect(queue.isEmpty)
  }

  @Test("a full disk is told once, and all that was missed is written together when there is room")
  func full() {
    var queue = Self.openQueue()
    queue.append(Self.entry(1))
    #expect(queue.next() == .write([Self.entry(1)]))
    queue.wrote(.failure(Self.full))
    #expect(queue.next() == .tellUnwritable(Self.full))
    queue.append(Self.entry(2))
    #expect(queue.next() == nil)
    queue.retry()
    #expect(queue.next() == .write([Self.entry(1), Self.entry(2)]))
    queue.wrote(.failure(Self.full))
    #expect(queue.next() == nil)
    queue.retry()
    #expect(queue.next() == .write([Self.entry(1), Self.entry(2)]))
    queue.wrote(.success(()))
    #expect(queue.next() == .tellWritable(lost: 0))
    #expect(queue.next() == nil && queue.isEmpty && !queue.isUnwritable)
  }

  @Test("a damaged file is opened anew each time, for it may have been moved away")
  func corrupt() {
    var queue = HistoryQueue()
    queue.append(Self.entry(1))
    #expect(queue.next() == .open)
    queue.opened(.failure(Self.corrupt))
    #expect(queue.next() == .tellUnwritable(Self.corrupt))
    #expect(queue.next() == nil)
    queue.retry()
    #expect(queue.next() == .open)
    queue.opened(.success(()))
    #expect(queue.next() == .write([Self.entry(1)]))
    queue.wrote(.success(()))
    #expect(queue.next() == .tellWritable(lost: 0))
  }

  @Test("an entry that the tables refuse keeps none of the others")
  func refused() {
    var queue = Self.openQueue()
    for number in 1...3 { queue.append(Self.entry(number)) }
    var written: [Int] = []
    while let action = queue.next() {
      switch action {
      case .write(let entries) where entries.contains { $0.number == 2 }: queue.wrote(.failure(Self.refused))
      case .write(let entries):
        written += entries.map(\.number)
        queue.wrote(.success(()))
      case .tellUnwritable(let error): #expect(error == Self.refused)
      case .tellWritable(let lost): #expect(lost == 1)
      case .open: Issue.record("there is no need to open it anew")
      }
    }
    #expect(written == [1, 3])
    #expect(queue.isEmpty && !queue.isUnwritable)
  }

  @Test("what is kept is bounded: signs of life go first, then the oldest, and all that went is counted")
  func bounded() {
    var queue = HistoryQueue()
    #expect(queue.next() == .open)
    queue.opened(.failure(Self.corrupt))
    _ = queue.next()
    for number in 1...HistoryQueue.limit { queue.append(Self.entry(number, isPrecious: number % 2 == 0)) }
    #expect(queue.lost == 0)
    queue.append(Self.entry(0))
    #expect(queue.lost == HistoryQueue.limit / 4 + 1)
    queue.retry()
    _ = queue.next()
    queue.opened(.success(()))
    var written: [HistoryEntry] = []
    while case .write(let entries)? = queue.next() {
      written += entries
      queue.wrote(.success(()))
    }
    #expect(written.count { $0.isPrecious } == HistoryQueue.limit / 2 + 1)
    #expect(written.last?.number == 0)
  }

  @Test("a file that is no longer in its place is opened anew at once")
  func misplaced() {
    var queue = Self.openQueue()
    queue.misplaced()
    #expect(queue.next() == .open)
  }
}
