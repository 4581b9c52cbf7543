import Logging
import NIOCore
import NIOPosix
import TestSupport
import Testing

@testable import repcounterd

@Suite("Event log")
struct EventLogTests {
  @Test(
    "a log that has reached its size goes on in a new file: no line is lost, doubled or cut, and five old files stay")
  func rotation() async throws {
    let folder = TemporaryFolder()
    let path = folder.file("log")
    let loop = MultiThreadedEventLoopGroup.singleton.next()
    let log = try await EventLog(path: path, limit: 1000, loop: loop, logger: Logger(label: "test")) { _ in }
    for number in 100..<1000 { log.append(Array("{\"n\":\(number)}\n".utf8), isPrecious: number % 7 == 0) }
    try await loop.submit {}.get()
    let files = [path] + (1...5).map { "\(path).\($0)" }
    // A line has 10 bytes: each file but the newest holds 100 lines.
    let lines = files.reversed().flatMap { (text(ofFile: $0) ?? "").split(separator: "\n").map(String.init) }
    #expect(lines == (400..<1000).map { "{\"n\":\($0)}" })
    #expect(permissions(ofFile: "\(path).6") == nil)
    for file in files { #expect(permissions(ofFile: file) == 0o600) }
  }
}
