import TestSupport
import Testing

@testable import repcounterd

@Suite("What is remembered of sensors")
struct DeviceMemoryTests {
  static let entry = DeviceMemory.Entry(wire: "witmotion", baud: 9600)

  @Test("what is written is read again, in a folder that is made for it")
  func roundTrip() throws {
    let folder = TemporaryFolder()
    let path = folder.file("a/b/devices.json")
    var memory = DeviceMemory()
    for name in ["/dev/serial/by-id/x", "\"odd\"\n"] { _ = memory.note(Self.entry, for: name) }
    #expect(memory.entries.count == 2)
    try memory.save(to: path)
    #expect(DeviceMemory.load(path) == memory)
    #expect(permissions(ofFile: folder.file("a/b")) == 0o700)
  }

  @Test("only what is new is worth writing")
  func news() {
    var memory = DeviceMemory()
    let other = DeviceMemory.Entry(wire: "witmotion", baud: 115_200)
    var news: [Bool] = []
    for entry in [Self.entry, Self.entry, other] { news.append(memory.note(entry, for: "x")) }
    #expect(news == [true, false, true])
    #expect(memory["x"]?.baud == 115_200)
  }

  @Test("a file that is missing or not understood is as good as empty", arguments: ["", "{", "[1]", #"{"x": 5}"#])
  func damaged(text: String) {
    let folder = TemporaryFolder()
    #expect(DeviceMemory.load(folder.file("none")) == DeviceMemory())
    write(text, toFile: folder.file("devices.json"))
    #expect(DeviceMemory.load(folder.file("devices.json")) == DeviceMemory())
  }

  @Test("not more than a bounded number of sensors is kept in mind")
  func bounded() {
    var memory = DeviceMemory()
    for number in 0..<2 * DeviceMemory.capacity { _ = memory.note(Self.entry, for: "\(number)") }
    #expect(memory.entries.count == DeviceMemory.capacity)
  }
}
