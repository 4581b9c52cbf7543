/// What one sensor's stream has delivered: samples, their rate, and places where some are missing.
struct StreamStatistics: Hashable, Sendable {
  /// A step of so many usual intervals is a gap.
  private static let gapIntervals = 3.0
  /// A shorter step, seconds, is no gap whatever the rate: reps are slow.
  private static let shortestGap = 0.03
  /// How fast the usual interval follows, as a share of each step.
  private static let adaptation = 1.0 / 16
  /// The rate is measured over stretches of this length, seconds.
  private static let rateWindow = 2.0

  /// Samples.
  private(set) var samples: UInt64 = 0
  /// Places where samples are missing.
  private(set) var gaps: UInt64 = 0
  /// Samples that held no usable numbers and were left out.
  var unusable: UInt64 = 0
  /// Stream time of the first sample, seconds; nil before it.
  private(set) var first: Double?
  /// Stream time of the last sample, seconds; nil before the first.
  private(set) var last: Double?
  private var interval: Double?
  private var lastSequence: UInt64?
  private var windowStart = 0.0
  private var windowSamples = 0
  private var windowRate: Double?

  /// Seconds from the first sample to the last.
  var duration: Double { (last ?? 0) - (first ?? 0) }

  /// Samples a second over the whole stream; nil with fewer than two.
  var meanRate: Double? {
    samples > 1 && duration > 0 ? Double(samples - 1) / duration : nil
  }

  /// Samples a second of late; nil before enough have come.
  var rate: Double? { windowRate ?? meanRate }

  /// Takes note of a sample.
  ///
  /// - Parameters:
  ///   - time: stream time, seconds.
  ///   - sequence: running number from the device; nil where the wire has none.
  mutating func note(time: Double, sequence: UInt64?) {
    samples += 1
    guard let last else {
      first = time
      last = time
      lastSequence = sequence
      windowStart = time
      return
    }
    if isGap(time - last, sequence) { gaps += 1 }
    follow(time - last)
    self.last = time
    lastSequence = sequence
    windowSamples += 1
    if time - windowStart >= Self.rateWindow {
      windowRate = Double(windowSamples) / (time - windowStart)
      windowStart = time
      windowSamples = 0
    }
  }

  /// Takes note that the line was opened anew: its running numbers begin anew, and what was missed is a gap.
  mutating func relink() {
    lastSequence = nil
  }

  private func isGap(_ step: Double, _ sequence: UInt64?) -> Bool {
    if let sequence, let lastSequence { return sequence > lastSequence + 1 }
    guard let interval else { return false }
    return step > max(Self.shortestGap, Self.gapIntervals * interval)
  }

  /// Follows the usual interval; one long step must not make it forget what is usual.
  private mutating func follow(_ step: Double) {
    guard let usual = interval else {
      interval = step
      return
    }
    interval = usual + (min(step, Self.gapIntervals * usual + Self.shortestGap) - usual) * Self.adaptation
  }
}
