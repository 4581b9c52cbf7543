import IMUIngest
import RepDetector

/// The one path from what sensors deliver to events, live and in a replay.
///
/// Samples of one or two sensors go through their ``SensorStream`` into one ``Session``. The same input gives the same
/// events, however it was cut. Events are appended in the order in which they are to be said.
struct CountingPipeline<Detector: MotionDetector>: Sendable {
  /// What is said only where somebody asks for it, being much.
  struct Wanted: Hashable, Sendable {
    /// An `angle` event for each sample.
    var angles = false
    /// A `sample` event for each sample.
    var samples = false
  }

  /// What is said on demand at present.
  var wanted = Wanted()
  /// The session; its commands' actions become events by ``events(of:)``.
  var session = Session()
  /// What coaches the session; nil where no program was asked for.
  var follower: ProgramFollower?
  /// The sensors.
  private(set) var sensors: [SensorStream<Detector>]

  /// How often the detectors warned of each thing.
  private(set) var warnings: [DetectorWarning: UInt64] = [:]

  private var placed: [IMUSample] = []
  private var detected: [DetectorEvent] = []
  /// The sensor that said something last.
  private var lastSensor = 0

  /// Makes a pipeline before its first session.
  ///
  /// - Parameter sensors: one, or one for each arm; at least one.
  init(sensors: [SensorStream<Detector>]) {
    precondition(!sensors.isEmpty, "a pipeline needs a sensor")
    self.sensors = sensors
  }

  /// Takes what a source delivered.
  ///
  /// - Parameters:
  ///   - input: rows or bytes, in their order.
  ///   - sensor: which sensor they come from.
  ///   - events: appended to.
  ///   - observe: called for each sample once the detector has seen it, in recorded precision: for recorders and exports.
  mutating func take(
    _ input: SensorInput, sensor: Int = 0, into events: inout [Event],
    observe: (IMUSample, Detector) -> Void = { _, _ in }
  ) {
    sensors[sensor].place(input, into: &placed)
    countPlaced(sensor, into: &events, observe: observe)
  }

  /// Tells that a sensor sends nothing for now; see ``SensorStream/goQuiet(_:into:)``.
  mutating func goQuiet(
    sensor: Int = 0, into events: inout [Event], observe: (IMUSample, Detector) -> Void = { _, _ in }
  ) {
    sensors[sensor].goQuiet(into: &placed)
    countPlaced(sensor, into: &events, observe: observe)
  }

  /// Tells that a sensor's stream has ended; the session goes on.
  mutating func finish(
    sensor: Int = 0, timing: ByteTiming? = nil, into events: inout [Event],
    observe: (IMUSample, Detector) -> Void = { _, _ in }
  ) {
    sensors[sensor].goQuiet(timing, into: &placed)
    countPlaced(sensor, into: &events, observe: observe)
    sensors[sensor].finishDetecting(into: &detected)
    tellDetected(sensor, into: &events)
  }

  /// Tells which arm a sensor is on from now on; nil to tell it from the mount again.
  mutating func setSide(_ side: Side?, sensor: Int = 0) {
    sensors[sensor].setSide(side)
  }

  /// Sets the smallest opening that counts from now on, radians.
  mutating func setMinimumRange(_ range: Double) {
    for sensor in sensors.indices { sensors[sensor].setMinimumRange(range) }
  }

  /// Goes on with another line of a sensor, after the first was lost.
  mutating func relink(sensor: Int = 0, decoder: (any WireDecoder)?) {
    sensors[sensor].relink(decoder: decoder)
  }

  /// What the arm is doing: the one that moves, else the one that moved last.
  var current: StatusEvent.Current {
    let moving = sensors.indices.first { sensors[$0].detector.phase != .rest } ?? lastSensor
    let detector = sensors[moving].detector
    return StatusEvent.Current(
      side: detector.side, phase: detector.phase, angle: detector.angle, set: session.openSet?.number,
      repInSet: session.openSet?.reps)
  }

  /// What a change of the session has to say, with what the program says to it.
  mutating func events(of actions: [SessionAction]) -> [Event] {
    var events: [Event] = []
    for action in actions { tell(Event(action), into: &events) }
    return events
  }

  private mutating func tell(_ event: Event, into events: inout [Event]) {
    events.append(event)
    follower?.follow(event, session: &session, into: &events)
  }

  private mutating func countPlaced(
    _ sensor: Int, into events: inout [Event], observe: (IMUSample, Detector) -> Void
  ) {
    var number = sensors[sensor].statistics.samples - UInt64(placed.count)
    for sample in placed {
      sensors[sensor].detect(sample, into: &detected)
      let side = sensors[sensor].detector.side
      if wanted.samples { events.append(.sample(SampleEvent(side: side, sequence: number, sample: sample))) }
      if !detected.isEmpty { tellDetected(sensor, into: &events) }
      if wanted.angles, let angle = sensors[sensor].detector.angle {
        events.append(.angle(AngleEvent(side: side, at: sample.time, angle: angle)))
      }
      let isMoving = sensors[sensor].detector.phase != .rest
      if let set = session.advance(to: sample.time, isMoving: isMoving, stream: sensor) {
        tell(.set(SetEvent(set)), into: &events)
      }
      follower?.see(sample, sensor: sensor, side: side, angle: sensors[sensor].detector.angle, into: &events)
      observe(sample, sensors[sensor].detector)
      number += 1
    }
    placed.removeAll(keepingCapacity: true)
  }

  private mutating func tellDetected(_ sensor: Int, into events: inout [Event]) {
    for event in detected {
      lastSensor = sensor
      switch event {
      case .rep(let rep):
        for action in session.count(rep, stream: sensor) { tell(Event(action), into: &events) }
      case .phase(let change):
        events.append(.phase(PhaseEvent(change)))
      case .partial(let swing):
        events.append(.partial(PartialEvent(swing)))
      case .warning(let warning):
        warnings[warning, default: 0] += 1
        events.append(.warning(WarningEvent(warning, side: sensors[sensor].detector.side)))
      }
    }
    detected.removeAll(keepingCapacity: true)
  }
}
