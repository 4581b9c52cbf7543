import Glibc
import IMUIngest

/// A program that speaks: speech-dispatcher or espeak-ng, or whichever the user names.
struct Speaker: Equatable, Sendable {
  /// How a program wants its words.
  enum Kind: String, CaseIterable, Sendable {
    /// speech-dispatcher's client: uses the voice and speed that the user has set for everything that speaks.
    case speechDispatcher = "spd-say"
    /// espeak-ng.
    case espeak = "espeak-ng"
  }

  /// Words a minute of espeak-ng: a count should be over before the next one.
  private static let wordsPerMinute = 190
  /// Where programs are searched when `PATH` does not say.
  private static let usualPath = "/usr/local/bin:/usr/bin:/bin"

  /// Which program it is.
  let kind: Kind
  /// Its path.
  let path: String

  /// The speaker of a name, or the first that is installed for `auto`.
  ///
  /// - Returns: nil where none is installed.
  /// - Throws: ``CommandFailure`` with 64 or 69 where one was named that is not there.
  static func find(_ name: String) throws(CommandFailure) -> Speaker? {
    guard name != automatic else {
      return Kind.allCases.lazy.compactMap { kind in search(kind.rawValue).map { Speaker(kind: kind, path: $0) } }.first
    }
    let file = name.split(separator: "/").last.map(String.init) ?? name
    guard let kind = Kind(rawValue: file) else {
      throw CommandFailure(
        status: .usage,
        message: "'\(name)' is no speaker that is known; give auto, or one of "
          + "\(Kind.allCases.map(\.rawValue).joined(separator: ", ")) or its path")
    }
    guard let path = name.contains("/") ? name : search(name), access(path, X_OK) == 0 else {
      throw CommandFailure(
        status: .unavailable, message: "the speaker '\(name)' is not installed; install it, or use --bell")
    }
    return Speaker(kind: kind, path: path)
  }

  /// The word that lets the program find out.
  static let automatic = "auto"

  /// The speaker to go on with where this one cannot speak; nil where none is installed.
  var substitute: Speaker? {
    guard kind == .speechDispatcher else { return nil }
    return Self.search(Kind.espeak.rawValue).map { Speaker(kind: .espeak, path: $0) }
  }

  /// The command that says something and ends when it was said.
  func command(_ text: String, voice: String) -> [String] {
    switch kind {
    case .speechDispatcher: [path, "--wait", "--language", voice, "--", text]
    case .espeak: [path, "-v", voice, "-s", "\(Self.wordsPerMinute)", "--", text]
    }
  }

  /// The command that stops what is being said, where ending the other command does not.
  var stopCommand: [String]? {
    kind == .speechDispatcher ? [path, "--stop"] : nil
  }

  private static func search(_ name: String) -> String? {
    let folders = (Environment.variable("PATH") ?? usualPath).split(separator: ":")
    return folders.lazy.map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
  }
}
