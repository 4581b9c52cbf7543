import Dispatch
import IMUIngest
import Synchronization

/// Keeps an ``Announcer`` on a thread of its own, and finds the daemon again when it has gone.
///
/// A daemon that speaks listens to its own socket like anybody else: what is said aloud is what clients are told, and the
/// counting waits for nobody's voice.
final class AnnouncerThread: Sendable {
  /// Time between two tries to reach a daemon, seconds.
  private static let retryTime = 0.1
  /// How long a daemon may take to say hello, seconds.
  private static let helloTime = 5.0
  /// Longest time that the last words may take at the end of the program.
  private static let patience = DispatchTimeInterval.seconds(5)

  private let address: SocketAddress
  private let voice: Announcer.Voice
  private let book: Phrasebook
  private let isEnding = Atomic(false)
  private let ended = DispatchSemaphore(value: 0)

  /// Makes a thread that does not run yet.
  init(address: SocketAddress, voice: Announcer.Voice, book: Phrasebook) {
    self.address = address
    self.voice = voice
    self.book = book
  }

  /// Starts it.
  func start() {
    DispatchQueue(label: "voice", qos: .userInteractive).async { [self] in
      while !isEnding.load(ordering: .acquiring) {
        if let client = try? SocketClient(address: address, until: MonotonicTime.now + Self.helloTime) {
          try? Announcer(client, voice: voice, book: book).run()
        }
        _ = DispatchSemaphore(value: 0).wait(timeout: .now() + Self.retryTime)
      }
      ended.signal()
    }
  }

  /// Waits until the last words have been said, once the daemon has ended.
  func finish() {
    isEnding.store(true, ordering: .releasing)
    _ = ended.wait(timeout: .now() + Self.patience)
  }
}
