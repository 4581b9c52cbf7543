import Glibc
import IMUIngest
import TestSupport
import Testing

@testable import repcounterd

@Suite("Speech")
struct SpeechTests {
  /// A stand-in for a speaker: writes down when it began, when it ended and what it said, and takes as long as it is told.
  ///
  /// The times are the machine's own clock, in seconds since it started, as the tests read it.
  private static func standIn(_ name: String, in folder: TemporaryFolder, seconds: String) throws {
    write(
      """
      #!/bin/bash
      say() { read -r up _ < /proc/uptime; echo "$1 $up $$ ${*: -1}" >> "\(folder.file("said"))"; }
      trap 'say cut "$@"; exit 0' TERM
      say begin "$@"
      exec 3<> <(:)
      read -r -t \(seconds) -u 3
      say end "$@"
      """, toFile: folder.file(name))
    guard chmod(folder.file(name), 0o755) == 0 else { throw TimedOut("no stand-in") }
  }

  /// What was said: when it began and ended, seconds.
  private struct Said {
    let text: String
    let begin: Double
    let end: Double
  }

  private static func said(in folder: TemporaryFolder) -> [Said] {
    var begun: [String: (text: String, time: Double)] = [:]
    var said: [Said] = []
    for line in (text(ofFile: folder.file("said")) ?? "").split(separator: "\n") {
      let parts = line.split(separator: " ", maxSplits: 3).map(String.init)
      guard parts.count == 4, let time = Double(parts[1]) else { continue }
      if parts[0] == "begin" {
        begun[parts[2]] = (parts[3], time)
      } else if let start = begun[parts[2]] {
        said.append(Said(text: start.text, begin: start.time, end: time))
      }
    }
    return said.sorted { $0.begin < $1.begin }
  }

  private static var uptime: Double {
    var time = timespec()
    clock_gettime(CLOCK_BOOTTIME, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  @Test(
    "each count is begun within 300 ms of its rep, and no two things are said at once",
    arguments: ["espeak-ng", "spd-say"])
  func counts(_ speaker: String) throws {
    let folder = TemporaryFolder()
    try Self.standIn(speaker, in: folder, seconds: "0.4")
    // No other speaker that may be installed; the stand-in needs nothing but itself.
    let environment = ["PATH=\(folder.path)"]
    // Four seconds of the recording in one: its reps come every second.
    let replay = Program(
      [
        "replay", "--socket", folder.file("s"), "--speed", "4", "--program", "trunk-rotation", "--json",
        Fixtures.path("both-sides.csv"),
      ], environment: environment)
    #expect(try replay.says("listening on"))
    let client = Client(try SocketConnection(path: folder.file("s")))
    client.connection.send("watch\n")
    let speaking = Program(
      ["watch", "--json", "--speak", "--language", "en", "--socket", folder.file("s")], environment: environment)
    var reps: [(count: Int, time: Double)] = []
    while reps.count < 7 {
      let event = try client.event("rep")
      reps.append((try #require(event["count"]?.integer), Self.uptime))
    }
    #expect(becomes { Self.said(in: folder).contains { $0.text == "4" } })
    speaking.signal(SIGTERM)
    replay.signal(SIGTERM)
    let said = Self.said(in: folder)
    for (one, next) in zip(said, said.dropFirst()) {
      // The stand-in's clock has steps of 10 ms.
      #expect(next.begin >= one.end - 0.011, "'\(one.text)' and '\(next.text)' overlap")
    }
    for rep in reps {
      let count = said.first { $0.text == "\(rep.count)" && $0.begin >= rep.time - 0.02 && $0.begin < rep.time + 1 }
      let delay = try #require(count, "the count \(rep.count) was not said").begin - rep.time
      #expect(delay <= 0.3, "the count \(rep.count) came after \(delay) s")
    }
    // What was being explained was cut off by the first count.
    #expect(said.first?.text.hasPrefix("Strap the sensor") == true)
  }

  @Test("a speaker that cannot speak is told, and the next one speaks")
  func failing() throws {
    let folder = TemporaryFolder()
    try Self.standIn("espeak-ng", in: folder, seconds: "0.1")
    write("#!/bin/sh\nexit 1\n", toFile: folder.file("spd-say"))
    #expect(chmod(folder.file("spd-say"), 0o755) == 0)
    let bench = try DaemonBench(["--program", "trunk-rotation"])
    let watcher = Program(
      ["watch", "--json", "--speak", "--language", "en", "--socket", bench.socket],
      environment: ["PATH=\(folder.path)"])
    #expect(try watcher.says("spd-say cannot speak: try it yourself; espeak-ng speaks instead"))
    #expect(becomes { Self.said(in: folder).contains { $0.text.hasPrefix("Go on hands and knees") } })
    watcher.signal(SIGTERM)
  }

  @Test("where nothing speaks the bell rings, and that is said")
  func bell() throws {
    let bench = try DaemonBench()
    let folder = TemporaryFolder()
    let watcher = Program(
      ["watch", "--json", "--speak", "--socket", bench.socket], environment: ["PATH=\(folder.path)"])
    #expect(try watcher.says("neither speech-dispatcher nor espeak-ng is installed"))
    watcher.signal(SIGTERM)
  }

  @Test(
    "a speaker that is not there, or none at all, is refused", arguments: [("cat", 64), ("/nowhere/espeak-ng", 69)])
  func unknown(_ name: String, _ status: Int) throws {
    let bench = try DaemonBench()
    #expect(try Program.run(["watch", "--speaker", name, "--socket", bench.socket]).status == status)
  }
}
