import IMUIngest
import Logging
import NIOCore

/// What comes of a command.
enum CommandAnswer {
  /// The reply.
  case reply(any EventPayload)
  /// The reply will be there later; it never fails, and until it comes later replies to the same client wait.
  case later(EventLoopFuture<any EventPayload & Sendable>)
}

/// Carries out what clients ask for, on the event loop; `watch`, `unwatch` and `help` are the hub's own.
protocol CommandHandler: AnyObject {
  /// Carries out a command.
  ///
  /// - Throws: ``RequestError`` where it cannot be carried out; the client gets it as an `error` line.
  func carryOut(_ command: Command) throws(RequestError) -> CommandAnswer

  /// What was told since a client's last word, to come before anything that is told after the answer.
  ///
  /// - Returns: fails with a ``RequestError``.
  /// - Throws: ``RequestError`` where nothing is kept.
  func missed(since cursor: HistoryCursor) throws(RequestError) -> EventLoopFuture<[(event: Event, time: Timestamp)]>

  /// Tells that the clients' wishes for angles and samples have changed.
  func wantedChanged(angles: Bool, samples: Bool)
}

/// All clients of a socket: hands them events and their requests to a handler.
///
/// Lives on one event loop. An event is encoded once, and all clients share its bytes; nothing is encoded that nobody
/// wants.
final class ClientHub {
  /// What carries out commands.
  weak var handler: (any CommandHandler)?

  private var clients: [ObjectIdentifier: ClientHandler] = [:]
  private let logger: Logger
  private let events = EventEncoder()
  private let replies = ReplyEncoder()
  private let allocator = ByteBufferAllocator()
  private var isEnding = false

  /// Makes a hub without clients.
  init(logger: Logger) {
    self.logger = logger
  }

  /// How many clients are connected.
  var count: Int { clients.count }

  /// Sends an event to all clients that want it.
  ///
  /// - Parameters:
  ///   - event: what happened.
  ///   - time: when it is said.
  ///   - line: its line where somebody has encoded it already, at that time.
  ///   - stream: number of the sensor that it comes from.
  func send(_ event: Event, time: Timestamp, line: [UInt8]? = nil, stream: Int) {
    guard !clients.isEmpty else { return }
    var shared = line.map { OutgoingLine(bytes: allocator.buffer(bytes: $0), kind: .lasting) }
    for client in clients.values {
      let kind: OutgoingLine.Kind
      switch event {
      case .angle(let angle):
        guard client.connection.wantsAngle(stream: stream, at: angle.at ?? 0) else { continue }
        kind = .angle(stream: stream)
      case .sample:
        guard client.connection.watch?.samples == true else { continue }
        kind = .sample
      default:
        guard client.connection.wants(event.type.rawValue) else { continue }
        kind = .lasting
      }
      let line = shared ?? OutgoingLine(bytes: allocator.buffer(bytes: events.line(for: event, time: time)), kind: kind)
      shared = line
      client.send(line)
    }
  }

  /// Looks after clients that do not read; to be called about once a second.
  func tick() {
    let now = MonotonicTime.now
    for client in clients.values { client.tick(at: now) }
  }

  /// Ends all connections once what waits for them is written.
  func end() {
    isEnding = true
    for client in clients.values { client.end() }
  }

  /// Ends all connections at once, between two lines.
  func cut() {
    for client in clients.values { client.cut() }
  }
}

// MARK: - What client handlers tell

extension ClientHub {
  /// The first line of a new connection.
  func hello() -> ByteBuffer {
    allocator.buffer(bytes: events.line(for: .hello(HelloEvent()), time: .now))
  }

  /// A client has come.
  func add(_ client: ClientHandler) {
    clients[ObjectIdentifier(client)] = client
    logger.debug("\(Self.name(of: client)) has come; there are \(count) clients")
    if isEnding { client.end() }
  }

