import Glibc
import IMUIngest

/// The error of a system call.
struct SystemError: Error, Equatable, CustomStringConvertible {
  /// The number, as in `errno`.
  let number: Int32

  /// The error of the last call that failed on this thread.
  static var last: SystemError { SystemError(number: errno) }

  /// The system's own words, such as `No space left on device`.
  var description: String {
    strerror(number).map { String(cString: $0) } ?? "error \(number)"
  }

  /// The status with which a command should end: missing permission has one of its own.
  var exitStatus: ExitStatus {
    switch number {
    case EACCES, EPERM, EROFS: .noPermission
    default: .inputOutput
    }
  }
}

/// Repeats a system call for as long as a signal interrupts it.
func uninterrupted<Result: SignedInteger>(_ call: () -> Result) -> Result {
  while true {
    let result = call()
    if result != -1 || errno != EINTR { return result }
  }
}
