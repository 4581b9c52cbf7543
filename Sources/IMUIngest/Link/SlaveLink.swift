import Glibc

/// The symbolic link by which a pseudo-terminal is found.
enum SlaveLink {
  /// Puts a link in place, at once where another link stands there.
  static func make(at path: String, to target: String) throws(SerialError) {
    var status = stat()
    if unsafe lstat(path, &status) == 0, status.st_mode & S_IFMT != S_IFLNK {
      throw SerialError(
        .linkRefused, path: path, finding: "there is something that is no symbolic link, and it will not be replaced",
        advice: "choose another name for the link")
    }
    let temporary = "\(path).\(getpid())"
    unsafe unlink(temporary)
    guard unsafe symlink(target, temporary) == 0 else { throw failure(path) }
    guard unsafe rename(temporary, path) == 0 else {
      let error = failure(path)
      unsafe unlink(temporary)
      throw error
    }
  }

  /// Takes a link away, unless it points elsewhere by now.
  static func remove(_ path: String, pointingTo target: String) {
    if self.target(of: path) == target { unsafe unlink(path) }
  }

  /// Where a symbolic link points; nil for anything else.
  static func target(of path: String) -> String? {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = unsafe readlink(path, &buffer, buffer.count)
    return count < 0 ? nil : String(decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  private static func failure(_ path: String) -> SerialError {
    let number = errno
    return SerialError(
      number == EACCES || number == EPERM || number == EROFS ? .noPermission : .linkRefused, path: path,
      finding: "the link could not be made (\(systemErrorText(number)))",
      advice: "name a place in a folder that exists and that you may write to")
  }
}
