import Glibc

/// Waits for descriptors with poll(2).
enum DescriptorPoll {
  /// What poll reports for a descriptor that does not work any more.
  static let failure = Int16(POLLERR) | Int16(POLLHUP) | Int16(POLLNVAL)

  /// Waits until one of up to two descriptors is ready, and says what each is ready for.
  ///
  /// - Parameters:
  ///   - first: a descriptor and the events asked for.
  ///   - second: another; left out where nil.
  ///   - deadline: on ``MonotonicTime``; nil waits for ever.
  /// - Returns: the events of both, 0 after the deadline; nil where poll itself failed, with errno set.
  static func wait(
    _ first: (descriptor: Int32, events: Int16),
    _ second: (descriptor: Int32, events: Int16)? = nil,
    until deadline: Double? = nil
  ) -> (first: Int16, second: Int16)? {
    // A negative descriptor is ignored by poll.
    var entries: InlineArray<2, pollfd> = [
      pollfd(fd: first.descriptor, events: first.events, revents: 0),
      pollfd(fd: second?.descriptor ?? -1, events: second?.events ?? 0, revents: 0),
    ]
    while true {
      var span = entries.mutableSpan
      let count = unsafe span.withUnsafeMutableBufferPointer { buffer in
        unsafe poll(buffer.baseAddress, nfds_t(buffer.count), timeout(until: deadline))
      }
      if count >= 0 { return (entries[0].revents, entries[1].revents) }
      guard errno == EINTR else { return nil }
    }
  }

  /// The time left in milliseconds, rounded up so that the deadline has passed when poll returns; -1 for ever.
  private static func timeout(until deadline: Double?) -> Int32 {
    guard let deadline else { return -1 }
    let left = ((deadline - MonotonicTime.now) * 1e3).rounded(.up)
    return Int32(min(max(left, 0), Double(Int32.max)))
  }
}
