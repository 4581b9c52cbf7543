import RepDetector
import SpatialMath

/// What a detector said of some readings.
struct DetectorRun {
  private(set) var events: [DetectorEvent] = []
  private(set) var detector: RepDetector

  init(_ readings: [Reading], configuration: DetectorConfiguration = DetectorConfiguration(), finish: Bool = true) {
    detector = RepDetector(configuration: configuration)
    for reading in readings { feed(reading) }
    if finish { detector.finish { events.append($0) } }
  }

  /// A sensor's readings of a motion.
  init(_ motion: Motion, _ sensor: Sensor = Sensor(), configuration: DetectorConfiguration = DetectorConfiguration()) {
    self.init(sensor.readings(of: motion), configuration: configuration)
  }

  mutating func feed(_ reading: Reading) {
    detector.process(time: reading.time, acceleration: reading.force, angularRate: reading.rate) { events.append($0) }
  }

  var reps: [Rep] { events.compactMap { if case .rep(let rep) = $0 { rep } else { nil } } }
  var partials: [PartialSwing] { events.compactMap { if case .partial(let swing) = $0 { swing } else { nil } } }
  var warnings: [DetectorWarning] { events.compactMap { if case .warning(let what) = $0 { what } else { nil } } }
  var phases: [PhaseChange] { events.compactMap { if case .phase(let change) = $0 { change } else { nil } } }

  func count(_ side: Side) -> Int { reps.count { $0.side == side } }
}
