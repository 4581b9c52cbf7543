import Glibc
import IMUIngest
import TestSupport
import Testing

@testable import repcounterd

@Suite("Log file")
struct LogFileTests {
  let folder = TemporaryFolder()

  /// Opens the log over what a file holds, appends a line and gives what it holds then.
  func appending(to contents: String) throws -> (text: String?, repaired: Int) {
    let path = folder.file("log.ndjson")
    write(contents, toFile: path)
    var file = try LogFile(path: path)
    _ = file.append(Array("{\"n\":2}\n".utf8))
    return (text(ofFile: path), file.repaired)
  }

  @Test("a new log is readable by its owner alone")
  func newFile() throws {
    var file = try LogFile(path: folder.file("log.ndjson"))
    #expect(permissions(ofFile: file.path) == 0o600)
    #expect(file.append(Array("{}\n".utf8)) == .success(3))
    #expect(text(ofFile: file.path) == "{}\n")
  }

  @Test("what is there stays")
  func appends() throws {
    let (text, repaired) = try appending(to: "{\"n\":1}\n")
    #expect(text == "{\"n\":1}\n{\"n\":2}\n")
    #expect(repaired == 0)
  }

  @Test("a torn last line is cut off", arguments: ["{\"n\":1,\"ty", "{", "{\"n\":\"\u{E4}", "\0\0\0\0"])
  func torn(tail: String) throws {
    let (text, repaired) = try appending(to: "{\"n\":1}\n" + tail)
    #expect(text == "{\"n\":1}\n{\"n\":2}\n")
    #expect(repaired == tail.utf8.count)
    #expect(try appending(to: tail).text == "{\"n\":2}\n")
  }

  @Test("a whole last line that lacks its line feed gets it")
  func unterminated() throws {
    let (text, repaired) = try appending(to: "{\"n\":1}")
    #expect(text == "{\"n\":1}\n{\"n\":2}\n")
    #expect(repaired == 0)
  }

  @Test("a file that is no event log is refused and left as it is")
  func foreign() throws {
    let path = folder.file("notes.txt")
    write("buy milk", toFile: path)
    let error = try #require(throws: CommandFailure.self) { _ = try LogFile(path: path) }
    #expect(error.status == .badData)
    #expect(error.message.contains(path))
    #expect(text(ofFile: path) == "buy milk")
  }

  @Test("a log that cannot be opened is refused with its path and the reason")
  func unopenable() throws {
    for path in [folder.path, folder.file("none/log"), "/proc/none"] {
      let error = try #require(throws: CommandFailure.self) { _ = try LogFile(path: path) }
      #expect(error.status == .inputOutput || error.status == .noPermission)
      #expect(error.message.contains(path))
    }
  }

  @Test("a device that is always full takes nothing and says why")
  func full() throws {
    var file = try LogFile(path: "/dev/full")
    #expect(file.append([10]) == .failure(SystemError(number: ENOSPC)))
    #expect((try? file.sync().get()) != nil)
  }
}
