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

  /// Holds whether there is room.
  private let room = ConditionLock<Bool>(value: true)
  /// Changed with the lock held.
  private let underWay = Atomic<Int>(0)
  private let isOpen = Atomic<Bool>(false)

  /// Takes note of bytes that are handed over; waits before that while there is no room.
  func enter(_ count: Int) {
    room.lock(whenValue: true)
    underWay.add(count, ordering: .relaxed)
    unlock()
  }

  /// Takes note of bytes that the loop has dealt with.
  func leave(_ count: Int) {
    room.lock()
    underWay.subtract(count, ordering: .relaxed)
    unlock()
  }

  /// Lets everything pass from now on: before the thread is waited for, it must not wait.
  func open() {
    room.lock()
    isOpen.store(true, ordering: .relaxed)
    unlock()
  }

  private func unlock() {
    room.unlock(
      withValue: isOpen.load(ordering: .relaxed) || underWay.load(ordering: .relaxed) < Self.capacity)
  }
}
