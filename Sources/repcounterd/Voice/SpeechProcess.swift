import Glibc
import IMUIngest

/// A process of a speaker while it speaks.
final class SpeechProcess {
  /// How long a process may take to end when it is told to, seconds; then it is ended.
  private static let patience = 0.2

  private let process: pid_t
  private var killAt: Double?
  /// Whether it has ended by itself with a status that is no success.
  private(set) var hasFailed = false

  /// Starts a command, with nothing to read and nothing to write to.
  ///
  /// - Parameter seconds: how long it may take; nil for ever.
  /// - Returns: nil where it cannot be started.
  init?(_ command: [String], atMost seconds: Double? = nil) {
    killAt = seconds.map { MonotonicTime.now + $0 }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    for stream in [STDOUT_FILENO, STDERR_FILENO] {
      posix_spawn_file_actions_addopen(&actions, stream, "/dev/null", O_WRONLY, 0)
    }
    // A Ctrl-C at the terminal is for us; signals that we watch or ignore are the speaker's own matter.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var (none, all) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP))
    let words = command.map { strdup($0) }
    defer { for word in words { free(word) } }
    var process = pid_t()
    guard posix_spawn(&process, command[0], &actions, &attributes, words + [nil], environ) == 0 else { return nil }
    self.process = process
  }

  /// Whether it has ended; to be asked until it has.
  func hasEnded() -> Bool {
    if let killAt, MonotonicTime.now >= killAt { kill(-process, SIGKILL) }
    var status: CInt = 0
    let result = waitpid(process, &status, WNOHANG)
    if result == process, killAt == nil { hasFailed = status != 0 }
    return result == process || (result == -1 && errno == ECHILD)
  }

  /// Stops it.
  func stop() {
    kill(-process, SIGTERM)
    killAt = MonotonicTime.now + Self.patience
  }
}
