import IMUIngest
import TestSupport
import Testing

@testable import repcounterd

@Suite("Sensors of the daemon")
struct DeviceTests {
  @Test("a sensor that is unplugged and plugged in again goes on, and counts are kept")
  func replug() throws {
    let bench = try DaemonBench()
    let watcher = try bench.watcher()
    let client = try bench.client()
    try bench.feed(50)
    try watcher.event("device") { $0["state"] == .string("streaming") }
    #expect(try client.ask(#"{"command":"correct","side":"left","reps":7}"#)["type"] == .string("ok"))
    for _ in 0..<2 {
      bench.sensor = nil
      let lost = try watcher.event("device")
      #expect(lost["state"] == .string("lost") && lost["path"] == .string(bench.device))
      let sensor = try PseudoTerminal(link: bench.device)
      bench.sensor = sensor
      #expect(sensor.waitForSlave(until: MonotonicTime.now + patience))
      try bench.feed(50)
      #expect(try watcher.event("device")["state"] == .string("streaming"))
    }
    let status = try client.ask("status")
    #expect(status["counts"] == .object(["left": .number("7"), "right": .number("0")]))
    guard case .array(let devices)? = status["devices"], let device = devices.first?.members else {
      Issue.record("no devices in \(status)")
      return
    }
    #expect(device["state"] == .string("streaming") && device["wire"] == .string("witmotion"))
    #expect(device["lost_bytes"] == .number("0") && device["bad_frames"] == .number("0"))
  }

  @Test("a sensor that falls silent is stalled, and streams when it speaks again")
  func stall() throws {
    let bench = try DaemonBench()
    let watcher = try bench.watcher()
    try bench.feed(50)
    for _ in 0..<2 {
      try watcher.event("device") { $0["state"] == .string("streaming") }
      #expect(try watcher.event("device")["state"] == .string("stalled"))
      try bench.feed(50)
    }
  }

