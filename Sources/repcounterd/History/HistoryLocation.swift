/// Where the history is kept.
enum HistoryLocation: Equatable, Sendable {
  /// Nowhere.
  case none
  /// In this file. What is wrong with a path that the user gave is told at once, a usual one that cannot be used is
  /// warned of.
  case file(path: String, isGiven: Bool)

  /// The word for no history.
  static let noneWord = "none"
  /// The file's name in its folder.
  static let fileName = "history.sqlite"

  /// Reads what the user gave: a path, or `none`; nil for the usual place.
  ///
  /// - Parameters:
  ///   - text: what stands behind `--history`.
  ///   - environment: a variable of the environment; nil where it is not set.
  init(_ text: String?, environment: (String) -> String?) {
    switch text {
    case Self.noneWord?: self = .none
    case let path?: self = .file(path: path, isGiven: true)
    case nil:
      self = Self.usualFolder(environment).map { .file(path: "\($0)/\(Self.fileName)", isGiven: false) } ?? .none
    }
  }

  /// The folder of a program's lasting data: the service manager's, else by the XDG Base Directory Specification.
  ///
  /// Nil where neither the service manager nor a home says where it is: then no place is ours.
  private static func usualFolder(_ environment: (String) -> String?) -> String? {
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
}
