import Glibc
import Synchronization
import Testing

@testable import repcounterd

@Suite("How far the reading thread may be ahead")
struct ReadAheadTests {
  /// What happened, in order.
  private final class Story: Sendable {
    private let events = Mutex<[String]>([])

    func tell(_ event: String) { events.withLock { $0.append(event) } }
    var all: [String] { events.withLock { $0 } }
  }

  /// Runs a piece of work on a thread of its own.
  private static func thread(_ work: @escaping @Sendable () -> Void) -> pthread_t {
    final class Box: Sendable {
      let work: @Sendable () -> Void
      init(_ work: @escaping @Sendable () -> Void) { self.work = work }
    }
    var thread = pthread_t()
    let box = Unmanaged.passRetained(Box(work)).toOpaque()
    pthread_create(
      &thread, nil,
      { argument in
        Unmanaged<Box>.fromOpaque(argument!).takeRetainedValue().work()
        return nil
      }, box)
    return thread
  }

  @Test("it passes while there is room, and waits for the loop where there is none", arguments: [false, true])
  func waits(byOpening: Bool) {
    let ahead = ReadAhead()
    let story = Story()
    // The last one may go over: a piece is handed over whole.
    ahead.enter(ReadAhead.capacity - 1)
    ahead.enter(4_096)
    let thread = Self.thread {
      ahead.enter(4_096)
      story.tell("entered")
    }
    // Gives the thread every chance to go on where it must not.
    for _ in 0..<1_000 { sched_yield() }
    story.tell("made room")
    if byOpening { ahead.open() } else { ahead.leave(4_096 + 1) }
    pthread_join(thread, nil)
    #expect(story.all == ["made room", "entered"])
  }

  @Test("once open it never waits")
  func open() {
    let ahead = ReadAhead()
    ahead.open()
    for _ in 0..<10 { ahead.enter(ReadAhead.capacity) }
    ahead.leave(ReadAhead.capacity)
    ahead.enter(ReadAhead.capacity)
  }
}
