import RepDetector

/// `summary`: the last line of `replay`.
struct SummaryEvent: EventPayload {
  static let type = EventType.summary

  /// The reps of one arm.
  struct SideSummary: Encodable, Hashable, Sendable {
    /// Reps.
    let reps: Int
    /// Mean range of motion, degrees; nil without reps.
    let meanRangeOfMotion: Double?
    /// Largest range of motion, degrees; nil without reps.
    let bestRangeOfMotion: Double?
    /// Sample standard deviation of the range of motion, degrees; nil with fewer than two reps.
    let rangeOfMotionDeviation: Double?
    /// Mean seconds from the bottom to the bottom; nil without reps.
    let tempo: Double?

    /// Makes the summary of statistics in radians.
    init(_ statistics: RepStatistics) {
      reps = statistics.reps
      let hasReps = statistics.reps > 0
      meanRangeOfMotion = hasReps ? Decimals.angle.degrees(statistics.meanRangeOfMotion) : nil
      bestRangeOfMotion = hasReps ? Decimals.angle.degrees(statistics.bestRangeOfMotion) : nil
      rangeOfMotionDeviation = statistics.rangeOfMotionDeviation.flatMap(Decimals.angle.degrees)
      tempo = hasReps ? Decimals.time.round(statistics.meanDuration) : nil
    }

    private enum CodingKeys: String, CodingKey {
      case reps
      case meanRangeOfMotion = "rom_mean_deg"
      case bestRangeOfMotion = "rom_best_deg"
      case rangeOfMotionDeviation = "rom_sd_deg"
      case tempo = "tempo_s"
    }
  }

  /// The left arm.
  let left: SideSummary
  /// The right arm.
  let right: SideSummary
  /// Samples that were counted from.
  let samples: UInt64
  /// Seconds from the first sample to the last, summed over recordings.
  let duration: Double?
  /// Samples a second; nil with fewer than two samples.
  let rate: Double?
  /// How often each thing went wrong, by its stable name; empty when all was well.
  let problems: [String: UInt64]

  /// Makes the event; problems that never happened are left out.
  init(
    left: RepStatistics, right: RepStatistics, samples: UInt64, duration: Double, rate: Double?,
    problems: [String: UInt64]
  ) {
    self.left = SideSummary(left)
    self.right = SideSummary(right)
    self.samples = samples
    self.duration = Decimals.time.round(duration)
    self.rate = rate.flatMap(Decimals.rate.round)
    self.problems = problems.filter { $0.value > 0 }
  }

  private enum CodingKeys: String, CodingKey {
    case left
    case right
    case samples
    case duration = "duration_s"
    case rate = "rate_hz"
    case problems
  }
}
