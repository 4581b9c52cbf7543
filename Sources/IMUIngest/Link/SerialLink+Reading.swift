internal import Glibc

extension SerialLink {
  /// Waits for bytes and takes what is there; for a conversation of question and answer, where a ``LinkReader`` is too much.
  ///
  /// - Parameter deadline: on ``MonotonicTime``.
  /// - Returns: the bytes, none after the deadline.
  /// - Throws: ``SerialError``: `hungUp`, `inputOutput`.
  public func read(until deadline: Double) throws(SerialError) -> [UInt8] {
    guard let descriptor = acquire() else { throw SerialOpener.failure(path, "read from", EBADF) }
    defer { resign() }
    var buffer = [UInt8](repeating: 0, count: 4096)
    var judge = ReadJudge()
    while true {
      guard let (events, _) = DescriptorPoll.wait((descriptor, Int16(POLLIN)), until: deadline) else {
        throw failure("wait for", errno)
      }
      guard events != 0 else { return [] }
      let count = unsafe buffer.withUnsafeMutableBytes { bytes in
        unsafe Glibc.read(descriptor, bytes.baseAddress, bytes.count)
      }
      switch judge.judge(events: events, count: count, error: errno) {
      case .bytes(let count): return Array(buffer[..<count])
      case .wait: continue
      case .hungUp: throw SerialOpener.hungUp(path)
      case .failed(let number): throw failure("read from", number)
      }
    }
  }
}