  /// A client has gone.
  func remove(_ client: ClientHandler) {
    guard clients.removeValue(forKey: ObjectIdentifier(client)) != nil else { return }
    if client.connection.watch != nil { tellWanted() }
  }

  /// A client was cut off.
  func tellCut(of client: ClientHandler, _ reason: String) {
    logger.warning("\(Self.name(of: client)) is cut off: \(reason)")
  }

  private static func name(of client: ClientHandler) -> String {
    "the client \(client.peer?.description ?? "whose process has gone")"
  }

  /// A client asks for something.
  func handle(_ request: Request, _ ticket: ClientConnection.Ticket, of client: ClientHandler) {
    do throws(RequestError) {
      let command = try request.command.get()
      switch command {
      case .watch(let options) where options.since != nil:
        try catchUp(options, request, ticket, of: client)
      case .watch(let options):
        client.connection.setWatch(options)
        tellWanted()
        reply(OKReply(command: command.name), to: request, ticket, of: client)
      case .unwatch:
        client.connection.setWatch(nil)
        tellWanted()
        reply(OKReply(command: command.name), to: request, ticket, of: client)
      case .help:
        reply(HelpReply(), to: request, ticket, of: client)
      default:
        try carryOut(command, request, ticket, of: client)
      }
    } catch {
      reply(ErrorEvent(code: error.code.rawValue, message: error.message), to: request, ticket, of: client)
    }
  }

  private func carryOut(
    _ command: Command, _ request: Request, _ ticket: ClientConnection.Ticket, of client: ClientHandler
  ) throws(RequestError) {
    guard let handler else { throw Self.ending }
    let answer = try handler.carryOut(command)
    if command.changesSomething { logger.info("\(Self.name(of: client)) said '\(command.name)'") }
    switch answer {
    case .reply(let payload): reply(payload, to: request, ticket, of: client)
    case .later(let future):
      future.assumeIsolated().whenSuccess { [weak client] payload in
        guard let client else { return }
        self.reply(payload, to: request, ticket, of: client)
        client.settle()
      }
    }
  }

  /// Tells a client what it missed, and then all that comes: nothing twice, and nothing left out between.
  private func catchUp(
    _ options: WatchOptions, _ request: Request, _ ticket: ClientConnection.Ticket, of client: ClientHandler
  ) throws(RequestError) {
    guard let handler, let cursor = options.since else { throw Self.ending }
    try handler.missed(since: cursor).assumeIsolated().whenComplete { [weak client] result in
      guard let client else { return }
      switch result {
      case .success(let missed):
        client.connection.setWatch(options)
        self.tellWanted()
        let wanted = missed.filter { client.connection.wants($0.event.type.rawValue) }
        self.reply(OKReply(command: "watch", missed: wanted.count), to: request, ticket, of: client)
        for (event, time) in wanted {
          let line = self.events.line(for: event, time: time)
          client.connection.send(OutgoingLine(bytes: self.allocator.buffer(bytes: line), kind: .lasting))
        }
      case .failure(let error):
        let error = error as? RequestError ?? RequestError(code: .notNow, message: "\(error)")
        let payload = ErrorEvent(code: error.code.rawValue, message: error.message)
        self.reply(payload, to: request, ticket, of: client)
      }
      client.settle()
    }
  }

  private static let ending = RequestError(
    code: .notNow, message: "the program is ending; ask again when it is back")

  private func reply(
    _ payload: any EventPayload, to request: Request, _ ticket: ClientConnection.Ticket, of client: ClientHandler
  ) {
    let line = replies.line(for: payload, time: .now, id: request.id)
    client.connection.reply(allocator.buffer(bytes: line), to: ticket)
  }

  private func tellWanted() {
    let watches = clients.values.compactMap(\.connection.watch)
    handler?.wantedChanged(
      angles: watches.contains { $0.angleRate != nil }, samples: watches.contains { $0.samples })
  }
}
