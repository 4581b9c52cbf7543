import Glibc
import IMUIngest
import TestSupport
import Testing

@testable import repcounterd

@Suite("Start and end of the daemon")
struct LifecycleTests {
  @Test("SIGTERM and SIGINT end it in good order", arguments: [SIGTERM, SIGINT])
  func end(signal: CInt) throws {
    let folder = TemporaryFolder()
    let log = folder.file("log.ndjson")
    let bench = try DaemonBench(["--log", log])
    let watcher = try bench.watcher()
    try bench.feed(50)
    try watcher.event("device") { $0["state"] == .string("streaming") }
    let begin = MonotonicTime.now
    bench.daemon.signal(signal)
    #expect(try watcher.event("session")["state"] == .string("ended"))
    #expect(try watcher.reachesEnd())
    #expect(try bench.daemon.wait() == 0)
    #expect(MonotonicTime.now - begin < 10)
    #expect(permissions(ofFile: bench.socket) == nil)
    let lines = try #require(text(ofFile: log)).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.last == "")
    let events = try lines.dropLast().map { try JSONValue(parsing: Array($0.utf8)).members ?? [:] }
    #expect(events.first?["type"] == .string("session") && events.first?["state"] == .string("started"))
    #expect(events.last?["type"] == .string("session") && events.last?["state"] == .string("ended"))
    #expect(events.allSatisfy { $0["time"]?.string != nil && $0["type"] != .string("sample") })
  }

  @Test("the socket is its owner's alone, unless another mode is given")
  func socketMode() throws {
    let usual = try DaemonBench()
    #expect(permissions(ofFile: usual.socket) == 0o600)
    let bench = try DaemonBench(["--socket-mode", "660"])
    #expect(permissions(ofFile: bench.socket) == 0o660)
  }

  @Test("the default socket is in the runtime folder")
  func defaultSocket() throws {
    let folder = TemporaryFolder()
    let daemon = Program(["run"], environment: ["XDG_RUNTIME_DIR=\(folder.path)"])
    #expect(try daemon.says("listening on \(folder.path)/repcounterd.sock"))
    let (status, output, _) = try Program.run(["status", "--json"], environment: ["XDG_RUNTIME_DIR=\(folder.path)"])
    #expect(status == 0)
    #expect(output.contains(#""path":"auto","#) && output.contains(#""state":"searching""#))
  }

  @Test("a second daemon at the same socket is refused and told who is there")
  func secondAtSocket() throws {
    let folder = TemporaryFolder()
    let bench = try DaemonBench()
    let log = folder.file("log")
    let (status, _, errors) = try Program.run(["run", "--socket", bench.socket, "--log", log])
    #expect(status == 69)
    #expect(errors.contains("process \(bench.daemon.processID) (repcounterd)") && errors.contains(bench.socket))
    #expect(text(ofFile: log) == nil)
    #expect(try bench.client().ask("status")["type"] == .string("status"))
  }

  @Test("a second daemon at the same device is refused and told who holds it")
  func secondAtDevice() throws {
    let folder = TemporaryFolder()
    let bench = try DaemonBench()
    let (status, _, errors) = try Program.run(
      ["run", "--socket", folder.file("other"), "--device", bench.device, "--wire", "witmotion"])
    #expect(status == 69)
    #expect(errors.contains("process \(bench.daemon.processID) (repcounterd)"))
    #expect(permissions(ofFile: folder.file("other")) == nil)
  }

  @Test("what a daemon that was killed has left is replaced")
  func staleSocket() throws {
    let folder = TemporaryFolder()
    let socket = folder.file("socket")
    let first = Program(["run", "--socket", socket])
    #expect(try first.says("listening"))
    first.signal(SIGKILL)
    #expect(try first.wait() == -Int(SIGKILL))
    #expect(permissions(ofFile: socket) != nil)
    let second = Program(["run", "--socket", socket])
    #expect(try second.says("listening"))
    #expect(try SocketConnection(path: socket).next()?.contains("hello") == true)
  }

  @Test("a daemon that ends leaves the socket of its successor alone")
  func successor() throws {
    let folder = TemporaryFolder()
    let socket = folder.file("socket")
    let first = Program(["run", "--socket", socket])
    #expect(try first.says("listening"))
    rename(socket, folder.file("moved"))
    let second = Program(["run", "--socket", socket])
    #expect(try second.says("listening"))
    first.signal(SIGTERM)
    #expect(try first.wait() == 0)
    #expect(try SocketConnection(path: socket).next()?.contains("hello") == true)
  }

