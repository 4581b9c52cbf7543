import Glibc
import IMUIngest

/// How long a test waits for what must happen: far longer than it takes, so that a busy machine fails no test.
public let patience = 30.0

/// Waits until something is so; for what tells nobody when it happens.
///
/// - Returns: whether it became so in time.
public func becomes(within seconds: Double = patience, _ condition: () throws -> Bool) rethrows -> Bool {
  let deadline = MonotonicTime.now + seconds
  while try !condition() {
    guard MonotonicTime.now < deadline else { return false }
    usleep(2000)
  }
  return true
}

/// What was waited for did not come.
public struct TimedOut: Error, CustomStringConvertible {
  /// What was waited for, and what came instead.
  public let description: String

  /// Makes an error.
  public init(_ description: String) {
    self.description = description
  }
}
