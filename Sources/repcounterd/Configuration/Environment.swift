import Glibc

/// The environment of the process.
enum Environment {
  /// A variable; nil where it is not set or empty.
  static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The locale of messages; nil where none is set.
  static var locale: String? { variable("LC_ALL") ?? variable("LC_MESSAGES") ?? variable("LANG") }
}