  /// What cannot be run, with the status and a part of the sentence; FOLDER stands for a folder of the test.
  static let refusals: [(arguments: [String], status: Int, sentence: String)] = [
    (["--device", "/dev/null"], 66, "/dev/null: it is a character device, but no serial line"),
    (["--device", "FOLDER/file"], 66, "FOLDER/file: it is a regular file"),
    (["--device", "FOLDER"], 66, "FOLDER: it is a directory"),
    (["--device", "FOLDER/none"], 69, "FOLDER/none: there is no such device"),
    (["--left", "FOLDER/none", "--right", "/dev/null"], 69, "FOLDER/none: there is no such device"),
    (["--wire", "morse"], 64, "no wire protocol is called 'morse'"),
    (["--wire", "witmotion", "--wire-option", "columns=t"], 64, "'columns'"),
    (["--baud", "fast"], 64, "'fast' is no baud rate"),
    (["--mount", "unknown"], 64, "--side left"),
    (["--mount", "sideways"], 64, "sideways"),
    (["--min-rom", "3"], 64, "--min-rom"),
    (["--device", "x", "--left", "y"], 64, "--device"),
    (["--left", "x", "--side", "left"], 64, "--side"),
    (["--left", "x", "--right", "x"], 64, "same device"),
    (["--left", "x", "--right", "y", "--record", "z"], 64, "--record"),
    (["--socket-mode", "999"], 64, "'999' is no mode"),
    (["--log", "FOLDER"], 74, "the log FOLDER cannot be opened"),
    (["--log", "FOLDER/none/log"], 74, "the log FOLDER/none/log cannot be opened"),
    (["--log", "FOLDER/file"], 65, "FOLDER/file is no event log"),
    (["--record", "FOLDER/file"], 74, "FOLDER/file"),
    (["--socket", "FOLDER/file"], 74, "FOLDER/file is there and is no socket"),
    (["--socket", "FOLDER/none/socket"], 74, "FOLDER/none/socket"),
    (["--socket", "/tmp/" + String(repeating: "x", count: 110)], 64, "115 bytes"),
    (["--device"], 64, "--device"),
    (["--nonsense"], 64, "--nonsense"),
  ]

  @Test("what cannot be run is refused in one sentence, and nothing is left behind", arguments: refusals)
  func refusal(arguments: [String], status: Int, sentence: String) throws {
    let folder = TemporaryFolder()
    write("buy milk", toFile: folder.file("file"))
    let socket = arguments.contains("--socket") ? [] : ["--socket", folder.file("socket")]
    let inFolder = { (text: String) in
      text.hasPrefix("FOLDER") ? folder.path + text.dropFirst("FOLDER".count) : text
    }
    let result = try Program.run(["run"] + socket + arguments.map(inFolder))
    #expect(result.status == status, "\(result.errors)")
    let expected = sentence.split(separator: "FOLDER", omittingEmptySubsequences: false).joined(separator: folder.path)
    let last = result.errors.split(separator: "\n").last ?? ""
    #expect(last.hasPrefix("repcounterd: ") && last.contains(expected), "\(result.errors)")
    #expect(permissions(ofFile: folder.file("socket")) == nil)
    #expect(text(ofFile: folder.file("file")) == "buy milk")
  }

  @Test("who may not use a device, a socket or a log is told so", .enabled(if: getuid() == 0))
  func noPermission() throws {
    let folder = TemporaryFolder()
    let terminal = try PseudoTerminal()
    chmod(folder.path, 0o711)
    chmod(terminal.slavePath, 0o600)
    mkdir(folder.file("own"), 0o777)
    chmod(folder.file("own"), 0o777)
    // The build's folder may be closed to others: the program is run from a copy that is not.
    let program = folder.file("repcounterd")
    #expect(try copy(Program.path, to: program) == 0)
    for (arguments, word) in [
      (["run", "--socket", folder.file("own/s"), "--device", terminal.slavePath], "you may not open it"),
      (["run", "--socket", folder.file("s")], "Permission denied"),
      (["run", "--socket", folder.file("own/s"), "--log", folder.file("log")], "Permission denied"),
    ] {
      let run = Program(
        ["--reuid=65534", "--regid=65534", "--clear-groups", program] + arguments, path: "/usr/bin/setpriv")
      let errors = try run.errors.rest()
      #expect(try run.wait() == 77, "\(errors)")
      #expect(errors.contains(word), "\(errors)")
    }
    let daemon = Program(["run", "--socket", folder.file("socket")])
    #expect(try daemon.says("listening"))
    let status = Program(
      ["--reuid=65534", "--regid=65534", "--clear-groups", program, "status", "--socket", folder.file("socket")],
      path: "/usr/bin/setpriv")
    #expect(try status.errors.rest().contains("may not be used"))
    #expect(try status.wait() == 77)
  }

  private func copy(_ path: String, to target: String) throws -> Int {
    try Program([path, target], path: "/bin/cp").wait()
  }
}
