import Glibc

/// Plays a simulated session on a pseudo-terminal, as a sensor at a serial line would.
///
/// It waits for a reader, then keeps the session's time by absolute deadlines. While no program has the line open, the
/// session's time stands still. A reader that does not take the bytes is waited for: nothing is lost that the scenario does not
/// lose.
public struct SessionPlayer: Sendable {
  /// How often it looks whether it should end while it waits, seconds: short for a person, long for a processor.
  private static let lookEvery = 0.05

  private let session: SimulatedSession
  private let encoding: SampleEncoding
  private let terminal: PseudoTerminal
  private let speed: Double
  private let loops: Bool
  private let linger: Double
  private let shouldEnd: @Sendable () -> Bool

  /// Makes a player.
  ///
  /// - Parameters:
  ///   - session: what is played.
  ///   - encoding: what the sensor speaks.
  ///   - terminal: where.
  ///   - speed: seconds of the session to a second, above 0.
  ///   - loops: whether it starts again at the end; device time and sequence go on.
  ///   - linger: how long the line stays open after the last byte, seconds: a terminal that closes throws away what was not
  ///     read.
  ///   - shouldEnd: asked at least each 50 ms; true ends the playing.
  public init(
    session: SimulatedSession, encoding: SampleEncoding, terminal: PseudoTerminal, speed: Double = 1,
    loops: Bool = false, linger: Double = 0.5, shouldEnd: @escaping @Sendable () -> Bool = { false }
  ) {
    self.session = session
    self.encoding = encoding
    self.terminal = terminal
    self.speed = speed
    self.loops = loops
    self.linger = linger
    self.shouldEnd = shouldEnd
  }

  /// Plays to the end, or until it should end; the thread waits meanwhile.
  ///
  /// - Throws: ``SerialError`` where the terminal fails.
  public func play() throws(SerialError) {
    var encoder = encoding.makeEncoder()
    var round = 0
    guard waitForReader() else { return }
    var clock = PlaybackClock(startingAt: MonotonicTime.now, speed: speed)
    repeat {
      let begin = Double(round) * session.truth.duration
      for chunk in session.wireBytes(&encoder, round: round) {
        guard sleep(until: clock.deadline(for: begin + (chunk.time ?? 0))) else { return }
        guard try send(chunk.bytes, &clock) else { return }
      }
      round += 1
    } while loops
    _ = sleep(until: MonotonicTime.now + linger)
  }

  /// Writes all bytes, however often the reader goes and another one comes; false where it should end.
  private func send(_ bytes: [UInt8], _ clock: inout PlaybackClock) throws(SerialError) -> Bool {
    var sent = 0
    while sent < bytes.count {
      if shouldEnd() { return false }
      if terminal.isSlaveOpen {
        sent += try terminal.write(Array(bytes[sent...]), until: MonotonicTime.now + Self.lookEvery)
      } else {
        clock.pause(at: MonotonicTime.now)
        guard waitForReader() else { return false }
        clock.resume(at: MonotonicTime.now)
      }
    }
    return true
  }

  private func waitForReader() -> Bool {
    while !shouldEnd() {
      if terminal.waitForSlave(until: MonotonicTime.now + Self.lookEvery) { return true }
    }
    return false
  }

  /// Waits for an instant; false where it should end.
  private func sleep(until deadline: Double) -> Bool {
    while !shouldEnd() {
      let now = MonotonicTime.now
      if deadline <= now { return true }
      let next = min(deadline, now + Self.lookEvery)
      var time = timespec(tv_sec: Int(next), tv_nsec: Int((next - next.rounded(.down)) * 1e9))
      _ = unsafe clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, nil)
    }
    return false
  }
}
