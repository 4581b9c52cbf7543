import Glibc

extension ConfiguredArguments {
  /// Those of this process: its environment and its files.
  static let process = ConfiguredArguments(
    environment: { name in getenv(name).map { String(cString: $0) } },
    read: { (path) throws(SystemError) in try contents(ofFile: path) })

  /// A configuration is a few lines; more is a mistake.
  private static let largestFile = 1 << 20

  private static func contents(ofFile path: String) throws(SystemError) -> [UInt8] {
    let descriptor = uninterrupted { open(path, O_RDONLY | O_CLOEXEC) }
    guard descriptor >= 0 else { throw .last }
    defer { close(descriptor) }
    var contents: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 65_536)
    while contents.count <= largestFile {
      let count = uninterrupted { Glibc.read(descriptor, &piece, piece.count) }
      guard count >= 0 else { throw .last }
      guard count > 0 else { return contents }
      contents += piece[..<count]
    }
    throw SystemError(number: EFBIG)
  }
}
