import Glibc
import IMUIngest
import TestSupport
import Testing

@testable import repcounterd

@Suite("Rates of lines")
struct RateTests {
  /// A WitMotion sensor that turns and is held still in turns, a burst each hundredth of a second.
  @Sendable static func burst(_ number: Int) -> [UInt8] {
    WitMotionFrames.frame(0x51, [Int16(number % 50), -20, 2048, 0])
      + WitMotionFrames.frame(0x52, [Int16(number % 100), 5, -3, 0])
  }

  /// The time in which a sensor is to be found, seconds: 3, and 1 for a busy machine, which is no part of it.
  static let bound = 3.0 + 1

  @Test("a sensor is found at each usual rate within 3 s", arguments: BaudHunt.usualRates)
  func hunt(rate: Int) throws {
    let folder = TemporaryFolder()
    let line = try PseudoTerminal(link: folder.file("sensor"))
    let sensor = TunedSensor(line, baudRate: rate, bytes: Self.burst)
    let daemon = Program(["run", "--socket", folder.file("socket"), "--device", folder.file("sensor")])
    #expect(try daemon.says("listening"))
    let client = Client(try SocketConnection(path: folder.file("socket")))
    client.connection.send("watch\n")
    try client.event("ok")
    let player = Background { try sensor.run() }
    defer {
      sensor.stop()
      player.join()
    }
    let start = MonotonicTime.now
    let event = try client.event("device") { $0["state"] == .string("streaming") }
    #expect(event["wire"] == .string("witmotion"))
    #expect(event["baud"] == .number("\(rate)"))
    #expect(MonotonicTime.now - start < Self.bound)
    #expect(sensor.rates.last == rate)
  }

  /// A stream of each wire, 240 samples that are a hundredth of a second apart.
  static let streams = [
    "burst.witmotion", "short.witmotion61", "json.text", "rvc.bno08x-rvc", "binary.ximu3", "fp1632.xsens",
    "v2-highres.mavlink", "v1.msp", "filter-too.mip", "two-groups.vectornav", "ymr.vectornav-ascii", "hi91.hipnuc",
  ]

  /// Each wire at the least likely of its rates, or at all that carry it if `REPCOUNTERD_EVERY_RATE` is set.
  static let cases = streams.flatMap { name in
    let rates = WireTable.named(String(name.split(separator: ".")[1]))?.baudRates ?? []
    return (getenv("REPCOUNTERD_EVERY_RATE") == nil ? rates.suffix(1) : rates[...]).map { (name, $0) }
  }

  @Test("every wire is found within 3 s at the least likely of its rates", arguments: cases)
  func everyWire(name: String, rate: Int) throws {
    let package = #filePath.dropLast("Tests/DaemonTests/RateTests.swift".count)
    let stream = try #require(bytes(ofFile: "\(package)Fixtures/wires/\(name).bin"))
    let wire = try #require(WireTable.named(String(name.split(separator: ".")[1])))
    // As many samples a second as the line carries, a hundred at most.
    let piece = stream.count / 240
    let pace = min(100, rate / 10 / piece)
    let folder = TemporaryFolder()
    let line = try PseudoTerminal(link: folder.file("sensor"))
    let sensor = TunedSensor(line, baudRate: rate, pace: pace) { number in
      // Over and over; the cuts lie anywhere.
      let start = number % 239 * piece
      return Array(stream[start..<start + piece])
    }
    let daemon = Program(["run", "--socket", folder.file("socket"), "--device", folder.file("sensor")])
    #expect(try daemon.says("listening"))
    let client = Client(try SocketConnection(path: folder.file("socket")))
    client.connection.send("watch\n")
    try client.event("ok")
    let start = MonotonicTime.now
    let player = Background { try sensor.run() }
    defer {
      sensor.stop()
      player.join()
    }
    let event = try client.event("device") { $0["state"] == .string("streaming") }
    let time = MonotonicTime.now - start
    #expect(event["wire"] == .string(wire.name))
    #expect(event["baud"] == .number("\(rate)"))
    if pace >= 50 { #expect(time < Self.bound) }
    if getenv("REPCOUNTERD_EVERY_RATE") != nil { print("| \(wire.name) | \(rate) | \(pace) | \(time) |") }
  }

  @Test("what worked is remembered over a restart and tried first")
  func memory() throws {
    let folder = TemporaryFolder()
    let environment = ["PATH=/usr/bin:/bin", "XDG_STATE_HOME=\(folder.file("state"))"]
    for run in 0..<2 {
      let line = try PseudoTerminal(link: folder.file("sensor"))
      let sensor = TunedSensor(line, baudRate: 38_400, bytes: Self.burst)
      let daemon = Program(
        ["run", "--socket", folder.file("socket"), "--device", folder.file("sensor")], environment: environment)
      #expect(try daemon.says("listening"))
      let player = Background { try sensor.run() }
      defer {
        sensor.stop()
        player.join()
      }
      #expect(try daemon.says("streaming"))
      let path = folder.file("state/repcounterd/devices.json")
      #expect(becomes { text(ofFile: path)?.contains("38400") == true })
      #expect((sensor.rates.first { $0 != 9600 && $0 != 38_400 } == nil) == (run == 1))
      daemon.signal(15)
      try daemon.wait()
    }
  }

  @Test("a wire that is named is looked for at its rates when what comes is no good")
  func namedWire() throws {
    let folder = TemporaryFolder()
    let line = try PseudoTerminal(link: folder.file("sensor"))
    let sensor = TunedSensor(line, baudRate: 9600, bytes: Self.burst)
    let daemon = Program([
      "run", "--socket", folder.file("socket"), "--device", folder.file("sensor"), "--wire", "witmotion",
    ])
    #expect(try daemon.says("listening"))
    let player = Background { try sensor.run() }
    defer {
      sensor.stop()
      player.join()
    }
    #expect(try daemon.says("streaming"))
    #expect(sensor.rates.last == 9600)
  }
}
