import Glibc
import Testing

@testable import repcounterd

@Suite("Pages of the start")
struct StartPagesTests {
  @Test("only code is given back: data that was written would be lost")
  func mappings() {
    let code = "7f3a10000000-7f3a10200000 r-xp 00001000 08:01 131 /usr/lib/x86_64-linux-gnu/libc.so.6"
    #expect(StartPages.code(of: code) == 0x7f3a_1000_0000..<0x7f3a_1020_0000)
    let others = [
      "7f3a10000000-7f3a10200000 r--p 00001000 08:01 131 /usr/lib/x86_64-linux-gnu/libc.so.6",
      "7f3a10000000-7f3a10200000 rw-p 00001000 08:01 131 /usr/lib/x86_64-linux-gnu/libc.so.6",
      "7f3a10000000-7f3a10200000 rwxp 00001000 08:01 131 /usr/lib/x86_64-linux-gnu/libc.so.6",
      "7f3a10000000-7f3a10200000 r-xs 00001000 08:01 131 /usr/lib/x86_64-linux-gnu/libc.so.6",
      "7f3a10000000-7f3a10200000 r-xp 00000000 00:00 0",
      "7ffc1b3f0000-7ffc1b3f2000 r-xp 00000000 00:00 0 [vdso]",
      "7f3a10200000-7f3a10000000 r-xp 00001000 08:01 131 /lib/x", "", "nonsense",
    ]
    for line in others { #expect(StartPages.code(of: line) == nil, "\(line)") }
  }

  @Test("memory is less afterwards, and everything goes on")
  func giveBack() throws {
    let before = try Self.resident()
    StartPages.giveBack()
    #expect(try Self.resident() < before)
  }

  /// Pages of the program in memory (proc(5) `statm`).
  private static func resident() throws -> Int {
    let file = try #require(fopen("/proc/self/statm", "r"))
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 256)
    let text = String(decoding: bytes[..<fread(&bytes, 1, bytes.count, file)], as: UTF8.self)
    return try #require(Int(text.split(separator: " ")[1]))
  }
}
