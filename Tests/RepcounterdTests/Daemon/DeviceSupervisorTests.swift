import IMUIngest
import TestSupport
import Testing

@testable import repcounterd

@Suite("Device supervisor")
struct DeviceSupervisorTests {
  /// A supervisor whose actions are noted as words.
  struct Bench {
    var supervisor: DeviceSupervisor
    var log: [String] = []

    init(_ place: DevicePlan.Place = .path("/dev/a"), wire: String? = nil, baudRate: Int? = nil) {
      supervisor = DeviceSupervisor(
        plan: DevicePlan(place: place, wire: wire.flatMap(WireTable.named), baudRate: baudRate))
    }

    mutating func note(_ actions: [DeviceSupervisor.Action]) {
      for action in actions { log.append(word(for: action)) }
    }

    private func word(for action: DeviceSupervisor.Action) -> String {
      switch action {
      case .list: "list"
      case .open(let path, _): "open \(path)"
      case .watch: "watch"
      case .send(let bytes): "ask \(WireQuestion.all.first { $0.bytes == bytes }?.wire ?? "?")"
      case .remember(let entry, let name): "remember \(name) \(entry.wire)\(entry.baud.map { " \($0)" } ?? "")"
      case .setBaudRate(let rate): "rate \(rate)"
      case .close: "close"
      case .begin: "begin \(supervisor.wire ?? "-")"
      case .feed(let chunks): "feed \(chunks.reduce(0) { $0 + $1.bytes.count })"
      case .tell: supervisor.state.rawValue
      case .warn(let code, _): "warn \(code)"
      }
    }

    /// Lets time pass up to a moment, with every deadline in between.
    mutating func wait(until end: Double) {
      while let deadline = supervisor.deadline, deadline <= end { note(supervisor.tick(at: deadline)) }
    }

    /// What was done; watching and remembering only where that is asked for.
    mutating func takeLog(all: Bool = false) -> [String] {
      defer { log = [] }
      return all ? log : log.filter { $0 != "watch" && !$0.hasPrefix("remember") }
    }
  }

  static let uart = OpenLine(kind: .uart, name: "adapter")
  static let terminal = OpenLine(kind: .other, name: "terminal")
  static let refusal = SerialError(.noSuchDevice, path: "/dev/a", finding: "it is not there", advice: "plug it in")
  static let busy = SerialError(.busy, path: "/dev/a", finding: "it is held", advice: "end it")

  @Test("a line whose wire and rate are known is decoded from its first byte")
  func knownWire() {
    var bench = Bench(wire: "witmotion", baudRate: 9600)
    bench.note(bench.supervisor.start(at: 0))
    bench.note(bench.supervisor.opened(Self.uart, at: 0))
    bench.note(bench.supervisor.received([1, 2, 3], at: 0.1))
    bench.note(bench.supervisor.sampled(rate: nil, at: 0.1))
    bench.note(bench.supervisor.sampled(rate: 100, at: 0.2))
    #expect(bench.takeLog() == ["searching", "open /dev/a", "begin witmotion", "feed 3", "streaming"])
    #expect(bench.supervisor.baudRate == 9600)
  }

  @Test("a wire that is found out is decoded from the stream's first byte")
  func unknownWire() {
    var bench = Bench()
    bench.note(bench.supervisor.start(at: 0))
    bench.note(bench.supervisor.opened(Self.terminal, at: 0))
    let stream = WitMotionFrames.atRest(count: 20)
    var sent = 0
    while bench.supervisor.wire == nil, sent < stream.count {
      bench.note(bench.supervisor.received(Array(stream[sent..<sent + 22]), at: Double(sent) / 2200))
      sent += 22
    }
    #expect(bench.takeLog() == ["searching", "open /dev/a", "rate 115200", "begin witmotion", "feed \(sent)"])
    bench.note(bench.supervisor.received([1], at: 1))
    #expect(bench.takeLog() == ["feed 1"])
  }

  @Test("a line that hangs up is lost and opened again, ever more slowly")
  func hangUp() {
    var bench = Bench(wire: "witmotion", baudRate: 9600)
    bench.note(bench.supervisor.start(opened: Self.uart, path: "/dev/a", at: 0))
    bench.note(bench.supervisor.sampled(rate: 100, at: 0.5))
    _ = bench.takeLog()
    bench.note(bench.supervisor.hungUp(at: 1))
    #expect(bench.takeLog() == ["close", "lost"])
    var now = 1.0
    for delay in [0.1, 0.2, 0.4, 0.8, 1.6, 2, 2, 2] {
      bench.wait(until: now + delay - 0.01)
      #expect(bench.takeLog() == [])
      now += delay
      bench.wait(until: now + 0.001)
      #expect(bench.takeLog() == ["open /dev/a"], "after \(delay) s")
      bench.note(bench.supervisor.refused(Self.refusal, at: now))
    }
    bench.wait(until: now + 2)
    bench.note(bench.supervisor.opened(Self.uart, at: now + 2))
    bench.note(bench.supervisor.received([1], at: now + 2.1))
    bench.note(bench.supervisor.sampled(rate: 100, at: now + 2.1))
    #expect(bench.takeLog() == ["open /dev/a", "begin witmotion", "feed 1", "streaming"])
    // The next loss begins with the shortest delay again.
    bench.note(bench.supervisor.hungUp(at: 100))
    bench.wait(until: 100.11)
    #expect(bench.takeLog() == ["close", "lost", "open /dev/a"])
  }

