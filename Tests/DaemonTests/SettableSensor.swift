import Glibc
import IMUIngest
import TestSupport

/// A sensor that streams, takes commands and does what they say, as its maker describes them.
final class SettableSensor: Sendable {
  /// What a kind of sensor does.
  protocol Behaviour: Sendable {
    /// Samples a second.
    var rate: Double { get }
    /// Bits per second.
    var baudRate: Int { get }
    /// One sample.
    func sample(_ number: Int) -> [UInt8]
    /// Takes what came, whole commands off its front, and answers.
    mutating func take(_ bytes: inout [UInt8]) -> [UInt8]
  }

  private let line: PseudoTerminal
  private let state: Locked<(isStopped: Bool, behaviour: any Behaviour)>

  init(_ line: PseudoTerminal, _ behaviour: any Behaviour) {
    self.line = line
    state = Locked((false, behaviour))
  }

  /// Streams and answers until it is stopped; for a thread of its own.
  func run() throws {
    var generator = SystemRandomNumberGenerator()
    var commands: [UInt8] = []
    var number = 0
    var next = MonotonicTime.now
    while !state.withLock({ $0.isStopped }) {
      let received = try line.read(until: next)
      // At another rate than its own it hears, and is heard, as garbage.
      let isTuned = state.withLock { $0.behaviour.baudRate } == line.baudRate
      if isTuned { commands += received }
      let answer = state.withLock { $0.behaviour.take(&commands) }
      var sent = answer
      if MonotonicTime.now >= next {
        let behaviour = state.withLock { $0.behaviour }
        if behaviour.rate > 0 { sent += behaviour.sample(number) }
        number += 1
        next = max(next, MonotonicTime.now - 0.1) + (behaviour.rate > 0 ? 1 / behaviour.rate : 0.05)
      }
      if !isTuned { sent = sent.map { _ in UInt8.random(in: 0x80...0xFF, using: &generator) } }
      if !sent.isEmpty, line.isSlaveOpen { try line.write(sent, until: MonotonicTime.now + 1) }
    }
  }

  /// Ends it.
  func stop() {
    state.withLock { $0.isStopped = true }
  }

  /// How it is set now.
  var behaviour: any Behaviour { state.withLock { $0.behaviour } }
}

/// A WitMotion sensor as it leaves the factory: 9600 baud, 10 Hz, frames 51 to 54, locked.
struct WitMotionBehaviour: SettableSensor.Behaviour {
  private static let rates: [UInt8: Double] = [6: 10, 7: 20, 8: 50, 9: 100, 0x0B: 200]
  private static let baudRates: [UInt8: Int] = [2: 9600, 6: 115_200, 7: 230_400]

  var content: UInt8 = 0x1E
  var rateCode: UInt8 = 6
  var baudCode: UInt8 = 2
  var isLocked = true
  var isSaved = false

  var rate: Double { Self.rates[rateCode] ?? 0 }
  var baudRate: Int { Self.baudRates[baudCode] ?? 0 }

  func sample(_ number: Int) -> [UInt8] {
    (1...4).filter { content >> $0 & 1 != 0 }.flatMap { kind in
      WitMotionFrames.frame(
        UInt8(0x50 + kind), kind == 1 ? [Int16(number % 9), 3, 2048, 0] : [Int16(number % 7), 1, 0, 0])
    }
  }

  mutating func take(_ bytes: inout [UInt8]) -> [UInt8] {
    var answer: [UInt8] = []
    while let start = bytes.firstIndex(of: 0xFF), bytes.count - start >= 5 {
      let command = Array(bytes[start..<start + 5])
      bytes.removeFirst(start + 5)
      guard command[1] == 0xAA else { continue }
      switch (command[2], isLocked) {
      case (0x69, _): isLocked = Array(command[3...]) != [0x88, 0xB5]
      case (0x27, _): answer += WitMotionFrames.frame(0x5F, [Int16(content), Int16(rateCode), Int16(baudCode), 0])
      case (0x00, false): isSaved = true
      case (0x02, false): content = command[3]
      case (0x03, false): rateCode = command[3]
      case (0x04, false): baudCode = command[3]
      default: break
      }
    }
    return answer
  }
}