  @Test("a wire is found out")
  func unknownWire() throws {
    let folder = TemporaryFolder()
    let sensor = try PseudoTerminal(link: folder.file("sensor"))
    let daemon = Program(["run", "--socket", folder.file("socket"), "--device", folder.file("sensor")])
    #expect(try daemon.says("listening"))
    let client = Client(try SocketConnection(path: folder.file("socket")))
    client.connection.send("{\"command\":\"watch\",\"samples\":true}\n")
    try client.event("ok")
    try sensor.write(WitMotionFrames.atRest(count: 50))
    // Nothing of what came before the wire was known is lost.
    for number in 0..<50 { #expect(try client.event("sample")["seq"] == .number("\(number)")) }
    #expect(try client.event("device")["wire"] == .string("witmotion"))
  }

  @Test("bad bytes are counted in the status")
  func badBytes() throws {
    let bench = try DaemonBench()
    let watcher = try bench.watcher(",\"samples\":true")
    try bench.feed(10)
    var torn = WitMotionFrames.atRest
    torn[5] ^= 0xFF
    try bench.sensor?.write(torn)
    try bench.feed(10)
    try watcher.event("sample") { ($0["seq"]?.integer ?? 0) >= 19 }
    guard case .array(let devices)? = try bench.client().ask("status")["devices"], let device = devices.first?.members
    else {
      Issue.record("no devices")
      return
    }
    #expect(device["bad_frames"]?.integer ?? 0 >= 1)
  }

  @Test("each arm can have a sensor of its own")
  func twoSensors() throws {
    let folder = TemporaryFolder()
    let left = try PseudoTerminal(link: folder.file("left"))
    let right = try PseudoTerminal(link: folder.file("right"))
    let daemon = Program([
      "run", "--socket", folder.file("socket"), "--left", folder.file("left"), "--right", folder.file("right"),
      "--wire", "witmotion",
    ])
    #expect(try daemon.says("listening"))
    let client = Client(try SocketConnection(path: folder.file("socket")))
    client.connection.send("watch\n")
    try client.event("ok")
    for (side, sensor) in [("right", right), ("left", left)] {
      try sensor.write(WitMotionFrames.atRest(count: 20))
      let event = try client.event("device") { $0["state"] == .string("streaming") }
      #expect(event["side"] == .string(side) && event["path"] == .string(folder.file(side)))
    }
    client.connection.send(#"{"command":"side","side":"left"}"# + "\n")
    #expect(try client.event("error")["code"] == .string("not_now"))
  }

  @Test("a board that sends nothing unasked is found by asking, and asked for one reading after the other")
  func polled() throws {
    let folder = TemporaryFolder()
    let line = try PseudoTerminal(link: folder.file("board"))
    let board = FlightController(line)
    let player = Background { try board.run() }
    defer {
      board.stop()
      player.join()
    }
    let daemon = Program(["run", "--socket", folder.file("socket"), "--device", folder.file("board")])
    #expect(try daemon.says("listening"))
    let client = Client(try SocketConnection(path: folder.file("socket")))
    client.connection.send("{\"command\":\"watch\",\"samples\":true}\n")
    try client.event("ok")
    let sample = try client.event("sample") { ($0["seq"]?.integer ?? 0) >= 100 }
    // 2048 counts are 1 g, as the board's norm tells; 30 deg/s.
    #expect(sample["accel_mps2"] == .array([.number("0"), .number("0"), .number("9.80665")]))
    #expect(sample["gyro_radps"] == .array([.number("0"), .number("0"), .number("0.523599")]))
    // First who it is, then which firmware, then nothing but readings.
    #expect(Set(board.commands.prefix { $0 != 2 }) == [1])
    #expect(Set(board.commands.drop { $0 != 2 }.dropFirst()) == [102])
    #expect(board.mostInFlight == 1)
    guard case .array(let devices)? = try Client(SocketConnection(path: folder.file("socket"))).status()["devices"],
      let device = devices.first?.members
    else {
      Issue.record("no devices")
      return
    }
    #expect(device["wire"] == .string("msp"))
    let rate = device["rate_hz"]?.double ?? 0
    #expect(rate > 50 && rate < 110)
  }

  @Test("what answers but sends nothing is told of, with what to do")
  func silentSensor() throws {
    let folder = TemporaryFolder()
    let line = try PseudoTerminal(link: folder.file("sensor"))
    let daemon = Program(["run", "--socket", folder.file("socket"), "--device", folder.file("sensor")])
    #expect(try daemon.says("listening"))
    let client = Client(try SocketConnection(path: folder.file("socket")))
    client.connection.send("watch\n")
    try client.event("ok")
    var asked: [UInt8] = []
    while !asked.contains(0x0A) { asked += try line.read(until: MonotonicTime.now + patience) }
    #expect(String(decoding: asked, as: UTF8.self) == "{\"ping\":null}\n")
    try line.write(Array("{\"ping\":{\"interface\":\"USB\",\"name\":\"x-IMU3\",\"sn\":\"0123\"}}\n".utf8))
    let warning = try client.event("warning")
    #expect(warning["code"] == .string("device_silent"))
  }

  @Test("nothing is ever sent where only listening is allowed")
  func listenOnly() throws {
    let folder = TemporaryFolder()
    let line = try PseudoTerminal(link: folder.file("sensor"))
    let daemon = Program(["run", "--socket", folder.file("socket"), "--device", folder.file("sensor"), "--listen-only"])
    #expect(try daemon.says("listening"))
    // The second round begins after every rate was silent, which is when else it would have asked.
    var rates: [Int?] = []
    let firstRates = BaudHunt.usualRates.prefix(2)
    #expect(
      becomes {
        if let rate = line.baudRate, rates.last != rate { rates.append(rate) }
        return rates.count { $0 == firstRates[1] } == 2
      })
    #expect(try line.read().isEmpty)
  }
}
