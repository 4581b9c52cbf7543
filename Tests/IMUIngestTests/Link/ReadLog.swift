import Glibc
import IMUIngest
import Synchronization

/// Collects what a reader calls back with, and waits for it with a deadline.
final class ReadLog: Sendable {
  struct State {
    var bytes: [UInt8] = []
    var times: [Double] = []
    var silences: [Double] = []
    var ends: [LinkReader.End] = []
  }

  /// Long enough for a loaded machine; a test that works waits microseconds.
  static let patience = 20.0

  private let state = Mutex(State())

  var current: State { state.withLock { $0 } }

  func reader(_ link: SerialLink, quietAfter: [Double] = []) -> LinkReader {
    LinkReader(
      link, quietAfter: quietAfter,
      bytes: { [self] bytes, time in
        state.withLock { state in
          for index in bytes.indices { state.bytes.append(bytes[index]) }
          state.times.append(time)
        }
      },
      quiet: { [self] silence in state.withLock { $0.silences.append(silence) } },
      ended: { [self] end in state.withLock { $0.ends.append(end) } })
  }

  /// Waits until a condition holds; false after the deadline.
  func wait(until condition: (State) -> Bool) -> Bool {
    let deadline = MonotonicTime.now + Self.patience
    while !condition(current) {
      guard MonotonicTime.now < deadline else { return false }
      sched_yield()
    }
    return true
  }
}
