internal import Glibc

/// Judges what poll(2) and read(2) said of a serial line: bytes, a hang-up, or nothing.
///
/// Values in, values out. It is what keeps a reader from spinning on a line that is gone.
package struct ReadJudge: Sendable {
  /// What the reader should do.
  package enum Verdict: Hashable, Sendable {
    /// Give out so many bytes.
    case bytes(Int)
    /// Wait again.
    case wait
    /// End: the line is gone.
    case hungUp
    /// End: the system call failed with this errno.
    case failed(Int32)
  }

  /// So many times in a row poll may promise bytes that read does not give: another reader may take them once or twice, but a
  /// driver that does it for ever would keep a core busy.
  private static let mostEmptyPromises = 16

  private var emptyPromises = 0

  /// Starts at the opening of a line.
  package init() {}

  /// Judges one round.
  ///
  /// - Parameters:
  ///   - events: what poll reported, not 0.
  ///   - count: what read returned.
  ///   - error: errno where `count` is negative.
  package mutating func judge(events: Int16, count: Int, error: Int32) -> Verdict {
    if count > 0 {
      emptyPromises = 0
      return .bytes(count)
    }
    if events & Int16(POLLNVAL) != 0 { return .failed(EBADF) }
    if events & Int16(POLLHUP | POLLERR) != 0 { return .hungUp }
    switch count < 0 ? error : 0 {
    case 0, EAGAIN:
      emptyPromises += 1
      return emptyPromises < Self.mostEmptyPromises ? .wait : .hungUp
    case EINTR: return .wait
    case EIO, ENXIO, ENODEV: return .hungUp
    default: return .failed(error)
    }
  }
}
