import NIOConcurrencyHelpers
import Synchronization

/// Bounds how far the thread that reads a line may be ahead of the loop that counts.
///
/// No serial line brings more than the loop can take, but who plays a recording into a pseudo-terminal as fast as it goes
/// does. Then the reading thread waits, the terminal's own buffer fills, and the writer waits in turn: nothing is lost and
/// nothing piles up.
final class ReadAhead: Sendable {
  /// Bytes that may be under way: seconds of the fastest line, and little memory.
  static let capacity = 262_144

  /// Holds whether there is room; of interest only to a thread that has found none.
  private let room = ConditionLock<Bool>(value: true)
  private let underWay = Atomic<Int>(0)
  private let isOpen = Atomic<Bool>(false)

  /// Takes note of bytes that are handed over; waits before that while there is no room.
  ///
  /// For one thread alone: two might both find the last room.
  func enter(_ count: Int) {
    if isFull {
      room.lock()
      room.unlock(withValue: !isFull)
      room.lock(whenValue: true)
      room.unlock()
    }
    underWay.add(count, ordering: .sequentiallyConsistent)
  }

  /// Takes note of bytes that the loop has dealt with.
  func leave(_ count: Int) {
    let (before, after) = underWay.subtract(count, ordering: .sequentiallyConsistent)
    if before >= Self.capacity, after < Self.capacity { makeRoom() }
  }

  /// Lets everything pass from now on: before the thread is waited for, it must not wait.
  func open() {
    isOpen.store(true, ordering: .sequentiallyConsistent)
    makeRoom()
  }

  private var isFull: Bool {
    !isOpen.load(ordering: .sequentiallyConsistent)
      && underWay.load(ordering: .sequentiallyConsistent) >= Self.capacity
  }

  /// Wakes the thread; one that looks whether it is full and waits then looks with the lock held, so that it cannot miss it.
  private func makeRoom() {
    room.lock()
    room.unlock(withValue: true)
  }
}
