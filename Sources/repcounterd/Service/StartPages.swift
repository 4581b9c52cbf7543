import Glibc

/// Gives back the pages of code that only the start needed.
///
/// Opening a database, reading a configuration and loading libraries touch some 25 MB of code, and the kernel maps sixteen
/// pages at each fault; what counts and serves runs in a few of them. Code is clean and stays in the page cache, so that
/// what is needed after all is mapped again at once and never read from the disk (madvise(2), `MADV_DONTNEED`).
enum StartPages {
  /// Seconds after the start at which nothing of it goes on any more: a sensor's wire is known in 3 s.
  static let delay: Int64 = 5

  /// Gives them back; does nothing where the system does not tell its mappings.
  static func giveBack() {
    guard let file = fopen("/proc/self/maps", "r") else { return }
    defer { fclose(file) }
    var line: UnsafeMutablePointer<CChar>?
    var capacity = 0
    defer { free(line) }
    while getline(&line, &capacity, file) > 0, let text = line {
      guard let code = code(of: String(cString: text)) else { continue }
      madvise(UnsafeMutableRawPointer(bitPattern: code.lowerBound), code.count, MADV_DONTNEED)
    }
  }

  /// The addresses of a mapping of a file's code, from a line of proc(5) `maps`; nil for every other mapping.
  ///
  /// Data that was written, such as relocated tables, would be lost: only what can be executed and not written is code.
  static func code(of line: String) -> Range<UInt>? {
    let fields = line.split(whereSeparator: \.isWhitespace)
    guard fields.count >= 6, fields[1] == "r-xp", fields[5].first == "/" else { return nil }
    let ends = fields[0].split(separator: "-").compactMap { UInt($0, radix: 16) }
    guard ends.count == 2, ends[0] < ends[1], ends[0] > 0 else { return nil }
    return ends[0]..<ends[1]
  }
}
