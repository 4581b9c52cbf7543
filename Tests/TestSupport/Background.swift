import Glibc
import Synchronization

/// Work on a thread of its own, for the other end of a line that a test waits at.
public final class Background: Sendable {
  private let thread: Mutex<pthread_t?>

  /// Starts the work; an error ends it and is seen by what the test waits for.
  public init(_ work: @escaping @Sendable () throws -> Void) {
    let box = Unmanaged.passRetained(Work(work))
    var thread = pthread_t()
    let result = pthread_create(
      &thread, nil,
      { argument in
        if let argument { try? Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().run() }
        return nil
      }, box.toOpaque())
    guard result == 0 else { fatalError("no thread can be started") }
    self.thread = Mutex(thread)
  }

  /// Waits for its end.
  public func join() {
    thread.withLock { thread in
      if let running = thread { pthread_join(running, nil) }
      thread = nil
    }
  }

  private final class Work: Sendable {
    let run: @Sendable () throws -> Void

    init(_ run: @escaping @Sendable () throws -> Void) {
      self.run = run
    }
  }
}
