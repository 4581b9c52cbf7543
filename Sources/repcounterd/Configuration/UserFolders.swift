import IMUIngest

/// Where files that people write are (XDG Base Directory Specification 0.8).
enum UserFolders {
  /// Folders of configuration, the strongest first.
  static var configuration: [String] {
    var folders: [String] = []
    if let folder = Environment.variable("XDG_CONFIG_HOME") ?? home.map({ $0 + "/.config" }) {
      folders.append(folder + "/repcounterd")
    }
    return folders + ["/etc/repcounterd"]
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
