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
      self = StateFolder.path(environment).map { .file(path: "\($0)/\(Self.fileName)", isGiven: false) } ?? .none
    }
  }
}
