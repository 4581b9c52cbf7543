import Dispatch
import Glibc
import IMUIngest
import SpatialMath
import Synchronization
import Testing

@Suite("Session player", .serialized)
struct SessionPlayerTests {
  private let folder = TemporaryFolder()
  /// Far longer than any of these tests takes.
  private static let patience = 20.0

  @Test("deadlines come from one start, scale with the speed and move with pauses")
  func clock() {
    var clock = PlaybackClock(startingAt: 100, speed: 2)
    #expect(clock.deadline(for: 0) == 100 && clock.deadline(for: 10) == 105)
    clock.pause(at: 103)
    clock.pause(at: 104)
    clock.resume(at: 106)
    clock.resume(at: 107)
    #expect(clock.deadline(for: 10) == 108)
  }

  @Test("a reader gets every byte in order, and the link goes at the end")
  func plays() throws {
    let played = try Played(wire: "witmotion", link: folder.path("dev"), speed: 500)
    let reader = try Self.open(played.link)
    let received = Self.read(reader, played.bytes.count)
    close(reader)
    #expect(played.hasEnded())
    #expect(received == played.bytes)
    var status = stat()
    #expect(lstat(played.link, &status) != 0)
  }

  @Test("time stands still without a reader, and the next one gets what comes then")
  func readerChanges() throws {
    let played = try Played(wire: "text", link: folder.path("dev"), speed: 50)
    let first = try Self.open(played.link)
    let before = Self.read(first, 2000)
    close(first)
    #expect(played.bytes.starts(with: before))
    let second = try Self.open(played.link)
    let after = Self.read(second, played.bytes.count)
    close(second)
    #expect(played.hasEnded())
    // What was on its way when the first reader left may be gone; all else comes once and in order.
    #expect(played.bytes.suffix(after.count).elementsEqual(after))
    #expect(after.count > played.bytes.count / 2 && before.count + after.count <= played.bytes.count)
  }

  @Test("ends when it is asked to, also while nobody reads")
  func ends() throws {
    let played = try Played(wire: "text", link: folder.path("dev"), speed: 1, loops: true)
    let reader = try Self.open(played.link)
    close(reader)
    played.askToEnd()
    #expect(played.hasEnded())
  }

  /// A session that is played on a thread of its own, so that no test waits for a thread that it holds itself.
  private final class Played: Sendable {
    let link: String
    /// All bytes of one round.
    let bytes: [UInt8]
    private let isAsked = Atomic(false)
    private let ended = DispatchSemaphore(value: 0)

    init(wire: String, link: String, speed: Double, loops: Bool = false) throws {
      let session = SimulatedWearer(scenario: try .preset("fast", seed: 1, left: 1, right: 0, rate: 50)).session()
      let encoding = try #require(SampleEncodingTable.named(wire))
      var encoder = encoding.makeEncoder()
      bytes = session.wireBytes(&encoder).flatMap(\.bytes)
      self.link = link
      DispatchQueue(label: "player").async {
        do {
          let terminal = try PseudoTerminal(link: link)
          try SessionPlayer(
            session: session, encoding: encoding, terminal: terminal, speed: speed, loops: loops,
            shouldEnd: { self.isAsked.load(ordering: .relaxed) }
          ).play()
        } catch {
          Issue.record(error)
        }
        self.ended.signal()
      }
    }

    func askToEnd() { isAsked.store(true, ordering: .relaxed) }

    func hasEnded() -> Bool { ended.wait(timeout: .now() + patience) == .success }
  }

  /// Opens the slave as soon as the link is there.
  private static func open(_ path: String) throws -> Int32 {
    let deadline = MonotonicTime.now + patience
    while MonotonicTime.now < deadline {
      let descriptor = Glibc.open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
      if descriptor >= 0 { return descriptor }
      sched_yield()
    }
    throw SerialError(.timedOut, path: path, finding: "no link came", advice: "none")
  }

  /// Reads until so many bytes are there, the line is hung up or patience ends.
  private static func read(_ descriptor: Int32, _ count: Int) -> [UInt8] {
    var received: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while received.count < count {
      var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&waiting, 1, Int32(patience * 1000)) > 0 else { break }
      let got = Glibc.read(descriptor, &buffer, min(buffer.count, count - received.count))
      guard got > 0 else { break }
      received += buffer[..<got]
    }
    return received
  }
}
