import GRDB
import Glibc
import IMUIngest
import RepDetector
import TestSupport
import Testing

@testable import repcounterd

@Suite("Disks that fail under the daemon")
struct FaultTests {
  let folder = TemporaryFolder()
  var history: String { folder.file("history.sqlite") }
  var log: String { folder.file("log") }

  func correct(_ client: Client) throws {
    #expect(try client.ask(#"{"command":"correct","side":"left","reps":1}"#)["type"] == .string("ok"))
  }

  func warnings(_ client: Client) throws -> [String] {
    guard case .array(let codes)? = try client.ask("status")["warnings"] else { return [] }
    return codes.compactMap(\.string)
  }

  /// Whether log and history have each of so many corrections once.
  func expectAll(_ count: Int) throws {
    let lines = (text(ofFile: log) ?? "").split(separator: "\n").filter { $0.contains("\"correction\"") }
    #expect(lines.count == count)
    for (number, line) in lines.enumerated() { #expect(line.contains("\"count\":\(number + 1),")) }
    let database = try HistoryDatabase(path: history, access: .reading)
    let session = try #require(try database.session(named: "last"))
    #expect(session.counts.left == count)
    #expect(try database.corrections(of: session.session).map(\.correction.count) == Array(1...count))
  }

  @Test("a disk without room is told once each, counting goes on, and what was missed is written when there is room")
  func full() throws {
    let bench = try DaemonBench(["--history", history, "--log", log])
    let (client, watcher) = (try bench.client(), try bench.watcher())
    try correct(client)
    // No file may grow beyond what it is: the same to a program as a disk without room.
    try Self.setLargestFile("1", of: bench.daemon)
    for _ in 0..<3 { try correct(client) }
    // The warning comes before what may be lost.
    var told: [String] = []
    while told.last != "4" {
      let event = try watcher.next()
      if event["code"] == .string("history_unwritable") { told.append("warning") }
      if event["type"] == .string("correction"), let count = event["count"]?.integer { told.append("\(count)") }
    }
    #expect(told == ["1", "warning", "2", "3", "4"])
    #expect(try warnings(client) == ["history_unwritable", "log_unwritable"])
    try Self.setLargestFile("unlimited", of: bench.daemon)
    #expect(try becomes { try warnings(client).isEmpty })
    try expectAll(4)
    bench.daemon.signal(SIGTERM)
    #expect(try bench.daemon.wait() == 0)
    let errors = try bench.daemon.errors.rest()
    for word in ["counting goes on and what is missed is kept", "is written again; nothing is missing"] {
      #expect(errors.split(separator: "\n").count { $0.contains(word) } == 2, "\(errors)")
    }
  }

  /// Sets the soft limit of the size of files of a program; the hard one stays as it is.
  static func setLargestFile(_ bytes: String, of program: Program) throws {
    let limits = Program(["--pid", "\(program.processID)", "--fsize=\(bytes):"], path: "/usr/bin/prlimit")
    #expect(try limits.wait() == 0)
  }

  @Test("a disk that fails to sync is told, and what it may have dropped is written again", .enabled(if: canCompile))
  func failingSync() throws {
    let (fault, shim) = (folder.file("fault"), folder.file("shim.so"))
    try Self.compile(Self.failingSync, to: shim)
    let bench = try DaemonBench(
      ["--history", history, "--log", log], environment: ["PATH=/usr/bin:/bin", "LD_PRELOAD=\(shim)", "FAULT=\(fault)"])
    let client = try bench.client()
    try correct(client)
    write("", toFile: fault)
    for _ in 0..<3 { try correct(client) }
    #expect(try warnings(client) == ["history_unwritable", "log_unwritable"])
    unlink(fault)
    #expect(try becomes { try warnings(client).isEmpty })
    try correct(client)
    bench.daemon.signal(SIGKILL)
    try bench.daemon.wait()
    try expectAll(5)
    // The bytes that were in the file already were written there again before the sync that succeeded.
    #expect(text(ofFile: fault + ".pwrite")?.contains("\"correction\"") == true)
  }

  @Test("a disk that takes long does not hold up what is told for more than a second", .enabled(if: canCompile))
  func slowSync() throws {
    let (fault, shim) = (folder.file("fault"), folder.file("shim.so"))
    try Self.compile(Self.failingSync, to: shim)
    let bench = try DaemonBench(
      ["--history", history],
      environment: ["PATH=/usr/bin:/bin", "LD_PRELOAD=\(shim)", "FAULT=\(fault)", "SLOW=\(fault).slow"])
    let (client, watcher) = (try bench.client(), try bench.watcher())
    write("", toFile: fault + ".slow")
    let begin = MonotonicTime.now
    client.connection.send(#"{"command":"correct","side":"left","reps":1}"# + "\n")
    #expect(try watcher.event("warning")["code"] == .string("storage_slow"))
    #expect(try watcher.event("correction")["count"] == .number("1"))
    #expect(MonotonicTime.now - begin < 2.5)
    unlink(fault + ".slow")
    #expect(try client.next()["type"] == .string("ok"))
    #expect(try becomes { try warnings(client).isEmpty })
  }

  @Test("a log whose folder is removed goes on in a new file when there is a folder again")
  func removedFolder() throws {
    let place = folder.file("logs")
    mkdir(place, 0o700)
    let bench = try DaemonBench(["--log", "\(place)/log"])
    let client = try bench.client()
    try correct(client)
    unlink("\(place)/log")
    rmdir(place)
    for _ in 0..<2 { try correct(client) }
    #expect(try warnings(client) == ["log_unwritable"])
    mkdir(place, 0o700)
    #expect(try becomes { try warnings(client).isEmpty })
    let lines = (text(ofFile: "\(place)/log") ?? "").split(separator: "\n").filter { $0.contains("\"correction\"") }
    #expect(lines.count == 2 && lines[0].contains("\"count\":2,") && lines[1].contains("\"count\":3,"))
  }

  @Test("a history that another program locks is written when the lock is gone")
  func locked() throws {
    let bench = try DaemonBench(["--history", history, "--log", log])
    let client = try bench.client()
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    let other = try DatabaseQueue(path: history, configuration: configuration)
    try other.inDatabase { try $0.execute(sql: "BEGIN IMMEDIATE") }
    for _ in 0..<2 { try correct(client) }
    #expect(try warnings(client) == ["history_unwritable"])
    try other.inDatabase { try $0.execute(sql: "ROLLBACK") }
    #expect(try becomes { try warnings(client).isEmpty })
    try expectAll(2)
  }

  // MARK: The shim

  static let canCompile = access("/usr/bin/cc", X_OK) == 0

  /// fsync(2) and fdatasync(2) that fail while the file $FAULT is there, and wait while $SLOW is; bytes that are written
  /// at a place are also written to $FAULT.pwrite.
  static let failingSync = #"""
    #define _GNU_SOURCE
    #include <dlfcn.h>
    #include <errno.h>
    #include <fcntl.h>
    #include <stdio.h>
    #include <stdlib.h>
    #include <unistd.h>

    static int fails(void) {
      const char *slow = getenv("SLOW"), *fault = getenv("FAULT");
      while (slow && access(slow, F_OK) == 0) usleep(10000);
      if (!fault || access(fault, F_OK) != 0) return 0;
      errno = EIO;
      return 1;
    }
    int fsync(int fd) { return fails() ? -1 : ((int (*)(int))dlsym(RTLD_NEXT, "fsync"))(fd); }
    int fdatasync(int fd) { return fails() ? -1 : ((int (*)(int))dlsym(RTLD_NEXT, "fdatasync"))(fd); }

    static void note(const void *bytes, size_t count) {
      char path[4096];
      snprintf(path, sizeof path, "%s.pwrite", getenv("FAULT"));
      int fd = open(path, O_WRONLY | O_CREAT | O_APPEND, 0600);
      if (fd < 0) return;
      if (write(fd, bytes, count) < 0) {}
      close(fd);
    }
    ssize_t pwrite(int fd, const void *bytes, size_t count, off_t place) {
      if (count && *(const char *)bytes == '{') note(bytes, count);
      return ((ssize_t (*)(int, const void *, size_t, off_t))dlsym(RTLD_NEXT, "pwrite"))(fd, bytes, count, place);
    }
    """#

  static func compile(_ source: String, to library: String) throws {
    write(source, toFile: library + ".c")
    let compiler = Program(["-shared", "-fPIC", "-o", library, library + ".c", "-ldl"], path: "/usr/bin/cc")
    let errors = try compiler.errors.rest()
    #expect(try compiler.wait() == 0, "\(errors)")
  }
}