/// An x-IMU3 as it leaves the factory, 50 Hz of 400, in text.
struct XIMU3Behaviour: SettableSensor.Behaviour {
  private var wanted = 8
  var divisor = 8
  var isSaved = false

  var rate: Double { divisor > 0 ? 400 / Double(divisor) : 0 }
  let baudRate = 115_200

  init(divisor: Int = 8) {
    self.divisor = divisor
    wanted = divisor
  }

  func sample(_ number: Int) -> [UInt8] {
    let time = 1_000_000 + number * 2500 * divisor
    return Array("I,\(time),0.1000,-0.2000,0.3000,0.0100,0.0200,1.0000\n".utf8)
  }

  mutating func take(_ bytes: inout [UInt8]) -> [UInt8] {
    var answer = ""
    while let end = bytes.firstIndex(of: 0x0A) {
      let line = String(decoding: bytes[..<end], as: UTF8.self)
      bytes.removeFirst(end + 1)
      let key = "{\"inertial_message_rate_divisor\":"
      if line == "{\"ping\":null}" { answer += "{\"ping\":{\"interface\":\"USB\",\"name\":\"x\",\"sn\":\"1\"}}\n" }
      if line == "{\"apply\":null}" { divisor = wanted }
      if line == "{\"save\":null}" { isSaved = true }
      if line.hasPrefix(key) {
        if let number = Int(line.dropFirst(key.count).dropLast()) { wanted = number }
        answer += "\(key)\(wanted)}\n"
      }
    }
    return Array(answer.utf8)
  }
}

/// An MTi that sends angles alone at 10 Hz, and overlooks the first command while it streams.
struct XsensBehaviour: SettableSensor.Behaviour {
  var output: [UInt8] = [0x20, 0x30, 0, 10]
  var isConfiguring = false
  private var overlooked = 0

  var baudRate: Int { 115_200 }
  var rate: Double {
    if isConfiguring { return 0 }
    return stride(from: 0, to: output.count, by: 4).map { at in
      let rate = Double(output[at + 2]) * 256 + Double(output[at + 3])
      return rate == 65535 ? 0 : rate
    }.max() ?? 0
  }

  private static func message(_ id: UInt8, _ data: [UInt8]) -> [UInt8] {
    let body = [0xFF, id, UInt8(data.count)] + data
    return [0xFA] + body + [0 &- body.reduce(0, &+)]
  }

  func sample(_ number: Int) -> [UInt8] {
    let packets = stride(from: 0, to: output.count, by: 4).flatMap { at -> [UInt8] in
      let id = Array(output[at..<at + 2])
      switch id {
      case [0x10, 0x20]: return id + [2, UInt8(number >> 8 & 0xFF), UInt8(number & 0xFF)]
      case [0x10, 0x60]: return id + [4, 0, UInt8(number >> 8 & 0xFF), UInt8(number & 0xFF), 0]
      // 0, 0, 9.75 and 0.5, 0, 0 as floats.
      case [0x40, 0x20]: return id + [12] + [UInt8](repeating: 0, count: 8) + [0x41, 0x1C, 0, 0]
      case [0x80, 0x20]: return id + [12, 0x3F, 0, 0, 0] + [UInt8](repeating: 0, count: 8)
      default: return id + [12] + [UInt8](repeating: 0, count: 12)
      }
    }
    return Self.message(0x36, packets)
  }

  mutating func take(_ bytes: inout [UInt8]) -> [UInt8] {
    var answer: [UInt8] = []
    while let start = bytes.firstIndex(of: 0xFA), bytes.count - start >= 5,
      bytes.count - start >= 5 + Int(bytes[start + 3])
    {
      let message = Array(bytes[start..<start + 5 + Int(bytes[start + 3])])
      bytes.removeFirst(start + message.count)
      let data = Array(message[4..<message.count - 1])
      switch message[2] {
      case 0x30:
        overlooked += isConfiguring ? 0 : 1
        guard overlooked > 1 else { continue }
        isConfiguring = true
        answer += Self.message(0x31, [])
      case 0xC0 where isConfiguring:
        if !data.isEmpty { output = data }
        answer += Self.message(0xC1, output)
      case 0x10 where isConfiguring:
        isConfiguring = false
        overlooked = 0
        answer += Self.message(0x11, [])
      default: break
      }
    }
    return answer
  }
}
