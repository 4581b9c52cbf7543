import Glibc
import IMUIngest
import TestSupport
import Testing

@testable import repcounterd

/// The real program in a folder of its own, with a pseudo-terminal for a sensor.
final class DaemonBench {
  let folder = TemporaryFolder()
  private(set) var daemon: Program
  /// The sensor's end of the line; nil while it is unplugged.
  var sensor: PseudoTerminal?

  /// The socket's path.
  var socket: String { folder.file("socket") }
  /// The device's path.
  var device: String { folder.file("sensor") }

  /// Starts a daemon and waits until it listens.
  ///
  /// - Parameters:
  ///   - arguments: beside the socket and, where there is a sensor, its device and wire.
  ///   - hasSensor: whether a sensor is plugged in and named.
  ///   - environment: the daemon's whole environment.
  init(
    _ arguments: [String] = [], hasSensor: Bool = true, environment: [String] = ["PATH=/usr/bin:/bin"]
  ) throws {
    let sensor = hasSensor ? try PseudoTerminal(link: folder.file("sensor")) : nil
    self.sensor = sensor
    let common = ["run", "--socket", folder.file("socket")]
    let device = hasSensor ? ["--device", folder.file("sensor"), "--wire", "witmotion"] : []
    self.arguments = common + device + arguments
    self.environment = environment
    daemon = Program(self.arguments, environment: environment)
    try awaitListening()
  }

  private let arguments: [String]
  private let environment: [String]

  private func awaitListening() throws {
    guard try daemon.says("listening on") else {
      throw TimedOut("the daemon has ended with \(try daemon.wait())")
    }
  }

  /// Kills the daemon at once, as a crash would, and starts it again.
  func crashAndRestart() throws {
    daemon.signal(SIGKILL)
    try daemon.wait()
    daemon = Program(arguments, environment: environment)
    try awaitListening()
  }

  /// Plays a wearer who is on all fours and does one set of reps of some three seconds, in real time.
  func play(_ side: ArmSide, reps: Int) throws {
    var scenario = SimulatedScenario(name: "set", seed: 7)
    scenario.left = Self.brisk
    scenario.right = Self.brisk
    scenario.steps = [.rest(seconds: 1), .set(side, reps: reps), .rest(seconds: 1)]
    let encoding = try #require(SampleEncodingTable.named("witmotion:time"))
    try SessionPlayer(
      session: SimulatedWearer(scenario: scenario).session(), encoding: encoding, terminal: try #require(sensor)
    ).play()
  }

  /// Plays a wearer who does one set after the other, as fast as reps are, from a thread of its own; while no daemon has
  /// the line open, he waits.
  func playWithoutEnd(_ side: ArmSide, until isOver: @escaping @Sendable () -> Bool) throws -> Background {
    var style = Self.brisk
    style.openSeconds = 0.5...0.6
    style.closeSeconds = 0.5...0.6
    var scenario = SimulatedScenario(name: "sets", seed: 7)
    scenario.left = style
    scenario.right = style
    scenario.steps = [.rest(seconds: 1), .set(side, reps: 40), .rest(seconds: 1)]
    let encoding = try #require(SampleEncodingTable.named("witmotion:time"))
    let player = SessionPlayer(
      session: SimulatedWearer(scenario: scenario).session(), encoding: encoding, terminal: try #require(sensor),
      loops: true, shouldEnd: isOver)
    return Background { try player.play() }
  }

  private static let brisk: ExerciseStyle = {
    var style = ExerciseStyle()
    style.openSeconds = 1.1...1.2
    style.closeSeconds = 1.1...1.2
    style.holdSeconds = 0.2...0.3
    style.pauseSeconds = 0.1...0.2
    style.hesitationProbability = 0
    style.restProbability = 0
    return style
  }()

  /// Sends readings of a sensor at rest.
  func feed(_ readings: Int) throws {
    try sensor?.write(WitMotionFrames.atRest(count: readings), until: MonotonicTime.now + patience)
  }

  /// A new client that has read the daemon's first line.
  func client(path: String? = nil) throws -> Client {
    let client = Client(try SocketConnection(path: path ?? socket), of: self)
    #expect(try client.next()["type"] == .string("hello"))
    return client
  }

  /// A new client that watches.
  func watcher(_ options: String = "") throws -> Client {
    let client = try client()
    #expect(try client.ask("{\"command\":\"watch\"\(options)}")["type"] == .string("ok"))
    return client
  }
}

/// A client that reads JSON.
final class Client {
  let connection: SocketConnection
  /// Keeps the daemon running for as long as it has a client.
  private let bench: DaemonBench?

  init(_ connection: SocketConnection, of bench: DaemonBench? = nil) {
    self.connection = connection
    self.bench = bench
  }

  /// The members of the next line.
  func next(within seconds: Double = patience) throws -> [String: JSONValue] {
    guard let line = try connection.next(within: seconds) else { throw TimedOut("the daemon has hung up") }
    return try #require(try JSONValue(parsing: Array(line.utf8)).members)
  }

  /// Greets and asks how everything stands.
  func status() throws -> [String: JSONValue] {
    try event("hello")
    return try ask("status")
  }

  /// Sends a request and reads the next line.
  func ask(_ request: String) throws -> [String: JSONValue] {
    connection.send(request + "\n")
    return try next()
  }

  /// Reads until an event of a type comes, for which the condition holds.
  @discardableResult
  func event(
    _ type: String, where condition: ([String: JSONValue]) -> Bool = { _ in true }
  ) throws -> [String: JSONValue] {
    while true {
      let event = try next()
      if event["type"] == .string(type), condition(event) { return event }
    }
  }

  /// Whether the daemon ends the connection, whatever it sends before.
  func reachesEnd() throws -> Bool {
    while try connection.next() != nil {}
    return true
  }
}
