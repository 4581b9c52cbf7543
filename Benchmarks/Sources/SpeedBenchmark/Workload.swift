import IMUIngest
import RepDetector
import SpatialMath

/// Samples to measure with: whole simulated sessions one after the other on one clock.
struct Workload {
  /// What is played, in turn: exercise of several kinds and what goes on between sets.
  static let presets = ["nominal", "busy", "hesitant", "fast", "partials", "fatigue"]

  let rate: Double
  private(set) var samples: [IMUSample] = []
  private(set) var reps = 0

  /// Plays sessions until they last so long.
  init(rate: Double, seconds: Double) throws {
    self.rate = rate
    var end = 0.0
    var seed: UInt64 = 1
    while end < seconds {
      for preset in Self.presets where end < seconds {
        let session = SimulatedWearer(scenario: try .preset(preset, seed: seed, rate: rate)).session()
        let start = end
        for var sample in session.recording where start + sample.time < seconds {
          sample.time += start
          samples.append(sample)
        }
        reps += session.truth.reps.count
        end = start + session.truth.duration + 1 / rate
      }
      seed += 1
    }
  }

  /// Minutes that the samples last.
  var minutes: Double { Double(samples.count) / rate / 60 }

  /// Runs the orientation filter alone over all samples; gives the last orientation so that nothing is optimised away.
  func orient(into orientations: inout [Quaternion]) {
    var filter = OrientationFilter()
    var before: Double?
    for (index, sample) in samples.enumerated() {
      filter.update(
        rate: sample.angularRate ?? .zero, force: sample.acceleration, period: before.map { sample.time - $0 } ?? 0)
      orientations[index] = filter.orientation
      before = sample.time
    }
  }

  /// Runs the whole detector over all samples; gives how many reps it counted.
  func detect(from start: Double = 0, with detector: inout RepDetector) -> Int {
    var reps = 0
    for sample in samples {
      detector.process(
        time: start + sample.time, acceleration: sample.acceleration, angularRate: sample.angularRate
      ) { event in
        if case .rep = event { reps += 1 }
      }
    }
    return reps
  }
}
