/// Thins a stream of angles out to the rate that a client asked for.
///
/// Works on stream time alone, so that a replay gives the same lines at any speed.
struct AngleThrottle: Equatable, Sendable {
  /// Share of a period by which a sample may come early: sample times jitter, and a client that asks for the stream's
  /// own rate wants every sample.
  private static let tolerance = 0.25

  private let period: Double
  private var due: Double?

  /// Makes a throttle for a rate in hertz.
  init(rate: Double) {
    period = 1 / rate
  }

  /// Whether the sample of a stream time, in seconds, is to be sent.
  mutating func passes(_ time: Double) -> Bool {
    guard let due, time > due - 2 * period else {
      // The first sample, or time has jumped back.
      self.due = time + period
      return true
    }
    guard time >= due - Self.tolerance * period else { return false }
    // A schedule that has fallen behind is not caught up with, but half a period of it may be: else the jitter of a
    // stream that is slower than the rate would cost samples.
    self.due = max(due + period, time + period / 2)
    return true
  }
}
