import Glibc

/// A file that is read from its beginning.
struct FileInput: ~Copyable, Sendable {
  let file: String
  private let descriptor: Int32
  private let closesDescriptor: Bool

  init(descriptor: Int32, file: String, closing: Bool) {
    self.descriptor = descriptor
    self.file = file
    closesDescriptor = closing
  }

  deinit {
    if closesDescriptor { close(descriptor) }
  }

  /// Reads once, at most as much as the buffer holds.
  ///
  /// - Returns: how many bytes were read; 0 at the end.
  func read(into buffer: inout [UInt8]) throws(RecordingError) -> Int {
    let count = unsafe buffer.withUnsafeMutableBytes { bytes in
      uninterrupted { unsafe Glibc.read(descriptor, bytes.baseAddress, bytes.count) }
    }
    guard count >= 0 else {
      throw RecordingError(
        .inputOutput, file: file, found: "a failure to read it (\(systemErrorText()))", expected: "a readable file",
        advice: "check the disk or the cable and try again")
    }
    return count
  }
}
