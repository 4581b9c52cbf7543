import Glibc

/// Brings the name of a new file to the disk: without it the file would not survive a loss of power.
///
/// Where that cannot be done, as in some file systems, the file is as safe as it gets.
func syncFolder(of path: String) {
  let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
  let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
  guard descriptor >= 0 else { return }
  fsync(descriptor)
  close(descriptor)
}
