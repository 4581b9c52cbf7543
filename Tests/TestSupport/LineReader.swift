import Glibc
import IMUIngest

/// Reads lines from a descriptor, each with a deadline.
public final class LineReader {
  private let descriptor: CInt
  private var buffer: [UInt8] = []
  private var hasEnded = false

  /// Takes a descriptor over.
  public init(descriptor: CInt) {
    self.descriptor = descriptor
  }

  deinit {
    close(descriptor)
  }

  /// The next line without its line feed; nil at the end, also after a last line that has none.
  ///
  /// - Throws: ``TimedOut``.
  public func next(within seconds: Double = patience) throws -> String? {
    let deadline = MonotonicTime.now + seconds
    while true {
      if let end = buffer.firstIndex(of: 10) {
        defer { buffer.removeFirst(end + 1) }
        return String(decoding: buffer[..<end], as: UTF8.self)
      }
      guard !hasEnded else { return nil }
      try fill(until: deadline)
    }
  }

  /// Everything up to the end.
  ///
  /// - Throws: ``TimedOut``.
  public func rest(within seconds: Double = patience) throws -> String {
    let deadline = MonotonicTime.now + seconds
    while !hasEnded { try fill(until: deadline) }
    defer { buffer = [] }
    return String(decoding: buffer, as: UTF8.self)
  }

  private func fill(until deadline: Double) throws {
    var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    let left = max(0, (deadline - MonotonicTime.now) * 1000)
    guard poll(&entry, 1, CInt(min(left, 1e9))) > 0 else {
      throw TimedOut("no line came in time; so far: \(String(decoding: buffer.prefix(500), as: UTF8.self))")
    }
    var piece = [UInt8](repeating: 0, count: 65_536)
    let count = read(descriptor, &piece, piece.count)
    if count > 0 { buffer += piece[..<count] } else { hasEnded = true }
  }
}