  @Test(
    "a silence is a stall after a second, or after twenty periods of a slow sensor", arguments: [(100.0, 1.0), (10, 2)])
  func stall(rate: Double, limit: Double) {
    var bench = Bench(wire: "witmotion", baudRate: 9600)
    bench.note(bench.supervisor.start(opened: Self.uart, path: "/dev/a", at: 0))
    bench.note(bench.supervisor.sampled(rate: rate, at: 10))
    _ = bench.takeLog()
    bench.wait(until: 10 + limit - 0.01)
    #expect(bench.takeLog() == [])
    bench.wait(until: 10 + limit + 0.01)
    #expect(bench.takeLog() == ["stalled"])
    bench.wait(until: 100)
    #expect(bench.takeLog() == [])
    bench.note(bench.supervisor.sampled(rate: rate, at: 100))
    #expect(bench.takeLog() == ["streaming"])
  }

  @Test("a line on which nothing ever comes is a stall, too")
  func silentFromTheStart() {
    for wire in ["witmotion", nil] {
      var bench = Bench(wire: wire)
      bench.note(bench.supervisor.start(opened: Self.terminal, path: "/dev/a", at: 0))
      bench.wait(until: 5)
      let told = bench.takeLog().filter { !$0.hasPrefix("rate") && $0 != "begin witmotion" }
      #expect(told == ["searching", "stalled"])
    }
  }

  @Test("a line that hangs up before a sensor was found on it is searched on")
  func hangUpWhileSearching() {
    var bench = Bench()
    bench.note(bench.supervisor.start(opened: Self.terminal, path: "/dev/a", at: 0))
    bench.note(bench.supervisor.hungUp(at: 0.5))
    #expect(bench.takeLog() == ["searching", "rate 115200", "close"])
  }

  @Test("where the rate is not known one after the other is tried, the last good one first")
  func rates() {
    var bench = Bench(wire: "witmotion")
    bench.note(bench.supervisor.start(opened: Self.uart, path: "/dev/a", at: 0))
    var now = 0.0
    // Bytes that mean nothing at the first three rates.
    for _ in 0..<3 {
      bench.note(bench.supervisor.received([0xE0, 0x00, 0xE0], at: now + 0.1))
      bench.wait(until: now + 0.1 + BaudHunt.dwellWithBytes.first)
      now += 0.1 + BaudHunt.dwellWithBytes.first
    }
    #expect(bench.takeLog() == ["searching", "rate 115200", "rate 9600", "rate 921600", "rate 57600"])
    bench.note(bench.supervisor.received(WitMotionFrames.atRest(count: 20), at: now + 0.1))
    bench.note(bench.supervisor.sampled(rate: nil, at: now + 0.1))
    #expect(bench.takeLog() == ["begin witmotion", "feed 440", "streaming"])
    bench.note(bench.supervisor.hungUp(at: now + 1))
    bench.wait(until: now + 1.2)
    bench.note(bench.supervisor.opened(Self.uart, at: now + 1.2))
    #expect(bench.takeLog() == ["close", "lost", "open /dev/a", "rate 57600"])
  }

  @Test("after the last rate the search begins anew, and the user is told once what is the matter")
  func allRates() {
    var bench = Bench(wire: "text")
    bench.note(bench.supervisor.start(opened: Self.uart, path: "/dev/a", at: 0))
    var now = 0.0
    while now < 60 {
      bench.note(bench.supervisor.received([0xE0], at: now))
      now += 0.05
      bench.wait(until: now)
    }
    let log = bench.takeLog()
    #expect(log.count { $0 == "rate 115200" } > 5)
    #expect(log.filter { $0.hasPrefix("warn") } == ["warn wire_unknown"])
  }

