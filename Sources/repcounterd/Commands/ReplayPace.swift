/// How fast a replay goes.
enum ReplaySpeed: Equatable {
  /// As fast as the machine can.
  case max
  /// So many seconds of the stream in a second; 1 is as it was.
  case factor(Double)

  /// Reads `max` or a number above 0; nil for anything else.
  init?(_ text: String) {
    if text == "max" {
      self = .max
    } else if let factor = Double(text), factor > 0, factor.isFinite {
      self = .factor(factor)
    } else {
      return nil
    }
  }
}

/// Makes a replay wait until it is time for the next piece.
struct ReplayPace {
  private let clock = ContinuousClock()
  private let speed: ReplaySpeed
  private let from: Double
  private var start: (stream: Double, clock: ContinuousClock.Instant)?

  /// Makes a pace.
  ///
  /// - Parameters:
  ///   - speed: how fast.
  ///   - from: stream time, seconds, before which nothing is waited for.
  init(speed: ReplaySpeed, from: Double) {
    self.speed = speed
    self.from = from
  }

  /// Waits until a stream time has come; the first call sets the start.
  mutating func wait(until time: Double) async throws {
    guard case .factor(let factor) = speed, time >= from else { return }
    guard let start else {
      start = (time, clock.now)
      return
    }
    try await clock.sleep(until: start.clock + .seconds((time - start.stream) / factor))
  }
}
