internal import CSerialPort
internal import Glibc
internal import Synchronization

/// Reads a serial line on a thread of its own until it is stopped or the line is gone.
///
/// The calls come one at a time, all on that thread: first those of `bytes` and `quiet`, at last a single one of `ended`.
/// The line stays open, and the reader alive, until then.
///
///     let reader = LinkReader(link, bytes: { bytes, time in ... }, ended: { reason in ... })
///     try reader.start()
///     ...
///     reader.stop()
public final class LinkReader: Sendable {
  /// Why a reader ended.
  public enum End: Hashable, Sendable {
    /// It was stopped.
    case stopped
    /// The device was unplugged, or the other end of the pseudo-terminal is gone.
    case hungUp
    /// A system call failed.
    case failed(SerialError)
  }

  /// The most bytes that one call gives: a terminal's own buffer.
  private static let bufferSize = 4_096

  private let link: SerialLink
  private let quietAfter: [Double]
  private let bytes: @Sendable (_ bytes: Span<UInt8>, _ receivedAt: Double) -> Void
  private let quiet: @Sendable (_ silence: Double) -> Void
  private let ended: @Sendable (_ end: End) -> Void
  private let wake: Int32
  /// The thread, from its start until it was waited for.
  private let thread = Mutex<pthread_t?>(nil)
  /// The thread's own id while it runs.
  private let runningThread = Atomic<UInt>(0)

  /// Prepares to read a line.
  ///
  /// - Parameters:
  ///   - link: the line; it must have no other reader.
  ///   - quietAfter: silences, seconds since the last byte or the start, that `quiet` should hear of.
  ///   - bytes: takes bytes and the time of their receipt, on ``MonotonicTime``.
  ///   - quiet: hears, once for each silence, that it has lasted as long as one of `quietAfter`.
  ///   - ended: hears at last why the reader ended.
  public init(
    _ link: SerialLink,
    quietAfter: [Double] = [],
    bytes: @escaping @Sendable (_ bytes: Span<UInt8>, _ receivedAt: Double) -> Void,
    quiet: @escaping @Sendable (_ silence: Double) -> Void = { _ in },
    ended: @escaping @Sendable (_ end: End) -> Void
  ) {
    self.link = link
    self.quietAfter = quietAfter
    self.bytes = bytes
    self.quiet = quiet
    self.ended = ended
    wake = csp_make_event()
  }

  deinit {
    // The thread holds the reader: by now it has ended or is the one that runs this.
    thread.withLock { thread in
      if let thread { pthread_detach(thread) }
    }
    if wake >= 0 { close(wake) }
  }

  /// Starts the thread; once only.
  ///
  /// - Throws: ``SerialError`` `inputOutput` where the line is closed or the system has no descriptor or thread left.
  public func start() throws(SerialError) {
    guard wake >= 0 else { throw SerialOpener.failure(link.path, "watch", EMFILE) }
    guard let descriptor = link.acquire() else { throw SerialOpener.failure(link.path, "read from", EBADF) }
    let result = thread.withLock { thread -> Int32 in
      precondition(thread == nil, "a reader is started once")
      let box = unsafe Unmanaged.passRetained(Run(reader: self, descriptor: descriptor))
      var started = pthread_t()
      let result = unsafe pthread_create(&started, nil, LinkReader.threadMain, box.toOpaque())
      if result == 0 {
        thread = started
      } else {
        unsafe box.release()
      }
      return result
    }
    guard result == 0 else {
      link.resign()
      throw SerialOpener.failure(link.path, "read from", result)
    }
  }

  /// Ends the reader at once and waits until `ended` has returned.
  ///
  /// From within a callback it only asks for the end, which follows the callback.
  public func stop() {
    _ = csp_signal_event(wake)
    waitUntilEnded()
  }

  /// Waits until `ended` has returned; from within a callback, not at all.
  public func waitUntilEnded() {
    guard runningThread.load(ordering: .acquiring) != UInt(pthread_self()) else { return }
    thread.withLock { thread in
      if let running = thread { pthread_join(running, nil) }
      thread = nil
    }
  }

  // MARK: Thread

  /// What the thread is given.
  private final class Run: Sendable {
    let reader: LinkReader
    let descriptor: Int32

    init(reader: LinkReader, descriptor: Int32) {
      self.reader = reader
      self.descriptor = descriptor
    }
  }

  private static let threadMain: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { argument in
    if let argument = unsafe argument {
      let run = unsafe Unmanaged<Run>.fromOpaque(argument).takeRetainedValue()
      run.reader.run(run.descriptor)
    }
    return nil
  }

  private func run(_ descriptor: Int32) {
    // Signals belong to the threads that expect them.
    var signals = sigset_t()
    unsafe sigfillset(&signals)
    unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
    runningThread.store(UInt(pthread_self()), ordering: .releasing)
    let end = read(descriptor)
    link.resign()
    ended(end)
    runningThread.store(0, ordering: .releasing)
  }

  private func read(_ descriptor: Int32) -> End {
    var buffer = [UInt8](repeating: 0, count: Self.bufferSize)
    var watch = QuietWatch(quietAfter, now: MonotonicTime.now)
    var judge = ReadJudge()
    while true {
      let events = DescriptorPoll.wait(
        (descriptor, Int16(POLLIN)), (wake, Int16(POLLIN)), until: watch.deadline)
      guard let events else { return .failed(link.failure("wait for", errno)) }
      if events.second != 0 { return .stopped }
      if events.first != 0 {
        let (count, error) = unsafe buffer.withUnsafeMutableBytes { bytes in
          (unsafe Glibc.read(descriptor, bytes.baseAddress, bytes.count), errno)
        }
        let now = MonotonicTime.now
        switch judge.judge(events: events.first, count: count, error: error) {
        case .bytes(let count):
          watch.bytesCame(now: now)
          bytes(buffer.span.extracting(0..<count), now)
        case .wait: break
        case .hungUp: return .hungUp
        case .failed(let number): return .failed(link.failure("read from", number))
        }
      }
      while let silence = watch.nextPassed(now: MonotonicTime.now) { quiet(silence) }
    }
  }
}
