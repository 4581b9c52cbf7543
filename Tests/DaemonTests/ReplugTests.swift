import Glibc
import IMUIngest
import TestSupport
import Testing

@testable import repcounterd

@Suite("Coming and going")
struct ReplugTests {
  /// Time from the return of a sensor until it streams again, seconds.
  static let recovery = 0.5

  @Test(
    "the tenth replug works as the first: within half a second of the sensor's return, whatever is known of it",
    arguments: [["--wire", "witmotion"], []])
  func tenCycles(arguments: [String]) throws {
    let folder = TemporaryFolder()
    let path = folder.file("sensor")
    var line: PseudoTerminal? = try PseudoTerminal(link: path)
    let daemon = Program(["run", "--socket", folder.file("socket"), "--device", path] + arguments)
    #expect(try daemon.says("listening"))
    let client = Client(try SocketConnection(path: folder.file("socket")))
    client.connection.send("watch\n")
    try client.event("ok")
    try line?.write(WitMotionFrames.atRest(count: 50))
    try client.event("device") { $0["state"] == .string("streaming") }
    client.connection.send(#"{"command":"correct","side":"left","reps":7}"# + "\n")
    try client.event("ok")
    var slowest = 0.0
    for cycle in 0..<10 {
      line = nil
      try client.event("device") { $0["state"] == .string("lost") }
      // Away for longer each time, so that it is tried at its slowest, too; no wait for something to happen.
      usleep(UInt32(cycle) * 150_000)
      let back = MonotonicTime.now
      let returned = try PseudoTerminal(link: path)
      line = returned
      #expect(returned.waitForSlave(until: MonotonicTime.now + patience))
      try returned.write(WitMotionFrames.atRest(count: 50))
      try client.event("device") { $0["state"] == .string("streaming") }
      slowest = max(slowest, MonotonicTime.now - back)
    }
    #expect(slowest < Self.recovery)
    client.connection.send("status\n")
    let counts = try client.event("status")["counts"]
    #expect(counts == .object(["left": .number("7"), "right": .number("0")]))
  }

  @Test("a set goes on with its counts when the sensor was away for a moment in the middle of it")
  func sameSet() throws {
    let bench = try DaemonBench()
    let watcher = try bench.watcher()
    for half in 0..<2 {
      try bench.play(.right, reps: 2)
      for number in 1...2 {
        let rep = try watcher.event("rep")
        #expect(rep["side"] == .string("right"))
        #expect(rep["set"]?.integer == 1)
        #expect(rep["count"]?.integer == 2 * half + number)
        #expect(rep["rep_in_set"]?.integer == 2 * half + number)
      }
      bench.sensor = nil
      try watcher.event("device") { $0["state"] == .string("lost") }
      let returned = try PseudoTerminal(link: bench.device)
      #expect(returned.waitForSlave(until: MonotonicTime.now + patience))
      bench.sensor = returned
    }
  }

  @Test("while a sensor is away next to nothing is done, and nothing is logged over and over")
  func idle() throws {
    let bench = try DaemonBench()
    let watcher = try bench.watcher()
    try bench.feed(50)
    try watcher.event("device") { $0["state"] == .string("streaming") }
    bench.sensor = nil
    try watcher.event("device") { $0["state"] == .string("lost") }
    let (start, used) = (MonotonicTime.now, bench.daemon.processorTime)
    // The span that is measured.
    usleep(3_000_000)
    let share = (bench.daemon.processorTime - used) / (MonotonicTime.now - start)
    #expect(share < 0.01)
    bench.daemon.signal(SIGTERM)
    let log = try bench.daemon.errors.rest()
    #expect(log.split(separator: "\n").count { $0.contains("lost") } == 1)
  }

  @Test("of two sensors one is unplugged: the other goes on, and it comes back by itself")
  func oneOfTwo() throws {
    let folder = TemporaryFolder()
    let (leftPath, rightPath) = (folder.file("left"), folder.file("right"))
    let left = try PseudoTerminal(link: leftPath)
    var right: PseudoTerminal? = try PseudoTerminal(link: rightPath)
    let daemon = Program([
      "run", "--socket", folder.file("socket"), "--left", leftPath, "--right", rightPath, "--wire", "witmotion",
    ])
    #expect(try daemon.says("listening"))
    let client = Client(try SocketConnection(path: folder.file("socket")))
    client.connection.send("{\"command\":\"watch\",\"samples\":true}\n")
    try client.event("ok")
    for (side, line) in [("left", left), ("right", right)] {
      try line?.write(WitMotionFrames.atRest(count: 20))
      try client.event("device") { $0["state"] == .string("streaming") && $0["side"] == .string(side) }
    }
    right = nil
    let lost = try client.event("device") { $0["state"] == .string("lost") }
    #expect(lost["side"] == .string("right"))
    try left.write(WitMotionFrames.atRest(count: 10))
    try client.event("sample") { $0["side"] == .string("left") && $0["seq"]?.integer == 29 }
    let returned = try PseudoTerminal(link: rightPath)
    #expect(returned.waitForSlave(until: MonotonicTime.now + patience))
    try returned.write(WitMotionFrames.atRest(count: 20))
    try client.event("device") { $0["state"] == .string("streaming") && $0["side"] == .string("right") }
    try left.write(WitMotionFrames.atRest(count: 10))
    try client.event("sample") { $0["side"] == .string("left") && $0["seq"]?.integer == 39 }
  }

  @Test("a folder that comes back with the sensor in it, as those of udev do, is noticed as well")
  func missingFolder() throws {
    let folder = TemporaryFolder()
    let devices = folder.file("by-id")
    mkdir(devices, 0o700)
    var line: PseudoTerminal? = try PseudoTerminal(link: "\(devices)/sensor")
    let daemon = Program([
      "run", "--socket", folder.file("socket"), "--device", "\(devices)/sensor", "--wire", "witmotion",
    ])
    #expect(try daemon.says("listening"))
    for _ in 0..<3 {
      try line?.write(WitMotionFrames.atRest(count: 20))
      #expect(try daemon.says("streaming"))
      line = nil
      #expect(try daemon.says("lost"))
      rmdir(devices)
      usleep(700_000)
      mkdir(devices, 0o700)
      let returned = try PseudoTerminal(link: "\(devices)/sensor")
      #expect(returned.waitForSlave(until: MonotonicTime.now + Self.recovery))
      line = returned
    }
  }
}
