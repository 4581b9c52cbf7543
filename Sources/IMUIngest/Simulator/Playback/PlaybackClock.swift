/// When the pieces of a session are due, while a reader may come and go.
///
/// All deadlines are counted from one start, so that being late once does not shift what follows. A pure value: it is told
/// the time.
public struct PlaybackClock: Hashable, Sendable {
  private let speed: Double
  private var start: Double
  private var pausedAt: Double?

  /// Starts to play.
  ///
  /// - Parameters:
  ///   - now: seconds on any steady clock.
  ///   - speed: session seconds to a second, above 0.
  public init(startingAt now: Double, speed: Double = 1) {
    precondition(speed > 0, "time goes forward")
    start = now
    self.speed = speed
  }

  /// When what happens at a time of the session is due, on the same clock as the start.
  public func deadline(for sessionTime: Double) -> Double { start + sessionTime / speed }

  /// Stops the time, if it is not stopped already.
  public mutating func pause(at now: Double) {
    if pausedAt == nil { pausedAt = now }
  }

  /// Lets the time go on, if it is stopped: all deadlines move by the length of the pause.
  public mutating func resume(at now: Double) {
    guard let pausedAt else { return }
    start += now - pausedAt
    self.pausedAt = nil
  }
}
