import ArgumentParser
import Glibc
import IMUIngest

/// All measurements, one after the other.
struct Study: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "study", abstract: "Measure and print.")

  @Option(help: "The program.") var program = ".build/release/repcounterd"
  @Option(help: "Seconds of each measurement.") var seconds = 10.0
  @Option(help: "Only these: start, latency, loss, memory, processor, stall, long.") var only: [String] = []
  @Option(help: "Millions of samples of the long run.") var millions = 10

  private static let folder = "/tmp/repcounterd-study-\(getpid())"
  private static var socket: String { "\(folder)/socket" }
  private static var device: String { "\(folder)/imu" }

  func run() throws {
    mkdir(Self.folder, 0o700)
    defer { for name in ["socket", "imu", "log"] + History.files { unlink("\(Self.folder)/\(name)") } }
    defer { rmdir(Self.folder) }
    if wants("start") { measureStart() }
    if wants("latency") { try measureLatency() }
    if wants("loss") { try measureLoss() }
    if wants("memory") { try measureMemory() }
    if wants("processor") { try measureProcessor() }
    if wants("stall") { try measureStall() }
    if wants("long") { try measureLong() }
    rmdir(Self.folder)
  }

  private enum History {
    static let files = ["history.sqlite", "history.sqlite-wal", "history.sqlite-shm"]
  }

  private func wants(_ name: String) -> Bool { only.isEmpty || only.contains(name) }

  // MARK: The daemon and its sensor

  /// The daemon with everything that it does in use: sensor, socket, log and history.
  private func daemon(_ sensor: PseudoTerminal?) -> Process {
    var command = [program, "run", "--socket", Self.socket, "--log", "\(Self.folder)/log"]
    command += ["--history", "\(Self.folder)/history.sqlite"]
    if sensor != nil { command += ["--device", Self.device, "--wire", "witmotion", "--side", "left"] }
    return Process(command)
  }

  private func echoDaemon() -> Process { Process([CommandLine.arguments[0], "echo", Self.device, Self.socket]) }

  /// A client of the echo daemon, which says nothing that could tell that it is ready.
  private func echoClient() -> UnixSocket {
    usleep(200_000)
    let client = UnixSocket(path: Self.socket)!
    usleep(50_000)
    return client
  }

  private func client(watching options: String? = nil) -> UnixSocket {
    while true {
      if let client = UnixSocket(path: Self.socket) {
        _ = client.line()
        guard let options else { return client }
        client.say("{\"command\":\"watch\"\(options)}\n")
        _ = client.line()
        return client
      }
      usleep(1000)
    }
  }

  /// A reading of a sensor at rest.
  private static let reading: [UInt8] = frame(0x51, [0, 0, 2048, 0]) + frame(0x52, [0, 0, 0, 0])

  private static func frame(_ kind: UInt8, _ numbers: [Int16]) -> [UInt8] {
    var bytes: [UInt8] = [0x55, kind]
    for number in numbers { bytes += [UInt8(truncatingIfNeeded: number), UInt8(truncatingIfNeeded: number >> 8)] }
    return bytes + [bytes.reduce(0, &+)]
  }

  private static func sleep(until deadline: Double) {
    let left = deadline - MonotonicTime.now
    if left > 0 { usleep(useconds_t(left * 1e6)) }
  }

  // MARK: What is measured

  private func measureStart() {
    var times: [Double] = []
    for _ in 0..<20 {
      let begin = MonotonicTime.now
      let process = daemon(nil)
      let client = client()
      client.say("status\n")
      _ = client.line()
      times.append(MonotonicTime.now - begin)
      _ = process
    }
    print("cold start to the first answer: \(Quantiles(times).text(unit: "ms", scale: 1000))")
  }

  /// Times from a write to the terminal to the line at the client, or to the bytes at the client of the echo daemon.
  private func latencies(rate: Double, echo: Bool, beside: (() -> [UnixSocket])? = nil) throws -> Quantiles {
    let sensor = try PseudoTerminal(link: Self.device)
    let process = echo ? echoDaemon() : daemon(sensor)
    let client = echo ? echoClient() : self.client(watching: ",\"types\":[],\"samples\":true")
    let others = beside?() ?? []
    var times: [Double] = []
    let begin = MonotonicTime.now
    let count = Int(seconds * rate)
    for number in 0..<count {
      Self.sleep(until: begin + Double(number) / rate)
      let written = MonotonicTime.now
      try sensor.write(Self.reading, until: written + 1)
      guard echo ? !client.bytes().isEmpty : client.line() != nil else { break }
      times.append(MonotonicTime.now - written)
    }
    _ = (process, others)
    return Quantiles(Array(times.dropFirst(Int(rate) / 2)))
  }

  private func measureLatency() throws {
    // In turns, so that whatever else the machine does meets both.
    for round in 1...2 {
      print("write to line at 100 Hz, round \(round):")
      print("  repcounterd \(try latencies(rate: 100, echo: false).text(unit: "ms", scale: 1000))")
      print("  echo daemon \(try latencies(rate: 100, echo: true).text(unit: "ms", scale: 1000))")
    }
  }

  private func measureLoss() throws {
    let sensor = try PseudoTerminal(link: Self.device)
    let process = daemon(sensor)
    let client = client(watching: ",\"types\":[],\"samples\":true")
    let (rate, total) = (2000.0, Int(2000 * seconds))
    let begin = MonotonicTime.now
    var (received, written) = (0, 0)
    while written < total {
      Self.sleep(until: begin + Double(written) / rate)
      // As a USB bridge would, in lumps of four.
      for _ in 0..<4 { try sensor.write(Self.reading, until: MonotonicTime.now + 1) }
      written += 4
      for _ in 0..<4 where client.line() != nil { received += 1 }
    }
    print("at 2,000 Hz: \(written) samples written, \(received) lines received")
    _ = process
  }

  private func measureMemory() throws {
    let sensor = try PseudoTerminal(link: Self.device)
    let process = daemon(sensor)
    let first = client(watching: ",\"angle_hz\":20")
    // Past the start, whose pages are given back after some seconds.
    for _ in 0..<700 {
      try sensor.write(Self.reading, until: MonotonicTime.now + 1)
      usleep(10_000)
    }
    report("memory with 1 client", process)
    let others = (1..<1000).map { _ in client(watching: ",\"angle_hz\":20") }
    for _ in 0..<300 {
      try sensor.write(Self.reading, until: MonotonicTime.now + 1)
      usleep(10_000)
    }
    report("memory with 1,000 clients", process)
    _ = (first, others)
  }

  private func report(_ what: String, _ process: Process) {
    let memory = process.memory
    print("\(what): \(memory.resident.tenths) MB resident, \(memory.own.tenths) MB of it its own")
  }

  /// Share of a core at 100 Hz: of the daemon with a client of 20 angles a second, and of the echo daemon, which says what the
  /// waking up alone costs.
  private func measureProcessor() throws {
    print("processor at 100 Hz with a client of 20 angles a second:")
    for echo in [false, true] {
      let sensor = try PseudoTerminal(link: Self.device)
      let process = echo ? echoDaemon() : daemon(sensor)
      let client = echo ? echoClient() : client(watching: ",\"angle_hz\":20")
      usleep(500_000)
      let (begin, used) = (MonotonicTime.now, process.processorTime)
      for number in 0..<Int(seconds * 100) {
        Self.sleep(until: begin + Double(number) / 100)
        try sensor.write(Self.reading, until: MonotonicTime.now + 1)
        if echo { _ = client.bytes() }
      }
      let share = (process.processorTime - used) / (MonotonicTime.now - begin)
      print("  \(echo ? "echo daemon" : "repcounterd") \((share * 100).hundredths) % of a core")
    }
  }

  private func measureStall() throws {
    print("write to line at 1,000 Hz:")
    print("  alone                 \(try latencies(rate: 1000, echo: false).text(unit: "ms", scale: 1000))")
    let stalled = try latencies(rate: 1000, echo: false) {
      [client(watching: ",\"samples\":true,\"angle_hz\":1000")]
    }
    print("  beside a stalled one  \(stalled.text(unit: "ms", scale: 1000))")
  }

  private func measureLong() throws {
    let sensor = try PseudoTerminal(link: Self.device)
    let process = daemon(sensor)
    let client = client(watching: ",\"angle_hz\":20")
    let lump = (0..<50).flatMap { _ in Self.reading }
    let begin = MonotonicTime.now
    for million in 1...millions {
      for _ in 0..<1_000_000 / 50 { try sensor.write(lump, until: MonotonicTime.now + 5) }
      var entry = pollfd(fd: client.descriptor, events: Int16(POLLIN), revents: 0)
      while poll(&entry, 1, 0) > 0, !client.bytes().isEmpty {}
      report("after \(million) million samples, \((MonotonicTime.now - begin).tenths) s", process)
    }
  }
}