  @Test("the ports are searched for a sensor, over and over")
  func automatic() {
    var bench = Bench(.automatic, baudRate: 9600)
    bench.note(bench.supervisor.start(at: 0))
    bench.note(bench.supervisor.listed([], at: 0))
    #expect(bench.takeLog() == ["searching", "list"])
    bench.wait(until: 0.15)
    #expect(bench.takeLog() == ["list"])
    bench.note(bench.supervisor.listed(["/dev/a", "/dev/b", "/dev/c"], at: 0.15))
    bench.note(bench.supervisor.refused(Self.busy, at: 0.15))
    bench.note(bench.supervisor.opened(Self.uart, at: 0.15))
    // The one at b is silent and does not answer.
    bench.wait(until: 3)
    bench.note(bench.supervisor.opened(Self.uart, at: 3))
    bench.note(bench.supervisor.received(WitMotionFrames.atRest(count: 20), at: 3.1))
    bench.note(bench.supervisor.sampled(rate: nil, at: 3.1))
    let log = bench.takeLog().filter { !$0.hasPrefix("ask") }
    #expect(
      log == [
        "open /dev/a", "open /dev/b", "close", "open /dev/c", "begin witmotion", "feed 440",
        "streaming",
      ])
    #expect(bench.supervisor.path == "/dev/c")
    bench.note(bench.supervisor.hungUp(at: 4))
    bench.wait(until: 4.2)
    bench.note(bench.supervisor.listed(["/dev/a", "/dev/c"], at: 4.2))
    #expect(bench.takeLog() == ["close", "lost", "list", "open /dev/c"])
  }

  @Test("a line that somebody else holds is told once, a missing one is not")
  func refusals() {
    var bench = Bench()
    bench.note(bench.supervisor.start(at: 0))
    var now = 0.0
    for error in [Self.refusal, Self.busy, Self.busy, Self.refusal, Self.busy] {
      bench.note(bench.supervisor.refused(error, at: now))
      now += 3
      bench.wait(until: now)
    }
    #expect(bench.takeLog().filter { $0 != "open /dev/a" } == ["searching", "warn busy"])
  }

  @Test("a wire that was found out is doubted when bytes go on and samples do not")
  func doubt() {
    var bench = Bench()
    bench.note(bench.supervisor.start(opened: Self.terminal, path: "/dev/a", at: 0))
    bench.note(bench.supervisor.received(WitMotionFrames.atRest(count: 20), at: 0.1))
    bench.note(bench.supervisor.sampled(rate: 100, at: 0.1))
    _ = bench.takeLog()
    var now = 0.1
    while now < 5 {
      now += 0.1
      bench.wait(until: now)
      bench.note(bench.supervisor.received([0xE0], at: now))
    }
    #expect(bench.takeLog().filter { $0 != "feed 1" && !$0.hasPrefix("rate") } == ["stalled", "searching"])
    bench.note(bench.supervisor.received(WitMotionFrames.atRest(count: 20), at: now))
    bench.note(bench.supervisor.sampled(rate: 100, at: now))
    #expect(bench.takeLog().suffix(1) == ["streaming"])
  }

  @Test("a wire whose frames are good is not doubted for holding no samples")
  func framesWithoutSamples() {
    var bench = Bench()
    bench.note(bench.supervisor.start(opened: Self.terminal, path: "/dev/a", at: 0))
    bench.note(bench.supervisor.received(WitMotionFrames.atRest(count: 20), at: 0.1))
    _ = bench.takeLog()
    var now = 0.1
    while now < 20 {
      now += 0.1
      bench.wait(until: now)
      bench.note(bench.supervisor.received([0x55], at: now))
      bench.supervisor.understood(at: now)
    }
    #expect(bench.takeLog().filter { $0 != "feed 1" } == ["stalled"])
  }

  @Test("when something appears where the sensor was it is tried at once, but not more than fifty times a second")
  func appearing() {
    var bench = Bench(wire: "witmotion", baudRate: 9600)
    bench.note(bench.supervisor.start(opened: Self.uart, path: "/dev/a", at: 0))
    bench.note(bench.supervisor.hungUp(at: 1))
    #expect(bench.takeLog(all: true) == ["searching", "begin witmotion", "close", "watch"])
    for time in [9.0, 9.005, 9.01, 9.03] {
      bench.wait(until: time)
      bench.note(bench.supervisor.refused(Self.refusal, at: time))
    }
    _ = bench.takeLog()
    bench.note(bench.supervisor.appeared(at: 9.5))
    bench.note(bench.supervisor.refused(Self.refusal, at: 9.5))
    bench.note(bench.supervisor.appeared(at: 9.505))
    #expect(bench.takeLog() == ["open /dev/a"])
    bench.wait(until: 9.53)
    #expect(bench.takeLog() == ["open /dev/a"])
    bench.note(bench.supervisor.opened(Self.uart, at: 9.53))
    bench.note(bench.supervisor.appeared(at: 9.6))
    #expect(bench.takeLog() == ["begin witmotion"])
  }

  @Test("what appears while a line is being opened is not overlooked: the next try is soon")
  func appearingWhileOpening() {
    var bench = Bench(wire: "witmotion", baudRate: 9600)
    bench.note(bench.supervisor.start(opened: Self.uart, path: "/dev/a", at: 0))
    bench.note(bench.supervisor.hungUp(at: 1))
    var now = 1.0
    for _ in 0..<6 {
      now = bench.supervisor.deadline ?? now
      bench.wait(until: now)
      bench.note(bench.supervisor.refused(Self.refusal, at: now))
    }
    now = bench.supervisor.deadline ?? now
    bench.wait(until: now)
    _ = bench.takeLog()
    bench.note(bench.supervisor.appeared(at: now))
    bench.note(bench.supervisor.refused(Self.refusal, at: now))
    bench.wait(until: now + 0.15)
    #expect(bench.takeLog() == ["open /dev/a"])
  }

  @Test("what worked is kept in mind, and tried first the next time")
  func memory() {
    var bench = Bench()
    bench.note(bench.supervisor.start(opened: Self.uart, path: "/dev/a", at: 0))
    bench.note(bench.supervisor.received(WitMotionFrames.atRest(count: 20), at: 0.1))
    bench.note(bench.supervisor.sampled(rate: 100, at: 0.1))
    #expect(bench.takeLog(all: true).suffix(1) == ["remember adapter witmotion 115200"])
    let known = OpenLine(
      kind: .uart, name: "adapter", remembered: DeviceMemory.Entry(wire: "witmotion", baud: 38_400))
    bench = Bench()
    bench.note(bench.supervisor.start(opened: known, path: "/dev/a", at: 0))
    #expect(bench.takeLog() == ["searching", "rate 38400"])
    bench.note(bench.supervisor.received(WitMotionFrames.atRest(count: 20), at: 0.1))
    bench.note(bench.supervisor.sampled(rate: 100, at: 0.1))
    #expect(!bench.takeLog(all: true).contains { $0.hasPrefix("remember") })
  }

  @Test(
    "a silent line is asked only after every rate was heard, three times at most, and never where that is forbidden")
  func asking() {
    var bench = Bench()
    bench.note(bench.supervisor.start(opened: Self.uart, path: "/dev/a", at: 0))
    bench.wait(until: 5)
    #expect(!bench.takeLog().contains { $0.hasPrefix("ask") })
    bench.wait(until: 7)
    let asked = bench.takeLog().filter { $0.hasPrefix("ask") }
    #expect(asked == ["ask ximu3", "ask msp", "ask mip", "ask vectornav-ascii", "ask mavlink"])
    bench.wait(until: 600)
    #expect(bench.takeLog().count { $0 == "ask msp" } == 2)
    bench = Bench()
    bench.supervisor = DeviceSupervisor(plan: DevicePlan(place: .path("/dev/a"), mayAsk: false))
    bench.note(bench.supervisor.start(opened: Self.uart, path: "/dev/a", at: 0))
    bench.wait(until: 600)
    #expect(!bench.takeLog().contains { $0.hasPrefix("ask") })
  }

  @Test("a line on which something speaks is never asked, even if nobody understands it")
  func babbleIsNotAsked() {
    var bench = Bench()
    bench.note(bench.supervisor.start(opened: Self.uart, path: "/dev/a", at: 0))
    for step in 0..<1200 {
      bench.wait(until: Double(step) / 20)
      bench.note(bench.supervisor.received([0xE0], at: Double(step) / 20))
    }
    #expect(!bench.takeLog().contains { $0.hasPrefix("ask") })
  }

  @Test("a board that answers is linked; a sensor that answers but sends nothing is told of, with what to do")
  func answers() {
    for (answer, wire, warning) in [
      ([0x24, 0x4D, 0x3E, 0x03, 0x01, 0x00, 0x01, 0x2E, 0x2D], "msp", nil),
      (Array("{\"ping\":{\"sn\":\"1\"}}\n".utf8), "ximu3", "warn device_silent"),
    ] as [([UInt8], String, String?)] {
      var bench = Bench()
      bench.note(bench.supervisor.start(opened: Self.uart, path: "/dev/a", at: 0))
      while !bench.log.contains("ask \(wire)") { bench.wait(until: bench.supervisor.deadline ?? 0) }
      _ = bench.takeLog()
      bench.note(bench.supervisor.received(answer, at: 6))
      let expected = ["begin \(wire)", "feed \(answer.count)"] + [warning].compactMap(\.self)
      #expect(bench.takeLog() == expected)
    }
  }

  @Test("a board that answered last time is asked soon, not after all rates")
  func familiar() {
    let known = OpenLine(kind: .other, name: "board", remembered: DeviceMemory.Entry(wire: "msp", baud: 115_200))
    var bench = Bench()
    bench.note(bench.supervisor.start(opened: known, path: "/dev/a", at: 0))
    bench.wait(until: 0.5)
    #expect(bench.takeLog() == ["searching", "rate 115200", "ask msp"])
  }
}
