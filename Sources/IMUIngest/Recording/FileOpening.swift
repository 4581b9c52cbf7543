import Glibc

/// Opens recordings and captures, with errors that say what stands in the way.
enum FileOpening {
  /// Opens an existing file for reading.
  static func forReading(_ path: String) throws(RecordingError) -> Int32 {
    let descriptor = uninterrupted { unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY) }
    guard descriptor >= 0 else {
      throw refusal(path, errno, expected: "a recording that can be read")
    }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else {
      close(descriptor)
      throw refusal(path, EISDIR, expected: "a recording that can be read")
    }
    return descriptor
  }

  /// Opens a file for writing: a new one, or an existing one if it may be replaced or is no regular file (a pipe, `/dev/stdout`).
  static func forWriting(_ path: String, replacing: Bool) throws(RecordingError) -> Int32 {
    let flags = O_WRONLY | O_CREAT | O_CLOEXEC | O_NOCTTY
    var descriptor = uninterrupted { unsafe open(path, flags | (replacing ? O_TRUNC : O_EXCL), 0o666) }
    if descriptor < 0, errno == EEXIST {
      var status = stat()
      let exists = unsafe stat(path, &status) == 0
      guard exists, status.st_mode & S_IFMT != S_IFREG else {
        throw RecordingError(
          .alreadyExists, file: path, found: "a file of that name", expected: "none, so that nothing is lost",
          advice: "choose another name or remove the file")
      }
      descriptor = uninterrupted { unsafe open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY) }
    }
    guard descriptor >= 0 else { throw refusal(path, errno, expected: "a place to write a file") }
    return descriptor
  }

  private static func refusal(_ path: String, _ number: Int32, expected: String) -> RecordingError {
    switch number {
    case ENOENT, ENOTDIR:
      RecordingError(
        .noSuchFile, file: path, found: "no such file or folder", expected: expected, advice: "check the path")
    case EISDIR:
      RecordingError(
        .isDirectory, file: path, found: "a directory", expected: expected, advice: "name a file in it")
    case EACCES, EPERM, EROFS:
      RecordingError(
        .noPermission, file: path, found: "no permission (\(systemErrorText(number)))", expected: expected,
        advice: "change the permissions, or run as the owner")
    default:
      RecordingError(
        .inputOutput, file: path, found: "a failure to open it (\(systemErrorText(number)))", expected: expected,
        advice: "check the disk and the path")
    }
  }
}
