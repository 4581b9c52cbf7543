import IMUIngest
import RepDetector

/// What was counted and what went wrong, summed over the recordings of a replay.
struct ReplayTally {
  private var left = RepStatistics()
  private var right = RepStatistics()
  private var samples: UInt64 = 0
  private var intervals: UInt64 = 0
  private var duration = 0.0
  private var problems: [String: UInt64] = [:]

  /// Adds a recording that has been read to its end.
  mutating func add<Detector>(_ pipeline: CountingPipeline<Detector>) {
    left.add(pipeline.session.statistics(of: .left))
    right.add(pipeline.session.statistics(of: .right))
    for (warning, times) in pipeline.warnings { note(warning.rawValue, times) }
    for sensor in pipeline.sensors {
      let statistics = sensor.statistics
      samples += statistics.samples
      intervals += statistics.samples == 0 ? 0 : statistics.samples - 1
      duration += statistics.duration
      note("gaps", statistics.gaps)
      note("unusable_samples", statistics.unusable)
      let wire = sensor.wireCounters
      note("bad_frames", wire.checksumFailures + wire.malformedFrames)
      note("lost_bytes", wire.lostBytes)
    }
  }

  /// Adds what went wrong so many times.
  mutating func note(_ problem: String, _ times: UInt64 = 1) {
    problems[problem, default: 0] += times
  }

  /// The event that tells it.
  var summary: SummaryEvent {
    SummaryEvent(
      left: left, right: right, samples: samples, duration: duration,
      rate: intervals > 0 && duration > 0 ? Double(intervals) / duration : nil, problems: problems)
  }
}
