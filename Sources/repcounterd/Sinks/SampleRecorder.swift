import IMUIngest
import Logging
import NIOCore
import ServiceLifecycle

/// Writes samples to a recording on a loop of its own, and brings them out at least once a second.
///
/// A recording that cannot be written ends there; counting goes on.
struct SampleRecorder: Service {
  private static let flushInterval = TimeAmount.seconds(1)

  private let loop: any EventLoop
  private let writer: NIOLoopBound<Writer>

  /// Creates the file.
  ///
  /// - Parameters:
  ///   - path: where; an existing file is refused unless `replacing`.
  ///   - metadata: keys and values for the head of the file.
  ///   - loop: where the writing is done.
  ///   - tell: called on that loop, once, when the file takes no more.
  /// - Throws: ``CommandFailure`` where the file cannot be created.
  init(
    path: String, replacing: Bool = false, metadata: [(key: String, value: String)], loop: any EventLoop,
    tell: @escaping @Sendable (RecordingError) -> Void
  ) async throws {
    self.loop = loop
    writer = try await loop.submit {
      NIOLoopBound(
        try Writer(path: path, replacing: replacing, metadata: metadata, tell: tell), eventLoop: loop)
    }.get()
  }

  /// Appends samples; may be called on any thread.
  func append(_ samples: [IMUSample]) {
    loop.execute { [writer] in writer.value.append(samples) }
  }

  /// Keeps the recording until the program ends; then everything is written.
  func run() async throws {
    let flushes = loop.scheduleRepeatedTask(initialDelay: Self.flushInterval, delay: Self.flushInterval) { [writer] _ in
      writer.value.flush()
    }
    try? await gracefulShutdown()
    flushes.cancel()
    try await loop.submit { [writer] in writer.value.finish() }.get()
  }

  private final class Writer {
    private var output: RecordingWriter?
    private let tell: @Sendable (RecordingError) -> Void

    init(
      path: String, replacing: Bool, metadata: [(key: String, value: String)],
      tell: @escaping @Sendable (RecordingError) -> Void
    ) throws {
      self.tell = tell
      do {
        var writer = try RecordingWriter(path: path, replacing: replacing)
        for (key, value) in metadata { try writer.writeMetadata(key, value) }
        output = consume writer
      } catch {
        throw CommandFailure(status: error.exitStatus, message: error.description)
      }
    }

    func append(_ samples: [IMUSample]) {
      attempt { (output: inout RecordingWriter) throws(RecordingError) in
        for sample in samples {
          do throws(RecordingError) {
            try output.write(sample)
          } catch  where error.code != .inputOutput {
            // A sample that does not fit into the recording, as from a sensor that was exchanged, is left out.
          }
        }
      }
    }

    func flush() {
      attempt { (output: inout RecordingWriter) throws(RecordingError) in try output.flush() }
    }

    func finish() {
      flush()
      guard let last = output.take() else { return }
      do { try last.finish() } catch { tell(error) }
    }

    private func attempt(_ step: (inout RecordingWriter) throws(RecordingError) -> Void) {
      guard var current = output.take() else { return }
      do {
        try step(&current)
        output = consume current
      } catch {
        tell(error)
      }
    }
  }
}
