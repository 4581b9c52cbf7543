import Glibc

/// Standard error, where the program speaks to the person in front of it.
enum StandardError {
  /// Writes a sentence on a line of its own, behind the program's name; where nobody listens it is lost.
  static func say(_ sentence: String) {
    let bytes = Array("repcounterd: \(sentence.onOneLine)\n".utf8)
    var start = 0
    while start < bytes.count {
      let count = bytes.withUnsafeBytes { bytes in
        uninterrupted { Glibc.write(STDERR_FILENO, bytes.baseAddress! + start, bytes.count - start) }
      }
      guard count > 0 else { return }
      start += count
    }
  }
}
