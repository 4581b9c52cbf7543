import Glibc
import IMUIngest
import Synchronization

/// Plays a simulated session on a pseudo-terminal, as a sensor at a serial line would.
///
/// It waits for a reader, then keeps the session's time by absolute deadlines. While no program has the line open, the
/// session's time stands still. A reader that does not take the bytes is waited for: nothing is lost that the scenario
/// does not lose.
struct SimulationPlayer {
  /// How often it looks whether it should end while it waits, seconds: short for a person, long for a processor.
  private static let lookEvery = 0.05
  /// How long the line stays open after the last byte, seconds: a terminal that closes throws unread bytes away.
  private static let linger = 0.5

  let session: SimulatedSession
  let encoding: SampleEncoding
  let terminal: PseudoTerminal
  let speed: Double
  let loops: Bool

  /// Plays to the end, or until ``StopSignal`` is raised.
  ///
  /// - Throws: ``SerialError`` where the terminal fails.
  func play() throws(SerialError) {
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
    _ = sleep(until: MonotonicTime.now + Self.linger)
  }

  /// Writes all bytes, however often the reader goes and another one comes; false where it should end.
  private func send(_ bytes: [UInt8], _ clock: inout PlaybackClock) throws(SerialError) -> Bool {
    var sent = 0
    while sent < bytes.count {
      if StopSignal.isRaised { return false }
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
    while !StopSignal.isRaised {
      if terminal.waitForSlave(until: MonotonicTime.now + Self.lookEvery) { return true }
    }
    return false
  }

  /// Waits for an instant; false where it should end.
  private func sleep(until deadline: Double) -> Bool {
    while !StopSignal.isRaised {
      let next = min(deadline, MonotonicTime.now + Self.lookEvery)
      if next <= MonotonicTime.now { return true }
      var time = timespec(tv_sec: Int(next), tv_nsec: Int((next - next.rounded(.down)) * 1e9))
      _ = clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, nil)
    }
    return false
  }
}

/// Whether the user asked the program to end.
enum StopSignal {
  private static let raised = Atomic(false)

  /// Takes SIGINT and SIGTERM from now on instead of dying by them.
  static func catchAll() {
    for number in [SIGINT, SIGTERM] {
      // Storing an atomic is all that a handler does.
      signal(number) { _ in StopSignal.raised.store(true, ordering: .relaxed) }
    }
  }

  /// Whether one came.
  static var isRaised: Bool { raised.load(ordering: .relaxed) }
}
