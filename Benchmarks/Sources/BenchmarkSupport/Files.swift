import Glibc

/// Text in files.
public enum TextFile {
  /// The whole text of a file.
  public static func read(_ path: String) throws(MeasurementError) -> String {
    String(decoding: try BinaryFile.read(path), as: UTF8.self)
  }

  /// Makes a file of a text, over what was there.
  public static func write(_ text: String, to path: String) throws(MeasurementError) {
    guard let file = fopen(path, "w") else { throw MeasurementError("cannot write '\(path)'") }
    let bytes = Array(text.utf8)
    let written = fwrite(bytes, 1, bytes.count, file)
    guard fclose(file) == 0, written == bytes.count else { throw MeasurementError("cannot write '\(path)'") }
  }

  /// Makes a folder, if it is not there.
  public static func makeFolder(_ path: String) throws(MeasurementError) {
    guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw MeasurementError("cannot make '\(path)'") }
  }
}

/// Bytes in files.
public enum BinaryFile {
  /// All bytes of a file.
  public static func read(_ path: String) throws(MeasurementError) -> [UInt8] {
    guard let file = fopen(path, "r") else { throw MeasurementError("cannot read '\(path)'") }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let got = fread(&buffer, 1, buffer.count, file)
      guard got > 0 else { return bytes }
      bytes += buffer[..<got]
    }
  }
}

/// Folders.
public enum Folder {
  /// The names of a folder's files that end in a certain way, in order.
  public static func files(in path: String, endingWith ending: String) throws(MeasurementError) -> [String] {
    guard let folder = opendir(path) else { throw MeasurementError("cannot read the folder '\(path)'") }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if name.hasSuffix(ending) { names.append(name) }
    }
    return names.sorted()
  }
}
