import NIOCore

/// What goes on between the program and one client: requests in, replies and events out.
///
/// A pure state machine. The shell tells what happened (bytes came, a batch was written, time passed) and then asks
/// ``next()`` what to do until it answers nil. Replies go out in the order of the requests even where one is ready
/// earlier than the one before. While more waits for the client than ``pauseLimit``, no further request of it is
/// looked at, so that a client that asks and does not read costs no memory.
struct ClientConnection {
  /// A place in the order of replies.
  struct Ticket: Hashable, Sendable {
    fileprivate let number: UInt64
  }

  /// What the shell shall do.
  enum Action: Equatable {
    /// Carry out a request and answer with ``ClientConnection/reply(_:to:)``.
    case handle(Request, Ticket)
    /// Write these lines, then call ``ClientConnection/wrote(at:)``.
    case write([ByteBuffer])
    /// End the output, so that the client sees the end of it, and go on throwing away what it sends.
    case closeOutput
    /// End the connection.
    case close
  }

  /// Bytes that may wait for the client before no more of its requests are looked at.
  static let pauseLimit = 64 * 1024
  /// Replies that may be under way before no more requests are looked at.
  static let mostPendingReplies = 64
  /// Seconds without a byte read after which a client that misses events is cut off.
  static let patience = 30.0
  /// Seconds for a client to read why its connection ends before the rest of what it sends is refused.
  static let linger = 1.0

  private enum Phase: Equatable {
    case open
    /// The client will send no more; it may still read.
    case inputEnded
    /// We end the connection once everything is written; a client that is still talking is given time to read why.
    case ending(lingers: Bool)
    /// Our side is closed; what still comes is thrown away until this time, which the next tick sets.
    case lingering(until: Double?)
    case closed
  }

  private var phase = Phase.open
  private var framer = LineFramer()
  private var queue = OutgoingQueue()
  private var pending = CircularBuffer<(ticket: Ticket, line: ByteBuffer?)>()
  private var nextTicket: UInt64 = 0
  private var isWriting = false
  /// When the client last took something, or had nothing to take.
  private var lastProgress: Double
  private var throttles: [Int: AngleThrottle] = [:]
  private var hasSaidClose = false

  /// Why the client was cut off; nil where it was not.
  private(set) var cutReason: String?

  /// What the client wants to be told; nil for nothing.
  private(set) var watch: WatchOptions?

  /// Begins a connection with its first line.
  ///
  /// - Parameters:
  ///   - hello: the whole line.
  ///   - now: a steady clock's time, seconds.
  init(hello: ByteBuffer, at now: Double) {
    lastProgress = now
    queue.append(OutgoingLine(bytes: hello, kind: .lasting))
  }

  /// Whether the shell should go on reading from the client.
  var wantsInput: Bool {
    switch phase {
    case .open: isReadyForRequests
    case .inputEnded, .ending, .closed: false
    case .lingering: true
    }
  }

  private var isReadyForRequests: Bool {
    queue.byteCount < Self.pauseLimit && pending.count < Self.mostPendingReplies
  }
}

// MARK: - What the shell tells

extension ClientConnection {
  /// Bytes came from the client.
  mutating func received(_ bytes: ByteBuffer) {
    guard phase == .open else { return }
    framer.append(bytes)
  }

  /// The client has closed its side.
  mutating func inputClosed() {
    switch phase {
    case .open: phase = .inputEnded
    case .lingering: phase = .closed
    case .inputEnded, .ending, .closed: break
    }
  }

  /// Answers a request.
  mutating func reply(_ line: ByteBuffer, to ticket: Ticket) {
    guard let place = pending.firstIndex(where: { $0.ticket == ticket }) else { return }
    pending[place].line = line
    while let line = pending.first?.line {
      pending.removeFirst()
      queue.append(OutgoingLine(bytes: line, kind: .lasting))
    }
  }

  /// Sends an event; see ``wants(_:)`` and ``wantsAngle(stream:at:)``.
  mutating func send(_ line: OutgoingLine) {
    switch phase {
    case .open, .inputEnded: queue.append(line)
    case .ending, .lingering, .closed: break
    }
  }

  /// The last batch has left.
  mutating func wrote(at now: Double) {
    isWriting = false
    lastProgress = now
  }

  /// Time has passed: a client that neither reads nor leaves is cut off.
  mutating func tick(at now: Double) {
    switch phase {
    case .lingering(nil): phase = .lingering(until: now + Self.linger)
    case .lingering(let end?) where now >= end: phase = .closed
    case .lingering, .closed: break
    case .open, .inputEnded, .ending:
      if !isWriting { lastProgress = now }
      if queue.isBeyondHelp {
        cutReason = "\(queue.byteCount) bytes wait for it"
      } else if queue.hasDropped, now - lastProgress >= Self.patience {
        cutReason = "it has read nothing for \(Int(Self.patience)) s"
      }
      if cutReason != nil { phase = .closed }
    }
  }

  /// The program ends: what waits is still written, then the connection is closed.
  mutating func end() {
    switch phase {
    case .open, .inputEnded: phase = .ending(lingers: false)
    case .ending, .lingering, .closed: break
    }
  }
}

// MARK: - What the shell asks

extension ClientConnection {
  /// What to do now; nil when there is nothing until something happens.
  mutating func next() -> Action? {
    switch phase {
    case .open, .inputEnded:
      if isReadyForRequests, let request = nextRequest() { return request }
      if let batch = nextBatch() { return batch }
      guard phase == .inputEnded, watch == nil, pending.isEmpty, isDrained else { return nil }
      phase = .closed
    case .ending(lingers: true):
      if let batch = nextBatch() { return batch }
      guard pending.isEmpty, isDrained else { return nil }
      phase = .lingering(until: nil)
      return .closeOutput
    case .ending(lingers: false):
      if let batch = nextBatch() { return batch }
      guard isDrained else { return nil }
      phase = .closed
    case .lingering: return nil
    case .closed: break
    }
    defer { hasSaidClose = true }
    return hasSaidClose ? nil : .close
  }

  private var isDrained: Bool { queue.isEmpty && !isWriting }

  private mutating func nextRequest() -> Action? {
    while let frame = framer.next() ?? (phase == .inputEnded ? framer.finish() : nil) {
      switch frame {
      case .line(let line):
        guard let request = Request(line: line) else { continue }
        return .handle(request, openTicket())
      case .tooLong:
        phase = .ending(lingers: phase == .open)
        return .handle(Request(refused: .tooLong), openTicket())
      }
    }
    return nil
  }

  private mutating func openTicket() -> Ticket {
    let ticket = Ticket(number: nextTicket)
    nextTicket += 1
    pending.append((ticket, nil))
    return ticket
  }

  private mutating func nextBatch() -> Action? {
    guard !isWriting, !queue.isEmpty else { return nil }
    isWriting = true
    return .write(queue.takeBatch())
  }
}

// MARK: - What the client wants

extension ClientConnection {
  /// Sets what the client wants to be told from now on.
  mutating func setWatch(_ options: WatchOptions?) {
    watch = options
    throttles = [:]
  }

  /// Whether the client wants an event of a type, `angle` and `sample` apart.
  func wants(_ type: String) -> Bool {
    watch?.wants(type) ?? false
  }

  /// Whether the client wants the angle of a stream at this stream time, in seconds.
  ///
  /// Asking counts as sending: the rate that the client asked for is kept by the answers.
  mutating func wantsAngle(stream: Int, at time: Double) -> Bool {
    guard let rate = watch?.angleRate else { return false }
    return throttles[stream, default: AngleThrottle(rate: rate)].passes(time)
  }
}
