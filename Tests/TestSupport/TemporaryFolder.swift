import FoundationEssentials
import Glibc

/// A folder of one test, removed with everything in it when the last reference goes.
///
/// Its path is short, so that a socket's path fits into it.
public final class TemporaryFolder: Sendable {
  /// The folder's path.
  public let path: String

  /// Makes a new folder in another one.
  public init(in parent: String = "/tmp") {
    var template = Array("\(parent)/rep-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { fatalError("no folder can be made in \(parent)") }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// The path of something in the folder.
  public func file(_ name: String) -> String { "\(path)/\(name)" }
}
