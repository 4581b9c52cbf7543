import FoundationEssentials
import TestSupport

extension TemporaryFolder {
  /// Makes a file with this text and gives its path.
  func make(_ name: String, _ text: String) -> String {
    write(text, toFile: file(name))
    return file(name)
  }

  /// Makes a file with these bytes and gives its path.
  func make(_ name: String, _ bytes: [UInt8]) throws -> String {
    try Data(bytes).write(to: URL(filePath: file(name)))
    return file(name)
  }
}
