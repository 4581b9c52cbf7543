import Glibc

extension DeviceHolder {
  /// The processes that have a device open, the one that has locked it first.
  ///
  /// What belongs to other users is seen only by root; a lock's owner is seen by all.
  ///
  /// - Parameters:
  ///   - path: the device itself, not a link.
  ///   - descriptor: one of this process that does not count.
  static func holders(of path: String, except descriptor: Int32? = nil) -> [DeviceHolder] {
    var device = stat()
    guard unsafe stat(path, &device) == 0, device.st_mode & S_IFMT == S_IFCHR else { return [] }
    var found: [Int32] = []
    for process in entries(of: "/proc").compactMap({ Int32($0) }) {
      let folder = "/proc/\(process)/fd"
      let isOpen = entries(of: folder).contains { name in
        if process == getpid(), let descriptor, name == String(descriptor) { return false }
        var status = stat()
        return unsafe stat("\(folder)/\(name)", &status) == 0 && isSame(status, device)
      }
      if isOpen { found.append(process) }
    }
    // A lock may have gone to a child with the descriptor: of its owners count first those that have the device open.
    let owners = lockOwners(of: device)
    let ordered = owners.filter(found.contains) + found.filter { !owners.contains($0) }
    let processes = ordered.isEmpty ? owners.filter { $0 != getpid() } : ordered
    return processes.map { DeviceHolder(processID: $0, command: command(of: $0)) }
  }

  private static func isSame(_ a: stat, _ b: stat) -> Bool {
    guard a.st_mode & S_IFMT == S_IFCHR, a.st_rdev == b.st_rdev else { return false }
    // Each instance of devpts counts its terminals from 0; other devices are the same under whatever name.
    return !TerminalDevice.isPseudoTerminal(a.st_rdev) || a.st_dev == b.st_dev
  }

  /// The processes that hold an flock on a file, from /proc/locks.
  private static func lockOwners(of file: stat) -> [Int32] {
    let hexadecimal = { (number: UInt32) in
      let digits = String(number, radix: 16)
      return digits.count < 2 ? "0" + digits : digits
    }
    let (major, minor) = TerminalDevice.numbers(file.st_dev)
    let identity = "\(hexadecimal(major)):\(hexadecimal(minor)):\(file.st_ino)"
    return text(of: "/proc/locks").split(separator: "\n").compactMap { line in
      // Such as `1: FLOCK  ADVISORY  WRITE 812 00:06:1234 0 EOF`; one that waits has `->` behind the number.
      let words = line.split(separator: " ")
      guard words.count >= 6, words[1] == "FLOCK", words[5] == identity, let process = Int32(words[4]), process > 0
      else { return nil }
      return process
    }
  }

  private static func command(of process: Int32) -> String? {
    let name = text(of: "/proc/\(process)/comm").prefix { $0 != "\n" }
    return name.isEmpty ? nil : FieldText.shortened(String(name))
  }

  /// The names in a folder, none where it cannot be read.
  static func entries(of folder: String) -> [String] {
    guard let stream = unsafe opendir(folder) else { return [] }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  /// A small text file of /proc, empty where it cannot be read.
  private static func text(of path: String) -> String {
    let descriptor = uninterrupted { unsafe open(path, O_RDONLY | O_CLOEXEC) }
    guard descriptor >= 0 else { return "" }
    var input = FileInput(descriptor: descriptor, file: path, closing: true)
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 4_096)
    while let count = try? input.read(into: &block), count > 0 { bytes += block[..<count] }
    return String(decoding: bytes, as: UTF8.self)
  }
}
