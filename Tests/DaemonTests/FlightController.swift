import IMUIngest
import TestSupport

/// A flight controller at the other end of a line: answers each MSP request, one after the other, and says nothing unasked.
///
/// Made from the protocol's description: `$M<`, size, command, exclusive or; the reply with `>` for `<`.
final class FlightController: Sendable {
  private struct State {
    var isStopped = false
    var commands: [UInt8] = []
    var unexpected: [UInt8] = []
    var mostInFlight = 0
  }

  private let state = Locked(State())
  private let line: PseudoTerminal

  /// Starts to answer at a line.
  init(_ line: PseudoTerminal) {
    self.line = line
  }

  /// Answers until it is stopped; for a thread of its own.
  func run() throws {
    var pending: [UInt8] = []
    while !state.withLock({ $0.isStopped }) {
      pending += try line.read(until: MonotonicTime.now + 0.02)
      var requests: [UInt8] = []
      while let request = Self.nextRequest(&pending) { requests.append(request) }
      state.withLock { state in
        state.commands += requests
        state.mostInFlight = max(state.mostInFlight, requests.count)
      }
      for command in requests { try line.write(Self.reply(command)) }
    }
  }

  /// Ends it.
  func stop() {
    state.withLock { $0.isStopped = true }
  }

  /// The commands so far.
  var commands: [UInt8] { state.withLock { $0.commands } }
  /// How many requests came before the first of them was answered, at most.
  var mostInFlight: Int { state.withLock { $0.mostInFlight } }

  /// The command of the next whole request; what is none is skipped.
  private static func nextRequest(_ bytes: inout [UInt8]) -> UInt8? {
    while !bytes.isEmpty {
      guard bytes[0] == 0x24 else {
        bytes.removeFirst()
        continue
      }
      guard bytes.count >= 6 else { return nil }
      guard Array(bytes[1...3]) == [0x4D, 0x3C, 0], bytes[4] == bytes[5] else {
        bytes.removeFirst()
        continue
      }
      defer { bytes.removeFirst(6) }
      return bytes[4]
    }
    return nil
  }

  private static func reply(_ command: UInt8) -> [UInt8] {
    let payload: [UInt8]? =
      switch command {
      case 1: [0, 1, 46]
      case 2: Array("BTFL".utf8)
      // Acceleration 0, 0, 2048 (1 g), 30 deg/s about z, no field.
      case 102: [0, 0, 0, 0, 0, 8, 0, 0, 0, 0, 30, 0] + [UInt8](repeating: 0, count: 6)
      default: nil
      }
    guard let payload else { return [0x24, 0x4D, 0x21, 0, command, command] }
    let body = [UInt8(payload.count), command] + payload
    return [0x24, 0x4D, 0x3E] + body + [body.reduce(0, ^)]
  }
}
