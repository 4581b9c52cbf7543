import Glibc
import IMUIngest
import TestSupport

/// A sensor behind a UART of one rate: whoever listens at another rate hears garbage.
///
/// A pseudo-terminal carries bytes whatever its rate, but the end that plays the sensor sees which one is set.
final class TunedSensor: Sendable {
  private let line: PseudoTerminal
  private let baudRate: Int
  private let pace: Int
  private let bytes: @Sendable (Int) -> [UInt8]
  private let state = Locked((isStopped: false, rates: [Int]()))

  /// Makes a sensor.
  ///
  /// - Parameters:
  ///   - line: where it is plugged in.
  ///   - baudRate: its rate.
  ///   - pace: how often it sends, Hz.
  ///   - bytes: what it sends each time, by its number.
  init(_ line: PseudoTerminal, baudRate: Int, pace: Int = 100, bytes: @escaping @Sendable (Int) -> [UInt8]) {
    self.line = line
    self.baudRate = baudRate
    self.pace = pace
    self.bytes = bytes
  }

  /// Sends at its pace until it is stopped; for a thread of its own.
  func run() throws {
    var number = 0
    let start = MonotonicTime.now
    while !state.withLock({ $0.isStopped }) {
      let rate = line.baudRate ?? 0
      state.withLock { if $0.rates.last != rate { $0.rates.append(rate) } }
      let sent = bytes(number)
      let heard = rate == baudRate ? sent : UARTLine.heard(sent, sentAt: baudRate, heardAt: rate)
      if line.isSlaveOpen { try line.write(heard, until: MonotonicTime.now + 1) }
      number += 1
      // The sensor's own pace, not a wait for something to happen.
      usleep(UInt32(max(0, start + Double(number) / Double(pace) - MonotonicTime.now) * 1e6))
    }
  }

  /// Ends it.
  func stop() {
    state.withLock { $0.isStopped = true }
  }

  /// The rates that were set, in their order.
  var rates: [Int] { state.withLock { $0.rates } }
}
