import Glibc

/// Text in files.
public enum TextFile {
  /// The whole text of a file.
  public static func read(_ path: String) throws(MeasurementError) -> String {
    guard let file = fopen(path, "r") else { throw MeasurementError("cannot read '\(path)'") }
    defer { fclose(file) }
    var text: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let got = fread(&buffer, 1, buffer.count, file)
      guard got > 0 else { return String(decoding: text, as: UTF8.self) }
      text += buffer[..<got]
    }
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
