import Glibc

/// How many files the program may have open.
enum OpenFileLimit {
  /// Enough for 1,000 clients and everything else.
  private static let wanted: rlim_t = 4096

  /// Raises the limit as far as is wanted and allowed: 1,024 is usual, and the clients alone may be 1,000.
  static func raise() {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0, limit.rlim_cur < wanted else { return }
    limit.rlim_cur = min(wanted, limit.rlim_max)
    _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
  }
}
