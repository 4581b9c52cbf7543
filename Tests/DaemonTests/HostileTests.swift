import Glibc
import IMUIngest
import TestSupport
import Testing

@testable import repcounterd

/// Clients that mean harm.
///
/// Their number comes from `REPCOUNTERD_HOSTILE_CLIENTS`.
@Suite("Hostile clients of the daemon")
struct HostileTests {
  static let clients = getenv("REPCOUNTERD_HOSTILE_CLIENTS").flatMap { Int(String(cString: $0)) } ?? 300

  /// What one of them sends before it goes, and whether it takes what comes back.
  static let attacks: [(name: String, bytes: @Sendable (inout SimulationGenerator) -> [UInt8])] = [
    ("random bytes", { generator in (0..<2000).map { _ in UInt8.random(in: 0...255, using: &generator) } }),
    ("a line without an end", { _ in [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20) }),
    ("deep nesting", { _ in [UInt8](repeating: UInt8(ascii: "["), count: 60_000) + [10] }),
    ("deep objects", { _ in Array(String(repeating: "{\"a\":", count: 10_000).utf8) + [10] }),
    ("zeros", { _ in [UInt8](repeating: 0, count: 10_000) + [10] }),
    ("empty lines", { _ in [UInt8](repeating: 10, count: 10_000) }),
    ("half a request", { _ in Array(#"{"command":"sta"#.utf8) }),
    ("nothing", { _ in [] }),
    ("broken UTF-8", { _ in [0xFF, 0xFE, 0xC0, 0x80, 10] }),
    (
      "a large id",
      { _ in Array(#"{"command":"status","id":"\#(String(repeating: "i", count: 60_000))"}"#.utf8) + [10] }
    ),
    ("numbers out of range", { _ in Array(#"{"command":"correct","side":"left","reps":1e999}"#.utf8) + [10] }),
    ("requests that are never read", { _ in Array(String(repeating: "status\n", count: 5000).utf8) }),
  ]

  @Test("whatever they send, the daemon lives, keeps no memory or descriptor, and serves who is honest")
  func attacks() throws {
    let bench = try DaemonBench()
    let honest = try bench.client()
    var generator = SimulationGenerator(seed: 1)
    func attack(_ number: Int) throws {
      let attack = Self.attacks[number % Self.attacks.count]
      let client = try SocketConnection(path: bench.socket)
      client.sendUntilRefused(attack.bytes(&generator))
      if number % 3 == 0 { client.closeOutput() }
    }
    // The first rounds fill what is filled once: caches, buffers, the allocator's own memory.
    for number in 0..<Self.attacks.count * 4 { try attack(number) }
    let (files, memory) = (openFiles(of: bench.daemon), residentBytes(of: bench.daemon))
    for number in 0..<Self.clients {
      try attack(number)
      if number % 20 == 0 {
        let begin = MonotonicTime.now
        #expect(try honest.ask("status")["type"] == .string("status"))
        #expect(MonotonicTime.now - begin < 1, "\(Self.attacks[number % Self.attacks.count].name)")
      }
    }
    #expect(becomes { openFiles(of: bench.daemon) <= files })
    if !isSanitized { #expect(residentBytes(of: bench.daemon) - memory < 8 << 20) }
    #expect(try honest.ask("status")["counts"] == .object(["left": .number("0"), "right": .number("0")]))
    bench.daemon.signal(SIGTERM)
    #expect(try bench.daemon.wait() == 0)
  }

  @Test("a client that sends a byte at a time is served like any other")
  func slowSender() throws {
    let bench = try DaemonBench()
    let client = try bench.client()
    for character in #"{"command":"status","id":5}"# + "\n" { client.connection.send(String(character)) }
    #expect(try client.next()["id"] == .number("5"))
  }

  private func openFiles(of program: Program) -> Int {
    var count = 0
    guard let folder = opendir("/proc/\(program.processID)/fd") else { return 0 }
    while readdir(folder) != nil { count += 1 }
    closedir(folder)
    return count
  }

  /// Resident memory (proc(5): the second field of statm, pages).
  private func residentBytes(of program: Program) -> Int {
    let fields = (text(ofFile: "/proc/\(program.processID)/statm") ?? "").split(separator: " ")
    return (fields.count > 1 ? Int(fields[1]) ?? 0 : 0) * sysconf(CInt(_SC_PAGESIZE))
  }
}
