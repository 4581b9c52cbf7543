import IMUIngest

/// Where files of the user and of the machine are (XDG Base Directory Specification 0.8).
enum UserFolders {
  /// Folders of configuration, the strongest first.
  static var configuration: [String] {
    var folders: [String] = []
    if let folder = Environment.variable("XDG_CONFIG_HOME") ?? home.map({ $0 + "/.config" }) {
      folders.append(folder + "/repcounterd")
    }
    return folders + ["/etc/repcounterd"]
  }

  /// Where the program remembers what is worth keeping; nil where nobody says.
  static var state: String? {
    // systemd gives a service its own.
    Environment.variable("STATE_DIRECTORY")
      ?? (Environment.variable("XDG_STATE_HOME") ?? home.map { $0 + "/.local/state" }).map { $0 + "/repcounterd" }
  }

  /// The bytes of a file that a person wrote.
  ///
  /// - Parameter what: what it should be, for the error.
  /// - Throws: ``CommandFailure`` with 66 or 77.
  static func contents(of path: String, what: String) throws(CommandFailure) -> [UInt8] {
    do throws(SystemError) {
      return try ConfiguredArguments.process.read(path)
    } catch {
      throw CommandFailure(
        status: error.exitStatus == .noPermission ? .noPermission : .noInput,
        message: "the \(what) \(path) cannot be read (\(error)); give the path of a file that can")
    }
  }

  private static var home: String? { Environment.variable("HOME") }
}
