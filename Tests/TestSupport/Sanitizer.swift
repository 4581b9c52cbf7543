import Glibc

/// Whether the tests run with a sanitizer, as `make sanitize` runs them.
///
/// A program with a sanitizer takes no preloaded library before the sanitizer's own, and keeps freed memory for a while to
/// find its use: what tests with either has to be left out.
public let isSanitized = getenv("ASAN_OPTIONS") != nil || getenv("TSAN_OPTIONS") != nil

/// The sanitizers' options as `NAME=value`, for a program whose environment is the test's own.
let sanitizerOptions: [String] = ["ASAN_OPTIONS", "TSAN_OPTIONS"].compactMap { (name: String) -> String? in
  guard let value = getenv(name) else { return nil }
  return name + "=" + String(cString: value)
}
