import Glibc
import Testing

@testable import repcounterd

@Suite("Log queue")
struct LogQueueTests {
  /// A queue with a file that takes what the test lets it take.
  struct Bench {
    var queue = LogQueue()
    var file: [UInt8] = []
    var syncs = 0
    /// Bytes that the file takes in one write; nil for an error.
    var room: Int? = .max
    var syncFails = false
    var told: [LogQueue.Action] = []

    mutating func append(_ text: String, isPrecious: Bool = false) {
      queue.append(Array((text + "\n").utf8), isPrecious: isPrecious)
      work()
    }

    mutating func retry() {
      queue.retry()
      work()
    }

    mutating func work() {
      while let action = queue.next() {
        switch action {
        case .write(let bytes):
          guard let room else {
            queue.wrote(.failure(SystemError(number: ENOSPC)))
            continue
          }
          let count = min(room, bytes.count)
          file += bytes[..<count]
          queue.wrote(.success(count))
        case .sync:
          syncs += syncFails ? 0 : 1
          queue.synced(syncFails ? .failure(SystemError(number: EIO)) : .success(()))
        case .tellUnwritable, .tellWritable: told.append(action)
        }
      }
    }

    var lines: [String] { String(decoding: file, as: UTF8.self).split(separator: "\n").map(String.init) }
  }

  @Test("lines are written as they come, and a precious one is brought to the disk at once")
  func writes() {
    var bench = Bench()
    bench.append("phase")
    #expect(bench.syncs == 0)
    bench.append("rep", isPrecious: true)
    #expect(bench.syncs == 1)
    #expect(bench.lines == ["phase", "rep"])
    #expect(bench.told == [])
  }

  @Test("a file that takes a line in pieces gets all of it", arguments: 1...9)
  func pieces(size: Int) {
    var bench = Bench()
    bench.room = size
    bench.append("first")
    bench.append("second")
    #expect(bench.lines == ["first", "second"])
  }

  @Test("a full disk is told once, and what was missed is written when there is room")
  func fullDisk() {
    var bench = Bench()
    bench.append("before")
    bench.room = nil
    for number in 0..<3 {
      bench.append("rep \(number)", isPrecious: true)
      bench.retry()
    }
    #expect(bench.told == [.tellUnwritable(SystemError(number: ENOSPC))])
    #expect(bench.queue.isUnwritable)
    bench.room = .max
    #expect(bench.lines == ["before"])
    bench.retry()
    #expect(bench.lines == ["before", "rep 0", "rep 1", "rep 2"])
    #expect(bench.syncs == 1)
    #expect(bench.told.dropFirst() == [.tellWritable(lost: 0)])
    #expect(!bench.queue.isUnwritable)
    bench.room = nil
    bench.append("again")
    #expect(bench.told.count == 3)
  }

  @Test("between two tries a file that takes nothing is left alone")
  func patience() {
    var bench = Bench()
    bench.room = nil
    bench.append("a")
    bench.room = .max
    bench.append("b")
    #expect(bench.file.isEmpty)
    bench.retry()
    #expect(bench.lines == ["a", "b"])
  }

  @Test("a line that fits in part is completed where it began")
  func tornByFullDisk() {
    var bench = Bench()
    bench.room = 3
    bench.queue.append(Array("abcdef\n".utf8), isPrecious: false)
    guard case .write(let bytes)? = bench.queue.next() else {
      Issue.record("nothing to write")
      return
    }
    bench.file += bytes[..<3]
    bench.queue.wrote(.success(3))
    bench.room = nil
    bench.work()
    bench.room = .max
    bench.retry()
    #expect(bench.lines == ["abcdef"])
  }

  @Test("a line that was written in part is written as a whole to a new file")
  func reopened() {
    var bench = Bench()
    bench.queue.append(Array("abcdef\n".utf8), isPrecious: false)
    guard case .write? = bench.queue.next() else {
      Issue.record("nothing to write")
      return
    }
    bench.queue.wrote(.success(3))
    bench.queue.reopened()
    bench.work()
    #expect(bench.lines == ["abcdef"])
  }

  @Test("a disk that does not sync is told once, lines are written on, and it is well when it syncs")
  func failingSync() {
    var bench = Bench()
    bench.syncFails = true
    for number in 0..<3 {
      bench.append("rep \(number)", isPrecious: true)
      bench.retry()
    }
    #expect(bench.told == [.tellUnwritable(SystemError(number: EIO))])
    #expect(bench.lines.count == 3)
    bench.syncFails = false
    bench.retry()
    #expect(bench.told.last == .tellWritable(lost: 0))
  }

  @Test("what is kept is limited: reps go last, and what is lost is counted")
  func limit() {
    var bench = Bench()
    bench.room = nil
    let count = 3 * LogQueue.limit / 1000
    for number in 0..<count {
      bench.append("phase \(number) " + String(repeating: "x", count: 980))
      if number % 10 == 0 { bench.append("rep \(number)", isPrecious: true) }
    }
    bench.room = .max
    bench.retry()
    let reps = bench.lines.filter { $0.hasPrefix("rep") }
    #expect(reps.count == (count + 9) / 10)
    let phases = bench.lines.filter { $0.hasPrefix("phase") }
    #expect(bench.file.count <= LogQueue.limit && bench.file.count > LogQueue.limit / 2)
    #expect(phases.last?.hasPrefix("phase \(count - 1) ") == true)
    #expect(bench.told.last == .tellWritable(lost: count - phases.count))
  }

  @Test("even reps are limited, and a line that was begun is never dropped")
  func limitOfReps() {
    var bench = Bench()
    bench.queue.append(Array("begun\n".utf8), isPrecious: false)
    _ = bench.queue.next()
    bench.file += Array("beg".utf8)
    bench.queue.wrote(.success(3))
    bench.room = nil
    let count = 2 * LogQueue.limit / 1000
    for number in 0..<count { bench.append("\(number) " + String(repeating: "x", count: 990), isPrecious: true) }
    bench.room = .max
    bench.retry()
    #expect(bench.file.count <= LogQueue.limit + 3)
    #expect(bench.lines.first == "begun")
    #expect(bench.lines.last?.hasPrefix("\(count - 1) ") == true)
  }
}
