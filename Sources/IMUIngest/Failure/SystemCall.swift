import Glibc

/// Names the error of the last system call that failed on this thread, such as `Input/output error`.
func systemErrorText(_ number: Int32 = errno) -> String {
  // glibc keeps the text of strerror(3) per thread.
  unsafe strerror(number).map { unsafe String(cString: $0) } ?? "error \(number)"
}

/// Repeats a system call for as long as a signal interrupts it.
func uninterrupted<Result: SignedInteger>(_ call: () -> Result) -> Result {
  while true {
    let result = call()
    if result != -1 || errno != EINTR { return result }
  }
}
