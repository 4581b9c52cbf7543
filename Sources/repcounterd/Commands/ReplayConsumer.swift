import IMUIngest
import RepDetector

/// Whoever counts in what a replay reads, and tells it to the world.
///
/// A replay reads, paces and reports; what it reads goes to its consumer in order: ``begin(_:session:title:)``, any number of
/// ``take(_:)``, ``end(_:)``, and so on for each recording. ``ReplayCounter`` counts and writes to standard output; the
/// socket's consumer counts where clients can ask and watch.
protocol ReplayConsumer: AnyObject {
  /// The pipeline of the recording that was begun last, for reports.
  var pipeline: CountingPipeline<RepDetector> { get }

  /// Begins a recording: a fresh pipeline over a stream.
  ///
  /// - Parameters:
  ///   - stream: at its start.
  ///   - id: of the session to start.
  ///   - title: what a person calls the recording.
  func begin(_ stream: SensorStream<RepDetector>, session id: String, title: String) async throws

  /// Takes the next piece.
  func take(_ input: SensorInput) async throws

  /// Ends the recording and its session.
  ///
  /// - Parameter timing: how samples are placed that stood incomplete in the decoder; nil: as those before.
  func end(_ timing: ByteTiming?) async throws

  /// Takes events that are not the pipeline's own: the summary, an error.
  func tell(_ events: [Event]) async throws

  /// Writes what is held back, so that a reader sees it now.
  func flush() async throws
}

/// Counts reps in a replay and hands the events to a sink.
final class ReplayCounter: ReplayConsumer {
  private(set) var pipeline = CountingPipeline<RepDetector>(sensors: [SensorStream(detector: RepDetector())])
  private let sink: any EventSink
  private let follower: ProgramFollower?
  private var events: [Event] = []

  /// Makes a counter.
  ///
  /// - Parameters:
  ///   - sink: where the events go.
  ///   - follower: what coaches each recording's session; nil for nobody.
  init(sink: any EventSink, follower: ProgramFollower? = nil) {
    self.sink = sink
    self.follower = follower
  }

  func begin(_ stream: SensorStream<RepDetector>, session id: String, title: String) async throws {
    pipeline = CountingPipeline(sensors: [stream])
    pipeline.follower = follower
    try sink.begin(title)
    let actions = pipeline.session.start(id: id)
    try sink.take(pipeline.events(of: actions))
  }

  func take(_ input: SensorInput) async throws {
    pipeline.take(input, into: &events)
    try hand()
  }

  func end(_ timing: ByteTiming?) async throws {
    pipeline.finish(timing: timing, into: &events)
    let actions = pipeline.session.end()
    events += pipeline.events(of: actions)
    try hand()
  }

  func tell(_ events: [Event]) async throws {
    try sink.take(events)
  }

  func flush() async throws {
    try sink.flush()
  }

  private func hand() throws {
    guard !events.isEmpty else { return }
    defer { events.removeAll(keepingCapacity: true) }
    try sink.take(events)
  }
}
