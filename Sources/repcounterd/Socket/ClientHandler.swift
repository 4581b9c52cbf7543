import IMUIngest
import NIOCore

/// The shell of a ``ClientConnection``: reads, writes and closes its channel as the state machine says.
final class ClientHandler: ChannelDuplexHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  /// The state of the connection; after a change that may call for action, call ``settle()``.
  var connection: ClientConnection

  /// The client's process; nil where it has gone before it was asked for.
  let peer: SocketPeer?
  private let hub: ClientHub
  private var context: ChannelHandlerContext?
  private var isSettling = false
  /// Whether the channel asked to read while the connection did not want to.
  private var hasHeldRead = false

  /// Makes the handler of a new connection.
  init(hub: ClientHub, peer: SocketPeer?) {
    self.hub = hub
    self.peer = peer
    connection = ClientConnection(hello: hub.hello(), at: MonotonicTime.now)
  }

  // MARK: What the hub tells

  /// Sends an event.
  func send(_ line: OutgoingLine) {
    connection.send(line)
    settle()
  }

  /// Time has passed.
  func tick(at now: Double) {
    connection.tick(at: now)
    if let reason = connection.cutReason { hub.tellCut(of: self, reason) }
    settle()
  }

  /// The program ends.
  func end() {
    connection.end()
    settle()
  }

  /// Ends the connection at once.
  func cut() {
    context?.close(promise: nil)
  }

  /// Does what the connection says until it says nothing more.
  func settle() {
    guard !isSettling, let context else { return }
    isSettling = true
    while let action = connection.next() {
      switch action {
      case .handle(let request, let ticket): hub.handle(request, ticket, of: self)
      case .write(let batch): write(batch, context)
      case .closeOutput: context.close(mode: .output, promise: nil)
      case .close: context.close(promise: nil)
      }
    }
    isSettling = false
    if hasHeldRead, connection.wantsInput {
      hasHeldRead = false
      context.read()
    }
  }

  private func write(_ batch: [ByteBuffer], _ context: ChannelHandlerContext) {
    guard let last = batch.last else { return }
    for line in batch.dropLast() { context.write(wrapOutboundOut(line), promise: nil) }
    context.writeAndFlush(wrapOutboundOut(last)).assumeIsolated().whenSuccess {
      self.connection.wrote(at: MonotonicTime.now)
      self.settle()
    }
  }

  // MARK: What the channel tells

  func channelActive(context: ChannelHandlerContext) {
    self.context = context
    hub.add(self)
    settle()
    context.fireChannelActive()
  }

  func channelInactive(context: ChannelHandlerContext) {
    self.context = nil
    hub.remove(self)
    context.fireChannelInactive()
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    self.context = nil
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    connection.received(unwrapInboundIn(data))
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    settle()
    context.fireChannelReadComplete()
  }

  func read(context: ChannelHandlerContext) {
    if connection.wantsInput {
      context.read()
    } else {
      hasHeldRead = true
    }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case ChannelEvent.inputClosed? = event as? ChannelEvent {
      connection.inputClosed()
      settle()
    }
    context.fireUserInboundEventTriggered(event)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    // The client is gone or its socket is broken: nobody is left to tell.
    context.close(promise: nil)
  }
}
