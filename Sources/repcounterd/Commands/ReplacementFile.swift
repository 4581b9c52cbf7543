import Glibc

/// A file that takes its place only once it is complete.
///
/// It is written under a passing name beside its place; a failure on the way leaves what stood there as it was. A place
/// that is no regular file, such as a pipe or `/dev/stdout`, is written to directly.
final class ReplacementFile {
  /// What is written to.
  let output: ByteOutput

  private let path: String
  /// Where it is written until it is complete; nil where it is written to its place directly.
  private var passingPath: String?
  private let descriptor: Int32

  /// Creates the file.
  ///
  /// - Throws: ``CommandFailure`` where it cannot be created.
  init(path: String) throws {
    self.path = path
    var status = stat()
    let isDirect = stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFREG
    let target = isDirect ? path : "\(path).\(getpid()).part"
    let flags = O_WRONLY | O_CLOEXEC | O_NOCTTY | (isDirect ? 0 : O_CREAT | O_TRUNC)
    descriptor = uninterrupted { open(target, flags, 0o666) }
    guard descriptor >= 0 else {
      let error = SystemError.last
      throw CommandFailure(
        status: error.exitStatus, message: "cannot create \(path) (\(error)): name a place where a file can be written")
    }
    passingPath = isDirect ? nil : target
    output = ByteOutput(descriptor: descriptor, name: path)
  }

  deinit {
    close(descriptor)
    if let passingPath { unlink(passingPath) }
  }

  /// Writes what is left and puts the file in its place.
  ///
  /// - Throws: ``ReaderGone``, ``CommandFailure``.
  func finish() throws {
    try output.flush()
    guard let passingPath else { return }
    guard rename(passingPath, path) == 0 else {
      let error = SystemError.last
      throw CommandFailure(
        status: error.exitStatus, message: "cannot put \(path) in its place (\(error)): name another place")
    }
    self.passingPath = nil
  }
}
