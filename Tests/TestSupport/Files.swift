import Glibc

/// The bytes of a file as text; nil where it cannot be read.
public func text(ofFile path: String) -> String? {
  bytes(ofFile: path).map { String(decoding: $0, as: UTF8.self) }
}

/// The bytes of a file; nil where it cannot be read.
public func bytes(ofFile path: String) -> [UInt8]? {
  guard let file = fopen(path, "r") else { return nil }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var piece = [UInt8](repeating: 0, count: 65_536)
  while true {
    let count = fread(&piece, 1, piece.count, file)
    guard count > 0 else { break }
    bytes += piece[..<count]
  }
  return bytes
}

/// Makes a file with this text, or replaces what it holds.
public func write(_ text: String, toFile path: String) {
  guard let file = fopen(path, "w") else { fatalError("\(path) cannot be written") }
  defer { fclose(file) }
  let bytes = Array(text.utf8)
  guard fwrite(bytes, 1, bytes.count, file) == bytes.count else { fatalError("\(path) cannot be written") }
}

/// The permission bits of a file; nil where there is none.
public func permissions(ofFile path: String) -> UInt32? {
  var status = stat()
  guard lstat(path, &status) == 0 else { return nil }
  return status.st_mode & 0o7777
}
