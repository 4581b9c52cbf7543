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

  @Test("a board that sends nothing unasked is asked")
  func polled() throws {
    let folder = TemporaryFolder()
    let board = try PseudoTerminal(link: folder.file("board"))
    let daemon = Program([
      "run", "--socket", folder.file("socket"), "--device", folder.file("board"), "--wire", "msp", "--wire-option",
      "acc_lsb_per_g=512",
    ])
    #expect(try daemon.says("listening"))
    let client = Client(try SocketConnection(path: folder.file("socket")))
    client.connection.send("{\"command\":\"watch\",\"samples\":true}\n")
    try client.event("ok")
    // '$M>', 18 bytes, command 102; acceleration 0, 0, 512, no rotation, no field; the exclusive or from the length on.
    let numbers: [UInt8] = [0, 0, 0, 0, 0, 2] + [UInt8](repeating: 0, count: 12)
    let reply: [UInt8] = [0x24, 0x4D, 0x3E, 18, 102] + numbers + [(numbers + [18, 102]).reduce(0, ^)]
    for number in 0..<5 {
      #expect(try board.read(until: MonotonicTime.now + patience) == [0x24, 0x4D, 0x3C, 0x00, 0x66, 0x66])
      try board.write(reply)
      #expect(try client.event("sample")["seq"] == .number("\(number)"))
    }
  }
}
