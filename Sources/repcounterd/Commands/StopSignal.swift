import Glibc
import Synchronization

/// Whether the user asked a command that waits on a thread of its own to end.
enum StopSignal {
  private static let raised = Atomic(false)

  /// Takes SIGINT and SIGTERM from now on instead of dying by them.
  static func catchAll() {
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in [SIGINT, SIGTERM] {
      // Storing an atomic is all that a handler may do here.
      signal(number) { _ in StopSignal.raised.store(true, ordering: .relaxed) }
      sigaddset(&signals, number)
    }
    // Whoever started the program may have blocked them, and a block is inherited.
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
  }

  /// Whether one came.
  static var isRaised: Bool { raised.load(ordering: .relaxed) }
}
