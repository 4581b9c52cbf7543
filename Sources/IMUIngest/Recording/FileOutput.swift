import Glibc

/// Collects bytes and writes them to a descriptor in large pieces.
struct FileOutput: ~Copyable, Sendable {
  /// How many bytes are collected before they are written.
  private static let capacity = 65_536

  let file: String
  private let descriptor: Int32
  private var closesDescriptor: Bool
  var buffer: [UInt8] = []

  init(descriptor: Int32, file: String, closing: Bool) {
    self.descriptor = descriptor
    self.file = file
    closesDescriptor = closing
    buffer.reserveCapacity(Self.capacity + 1_024)
  }

  deinit {
    if closesDescriptor { close(descriptor) }
  }

  /// Writes out what was collected if it has become much.
  mutating func flushIfFull() throws(RecordingError) {
    if buffer.count >= Self.capacity { try flush() }
  }

  /// Writes out what was collected; on failure keeps what was not written.
  mutating func flush() throws(RecordingError) {
    var start = 0
    defer { buffer.removeFirst(start) }
    while start < buffer.count {
      let count = unsafe buffer.withUnsafeBytes { bytes in
        let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[start...])
        return uninterrupted { unsafe Glibc.write(descriptor, rest.baseAddress, rest.count) }
      }
      guard count >= 0 else { throw failure("write", errno) }
      start += count
    }
  }

  /// Writes out what was collected and closes the file; some file systems report a full disk only here.
  mutating func finish() throws(RecordingError) {
    try flush()
    guard closesDescriptor else { return }
    closesDescriptor = false
    guard close(descriptor) == 0 || errno == EINTR else { throw failure("close", errno) }
  }

  private func failure(_ act: String, _ number: Int32) -> RecordingError {
    RecordingError(
      .inputOutput, file: file, found: "a failure to \(act) it (\(systemErrorText(number)))",
      expected: "a file that takes what is written", advice: "make room on the disk or choose another place")
  }
}
