import Glibc

/// A file that is read from its beginning.
struct FileInput: ~Copyable, Sendable {
  let file: String
  private let descriptor: Int32
  private let closesDescriptor: Bool
  /// Bytes of the whole file; nil for what has no size, such as a pipe.
  private let size: Int?
  private var bytesRead = 0

  init(descriptor: Int32, file: String, closing: Bool) {
    self.descriptor = descriptor
    self.file = file
    closesDescriptor = closing
    var status = stat()
    let isFile = unsafe fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    size = isFile ? Int(status.st_size) : nil
  }

  /// How much of the file was read, 0 to 1; nil where its size is not known.
  var shareRead: Double? {
    size.map { $0 > 0 ? min(1, Double(bytesRead) / Double($0)) : 1 }
  }

  deinit {
    if closesDescriptor { close(descriptor) }
  }

  /// Reads once, at most as much as the buffer holds.
  ///
  /// - Returns: how many bytes were read; 0 at the end.
  mutating func read(into buffer: inout [UInt8]) throws(RecordingError) -> Int {
    let count = unsafe buffer.withUnsafeMutableBytes { bytes in
      uninterrupted { unsafe Glibc.read(descriptor, bytes.baseAddress, bytes.count) }
    }
    guard count >= 0 else {
      throw RecordingError(
        .inputOutput, file: file, found: "a failure to read it (\(systemErrorText()))", expected: "a readable file",
        advice: "check the disk or the cable and try again")
    }
    bytesRead += count
    return count
  }
}
