import Glibc
import IMUIngest
import TestSupport
import Testing

@testable import repcounterd

@Suite("Clients of the daemon")
struct ClientTests {
  @Test("hello comes first, and status says how everything stands")
  func status() throws {
    let bench = try DaemonBench()
    let connection = try SocketConnection(path: bench.socket)
    let hello = try #require(try connection.next())
    #expect(hello.contains(#""type":"hello""#) && hello.contains(#""protocol":1"#) && hello.contains(#""version":"#))
    let status = try Client(connection).ask("status")
    #expect(status["type"] == .string("status"))
    #expect(status["counts"] == .object(["left": .number("0"), "right": .number("0")]))
    #expect(status["session"]?.string != nil && status["uptime_s"]?.double != nil)
    guard case .array(let devices)? = status["devices"] else {
      Issue.record("no devices in \(status)")
      return
    }
    #expect(devices.map { $0.members?["path"] } == [.string(bench.device)])
  }

  @Test("samples reach who asks for them, numbered without a gap")
  func samples() throws {
    let bench = try DaemonBench()
    let client = try bench.watcher(",\"samples\":true")
    try bench.feed(500)
    var numbers: [Int] = []
    while numbers.count < 500 {
      let sample = try client.event("sample")
      numbers.append(try #require(sample["seq"]?.integer))
      #expect(sample["accel_mps2"] == .array([.number("0"), .number("0"), .number("9.80665")]))
      #expect(sample["gyro_radps"] == .array([.number("0"), .number("0"), .number("0")]))
    }
    #expect(numbers == Array(0..<500))
  }

  @Test("a bad request gets its error with its id, and the connection goes on")
  func badRequests() throws {
    let client = try DaemonBench().client()
    let unknown = try client.ask(#"{"command":"dance","id":"a-1"}"#)
    #expect(unknown["code"] == .string("unknown_command") && unknown["id"] == .string("a-1"))
    #expect(try client.ask("{not json")["code"] == .string("bad_json"))
    #expect(try client.ask("[1]")["code"] == .string("bad_request"))
    #expect(try client.ask(#"{"command":"side","side":"up","id":7.50}"#)["id"] == .number("7.50"))
    #expect(try client.ask(#"{"command":"status","id":true,"unknown":{}}"#)["id"] == .bool(true))
  }

  @Test("many requests at once are answered in their order")
  func order() throws {
    let client = try DaemonBench().client()
    let commands = (0..<200).map { number in
      #"{"command":"\#(["status", "devices", "help", "nothing"][number % 4])","id":\#(number)}"#
    }
    client.connection.send(commands.joined(separator: "\n") + "\n")
    for number in 0..<200 { #expect(try client.next()["id"] == .number("\(number)")) }
  }

  @Test("a request of more than 64 KiB is refused, and that connection ends while others go on")
  func tooLong() throws {
    let bench = try DaemonBench()
    let (client, other) = (try bench.client(), try bench.client())
    client.connection.send(String(repeating: "x", count: 1_000_000))
    let error = try client.next()
    #expect(error["type"] == .string("error") && error["code"] == .string("too_long"))
    #expect(try client.reachesEnd())
    #expect(try other.ask("status")["type"] == .string("status"))
  }

  @Test("a client that closes its side gets its answers and the end, as with 'nc -N'")
  func halfClose() throws {
    let bench = try DaemonBench()
    for request in ["status\n", "status"] {
      let client = try bench.client()
      client.connection.send(request)
      client.connection.closeOutput()
      #expect(try client.next()["type"] == .string("status"))
      #expect(try client.connection.next() == nil)
    }
  }

  @Test("a client that watches and closes its side hears on, and is forgotten when it has gone")
  func halfClosedWatcher() throws {
    let bench = try DaemonBench()
    let before = openFiles(of: bench.daemon)
    var client: Client? = try bench.watcher()
    client?.connection.closeOutput()
    #expect(try bench.client().ask(#"{"command":"correct","side":"left","reps":2}"#)["type"] == .string("ok"))
    #expect(try client?.event("correction")["count"] == .number("2"))
    #expect(openFiles(of: bench.daemon) > before)
    client = nil
    #expect(becomes { openFiles(of: bench.daemon) == before })
  }

  /// Seconds of processor time that a program has used (proc(5): fields 14 and 15 of its stat).
  private func processorTime(of program: Program) -> Double {
    let fields = (text(ofFile: "/proc/\(program.processID)/stat") ?? "").split(separator: ") ").last?.split(
      separator: " ")
    return [11, 12].reduce(0.0) { $0 + (Double(fields?[$1] ?? "") ?? 0) } / Double(sysconf(CInt(_SC_CLK_TCK)))
  }

  private func openFiles(of program: Program) -> Int {
    var count = 0
    guard let folder = opendir("/proc/\(program.processID)/fd") else { return 0 }
    while readdir(folder) != nil { count += 1 }
    closedir(folder)
    return count
  }

  @Test("a client that leaves in the middle of a line disturbs nobody")
  func leavesInMidLine() throws {
    let bench = try DaemonBench()
    let watcher = try bench.watcher()
    do {
      let client = try bench.client()
      client.connection.send(#"{"command":"res"#)
    }
    do {
      let client = try bench.watcher(",\"samples\":true")
      client.connection.send("status\nstatus\nstatus")
    }
    try bench.feed(50)
    #expect(try watcher.event("device")["state"] == .string("streaming"))
    #expect(try bench.client().ask("status")["type"] == .string("status"))
  }

  @Test("a client that does not read slows nobody and loses samples, not lines")
  func slowClient() throws {
    let bench = try DaemonBench()
    let slow = try bench.watcher(",\"samples\":true")
    let quick = try bench.watcher(",\"samples\":true")
    let count = 15_000
    var received = 0
    for _ in 0..<count / 500 {
      try bench.feed(500)
      while received < count, try quick.event("sample")["seq"]?.integer != received + 499 {}
      received += 500
    }
    #expect(try bench.client().ask(#"{"command":"correct","side":"left","reps":1}"#)["type"] == .string("ok"))
    // Whatever the slow one finds now is whole, in order, and ends with what must not be lost.
    var last = -1
    var samples = 0
    while true {
      let event = try slow.next()
      if event["type"] == .string("correction") { break }
      guard let number = event["seq"]?.integer else { continue }
      #expect(number > last)
      last = number
      samples += 1
    }
    #expect(last == count - 1)
    #expect(samples < count)
  }

  @Test("who gives a command that changes something is told in the log, on one line")
  func namedInLog() throws {
    let bench = try DaemonBench()
    #expect(try bench.client().ask("reset")["type"] == .string("ok"))
    #expect(try bench.daemon.says("the client process \(getpid()) ("))
    let (status, _, errors) = try Program.run(["run", "--socket", bench.folder.file("no\n<0>folder/socket")])
    #expect(status != 0)
    #expect(errors.split(separator: "\n").count == 1 && errors.contains("no\\n<0>folder"))
  }

  @Test("commands change the session, and watchers hear of it")
  func commands() throws {
    let bench = try DaemonBench()
    let (watcher, client) = (try bench.watcher(), try bench.client())
    #expect(try client.ask(#"{"command":"target","left":12,"right":10}"#)["type"] == .string("ok"))
    #expect(try client.ask(#"{"command":"correct","side":"right","reps":3}"#)["type"] == .string("ok"))
    #expect(try watcher.event("correction")["count"] == .number("3"))
    #expect(try client.ask(#"{"command":"correct","side":"right","reps":-1}"#)["type"] == .string("ok"))
    #expect(try watcher.event("correction")["count"] == .number("2"))
    let status = try client.ask("status")
    #expect(status["target"] == .object(["left": .number("12"), "right": .number("10")]))
    #expect(status["counts"] == .object(["left": .number("0"), "right": .number("2")]))
    #expect(try client.ask(#"{"command":"session","action":"pause"}"#)["type"] == .string("ok"))
    #expect(try watcher.event("session")["state"] == .string("paused"))
    #expect(try client.ask(#"{"command":"session","action":"pause"}"#)["code"] == .string("not_now"))
    #expect(try client.ask("status")["paused"] == .bool(true))
    #expect(try client.ask(#"{"command":"session","action":"resume"}"#)["type"] == .string("ok"))
    #expect(try client.ask("reset")["type"] == .string("ok"))
    #expect(try watcher.event("session") { $0["state"] == .string("started") }["right"] == .number("0"))
    #expect(try client.ask(#"{"command":"session","action":"end"}"#)["type"] == .string("ok"))
    #expect(try client.ask(#"{"command":"session","action":"end"}"#)["code"] == .string("not_now"))
    #expect(try client.ask("status")["session"] == nil)
    #expect(try client.ask(#"{"command":"side","side":"left"}"#)["type"] == .string("ok"))
    #expect(try client.ask("unwatch")["type"] == .string("ok"))
  }

  @Test("a client hears only the types that it asks for")
  func types() throws {
    let bench = try DaemonBench()
    let watcher = try bench.watcher(#","types":["correction"]"#)
    try bench.feed(50)
    let client = try bench.watcher()
    #expect(try client.ask(#"{"command":"session","action":"pause"}"#).count > 0)
    #expect(try bench.client().ask(#"{"command":"correct","side":"left","reps":1}"#)["type"] == .string("ok"))
    #expect(try watcher.next()["type"] == .string("correction"))
  }

  @Test("a thousand clients hear of one event")
  func thousandClients() throws {
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    limit.rlim_cur = limit.rlim_max
    setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    let bench = try DaemonBench()
    let clients = try (0..<1000).map { _ in try bench.watcher(#","types":["correction"]"#) }
    #expect(try bench.client().ask(#"{"command":"correct","side":"left","reps":1}"#)["type"] == .string("ok"))
    for client in clients { #expect(try client.next()["type"] == .string("correction")) }
  }

  @Test("when no descriptors are left clients wait, and those that are there are served")
  func noDescriptorsLeft() throws {
    let folder = TemporaryFolder()
    let socket = folder.file("socket")
    let daemon = Program(
      ["-c", "ulimit -n 64; exec \"$0\" run --socket \"$1\"", Program.path, socket], path: "/bin/sh")
    #expect(try daemon.says("listening"))
    let first = Client(try SocketConnection(path: socket))
    #expect(try first.next()["type"] == .string("hello"))
    var others: [Client] = try (0..<80).map { _ in Client(try SocketConnection(path: socket)) }
    #expect(try daemon.says("no more clients can be served"))
    let (begin, used) = (MonotonicTime.now, processorTime(of: daemon))
    #expect(becomes { MonotonicTime.now > begin + 0.5 })
    #expect(processorTime(of: daemon) - used < 0.25, "waiting for room costs a processor")
    #expect(try first.ask("status")["type"] == .string("status"))
    others.removeFirst(70)
    for client in others { #expect(try client.next()["type"] == .string("hello")) }
  }
}
