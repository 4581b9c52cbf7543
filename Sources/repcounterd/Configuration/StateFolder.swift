import Glibc

/// Where the program keeps what shall last from one run to the next: the history, and what it has learned of sensors.
enum StateFolder {
  /// The folder of a program's lasting data: the service manager's, else by the XDG Base Directory Specification.
  ///
  /// - Parameter environment: a variable of the environment; nil where it is not set.
  /// - Returns: nil where neither the service manager nor a home says where it is: then no place is ours.
  static func path(_ environment: (String) -> String?) -> String? {
    func folder(_ name: String) -> String? {
      // The specification has relative paths ignored.
      environment(name).flatMap { $0.hasPrefix("/") ? $0 : nil }
    }
    if let service = folder("STATE_DIRECTORY") {
      // A service may have several, with colons between them; the first is the one for its data.
      return service.prefix { $0 != ":" }.description
    }
    if let state = folder("XDG_STATE_HOME") { return "\(state)/repcounterd" }
    return folder("HOME").map { "\($0)/.local/state/repcounterd" }
  }

  /// The folder of this process.
  static var path: String? { path { getenv($0).map { String(cString: $0) } } }

  /// Makes the folders of a path that are missing, for this user alone; what cannot be made shows when the file is opened.
  static func makeFolders(of path: String) {
    for (index, character) in zip(path.indices, path) where character == "/" && index > path.startIndex {
      mkdir(String(path[..<index]), 0o700)
    }
  }
}
