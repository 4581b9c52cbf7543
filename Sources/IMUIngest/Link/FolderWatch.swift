internal import CSerialPort
internal import Glibc

/// Tells when a device may have come back: something has appeared in the folder where it was, or may be opened now.
///
/// Events come through a descriptor that becomes readable (inotify(7)); what they say is of no interest, for only opening
/// the device tells whether it is there. Where a folder is missing, as `/dev/serial/by-id` is without devices, the nearest
/// folder above it is watched.
public final class FolderWatch: Sendable {
  /// Becomes readable when something has happened; whoever reads it takes it over with ``takeDescriptor()``.
  private let descriptor: Int32

  /// Makes a watch of nothing; nil where the system has none left.
  public init?() {
    descriptor = csp_make_folder_watch()
    if descriptor < 0 { return nil }
  }

  deinit { close(descriptor) }

  /// A duplicate of the descriptor, which belongs to the caller; nil where the system has none left.
  public func takeDescriptor() -> Int32? {
    let duplicate = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
    return duplicate < 0 ? nil : duplicate
  }

  /// Watches for a path; a folder that is watched already stays so.
  ///
  /// A link that leads nowhere for now is followed: what it points to may appear as well as the link itself.
  public func watch(for path: String) {
    watchFolder(above: path)
    guard let target = SlaveLink.target(of: path) else { return }
    watchFolder(above: target.utf8.first == UInt8(ascii: "/") ? target : Self.folder(of: path) + "/" + target)
  }

  private func watchFolder(above path: String) {
    var folder = Self.folder(of: path)
    while unsafe csp_watch_folder(descriptor, folder) < 0, errno == ENOENT, folder != "/" {
      folder = Self.folder(of: folder)
    }
  }

  /// The folder that holds a path.
  private static func folder(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == path.utf8.startIndex ? "/" : String(path[..<slash])
  }
}
