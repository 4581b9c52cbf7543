import Glibc
import IMUIngest

/// How the files of `replay` and `export` are to be read.
struct ReplayInput {
  /// The path that stands for standard input.
  static let standardInput = "-"
  /// The path that stands for standard output.
  static let standardOutput = "-"
  /// Bytes that are looked at to tell what a file is: a header row is shorter, comments above it may be long.
  private static let prefixSize = 4096
  /// The first bytes of a gzip file (RFC 1952, section 2.3.1).
  private static let gzipMagic: [UInt8] = [0x1F, 0x8B]

  /// The wire that the user named, `auto` included; nil to tell from the file.
  let wire: WireArguments
  /// Samples a second of bytes without any times, hertz.
  let rate: Double?
  /// What to do about bad rows.
  let rows: RowPolicy

  /// What a file holds.
  private enum Kind {
    case recording
    case bytes(WireProtocol?)
  }

  /// Opens a file; what it holds is told by its name and by its first bytes.
  ///
  /// A recording is CSV; anything else is a wire's bytes, with or without a capture's receive times. Standard input and
  /// pipes cannot be looked at beforehand: they hold a recording unless a wire is named.
  ///
  /// - Throws: ``RecordingError``, ``WireOptionError``, ``CommandFailure``.
  func open(_ path: String) throws -> any ReplaySource {
    let isStandardInput = path == Self.standardInput
    let name = isStandardInput ? "standard input" : path
    switch try kind(of: path) {
    case .recording:
      guard wire.wireOption.isEmpty else {
        throw CommandFailure(status: .usage, message: "\(name) is a recording: --wire-option says nothing about it")
      }
      let reader =
        isStandardInput
        ? try RecordingReader(descriptor: STDIN_FILENO, name: name, rows: rows)
        : try RecordingReader(path: path, rows: rows)
      return RecordingSource(reader, name: name, isFile: Self.isFile(path))
    case .bytes(let known):
      let reader =
        isStandardInput
        ? try RawCaptureReader(descriptor: STDIN_FILENO, name: name, acceptingPlainBytes: true)
        : try RawCaptureReader(path: path, acceptingPlainBytes: true)
      let recognised = try RecognisedWire(reader, wire: known, options: wire.options, file: name)
      return WireSource(recognised, rate: rate, name: name, isFile: Self.isFile(path))
    }
  }

  private func kind(of path: String) throws -> Kind {
    if let wire = wire.wire { return .bytes(WireTable.named(wire)) }
    let prefix = Self.prefix(of: path)
    if prefix.starts(with: RawCapture.magic) { return .bytes(nil) }
    if let wire = Self.wire(inName: path) { return .bytes(wire) }
    if prefix.starts(with: Self.gzipMagic) {
      throw CommandFailure(
        status: .badData,
        message:
          "\(path): found a gzip file, expected a recording; unpack it first: zcat \(path) | repcounterd replay -")
    }
    return path.hasSuffix(".csv") || prefix.isEmpty || Self.looksLikeRecording(prefix) ? .recording : .bytes(nil)
  }

  /// The wire of a name such as `walk.witmotion.bin`.
  private static func wire(inName path: String) -> WireProtocol? {
    let parts = path.split(separator: "/").last?.split(separator: ".") ?? []
    return parts.count >= 3 && parts.last == "bin" ? WireTable.named(String(parts[parts.count - 2])) : nil
  }

  /// Whether a text begins as a recording does: comments, then a header row with a column of acceleration.
  ///
  /// A header with mistakes shall be refused as a recording, with the place of the mistake.
  private static func looksLikeRecording(_ prefix: [UInt8]) -> Bool {
    for line in prefix.split(whereSeparator: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }) {
      let text = String(decoding: line, as: UTF8.self).lowercased()
      if text.drop(while: { $0 == "\u{FEFF}" || $0 == " " }).hasPrefix("#") { continue }
      return text.contains("accel_") || text.contains("time_")
    }
    return false
  }

  /// Whether a path leads to a regular file.
  private static func isFile(_ path: String) -> Bool {
    var status = stat()
    let found = path == standardInput ? fstat(STDIN_FILENO, &status) : stat(path, &status)
    return found == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// The first bytes of a regular file; none of anything else, also where it cannot be read: whoever opens it will say so.
  private static func prefix(of path: String) -> [UInt8] {
    // Opening and closing a pipe would cut off its writer, so what is opened must be known to be a file.
    guard isFile(path) else { return [] }
    let descriptor = path == standardInput ? dup(STDIN_FILENO) : Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return [] }
    defer { close(descriptor) }
    return [UInt8](unsafeUninitializedCapacity: prefixSize) { buffer, count in
      // pread(2) leaves the file's position alone.
      count = max(0, uninterrupted { pread(descriptor, buffer.baseAddress, buffer.count, 0) })
    }
  }
}
