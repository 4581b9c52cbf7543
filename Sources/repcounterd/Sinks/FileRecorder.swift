import IMUIngest
import NIOCore
import ServiceLifecycle

/// A file that a ``FileRecorder`` writes.
protocol RecorderOutput: ~Copyable, Sendable {
  /// Hands everything to the operating system.
  mutating func flush() throws(RecordingError)

  /// Writes what is left and closes the file.
  consuming func finish() throws(RecordingError)
}

extension RecordingWriter: RecorderOutput {}
extension RawCaptureWriter: RecorderOutput {}

/// Writes a recording on a loop of its own, and brings it out at least once a second.
///
/// A recording that cannot be written ends there; counting goes on.
struct FileRecorder<Output: RecorderOutput & ~Copyable>: Service {
  private let loop: any EventLoop
  private let writer: NIOLoopBound<Writer>

  /// Creates the file.
  ///
  /// - Parameters:
  ///   - loop: where the writing is done.
  ///   - tell: called on that loop, once, when the file takes no more.
  ///   - create: makes the output with what stands at its head.
  /// - Throws: ``RecordingError`` where the file cannot be created.
  init(
    loop: any EventLoop, tell: @escaping @Sendable (RecordingError) -> Void,
    create: @escaping @Sendable () throws(RecordingError) -> Output
  ) async throws {
    self.loop = loop
    writer = try await loop.submit { NIOLoopBound(Writer(try create(), tell), eventLoop: loop) }.get()
  }

  /// Has something written; may be called on any thread.
  func write(_ step: @escaping @Sendable (inout Output) throws(RecordingError) -> Void) {
    loop.execute { [writer] in writer.value.attempt(step) }
  }

  /// Keeps the recording until the program ends; then everything is written.
  func run() async throws {
    let flushes = loop.scheduleRepeatedTask(initialDelay: .seconds(1), delay: .seconds(1)) { [writer] _ in
      writer.value.attempt { (output) throws(RecordingError) in try output.flush() }
    }
    try? await gracefulShutdown()
    flushes.cancel()
    try await loop.submit { [writer] in writer.value.finish() }.get()
  }

  private final class Writer {
    /// Nil once it is finished or has failed.
    private var output: Output?
    private let tell: @Sendable (RecordingError) -> Void

    init(_ output: consuming Output, _ tell: @escaping @Sendable (RecordingError) -> Void) {
      self.output = consume output
      self.tell = tell
    }

    func attempt(_ step: (inout Output) throws(RecordingError) -> Void) {
      guard var current = output.take() else { return }
      do {
        try step(&current)
        output = consume current
      } catch {
        tell(error)
      }
    }

    func finish() {
      guard let last = output.take() else { return }
      do { try last.finish() } catch { tell(error) }
    }
  }
}

extension FileRecorder<RecordingWriter> {
  /// Appends samples; one that does not fit into the recording, as from a sensor that was exchanged, is left out.
  func append(_ samples: [IMUSample]) {
    write { (output) throws(RecordingError) in
      for sample in samples {
        do throws(RecordingError) {
          try output.write(sample)
        } catch  where error.code != .inputOutput {}
      }
    }
  }
}

extension FileRecorder<RawCaptureWriter> {
  /// Appends bytes of a line and when they came, seconds on a steady clock.
  func append(_ bytes: [UInt8], at time: Double) {
    write { (output) throws(RecordingError) in try output.write(bytes, receivedAt: time) }
  }
}
