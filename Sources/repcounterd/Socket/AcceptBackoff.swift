import Glibc
import Logging
import NIOCore

/// Stops accepting clients for a moment when the system has no room for another one.
///
/// Without it a listening socket with somebody waiting would be tried without end, at the cost of a whole core. Whoever
/// waits is served when somebody else has gone.
final class AcceptBackoff: ChannelInboundHandler {
  typealias InboundIn = Channel

  /// How long nobody is accepted: short for a person, long for a processor.
  private static let pause = TimeAmount.milliseconds(100)

  private let logger: Logger
  private var isPausing = false
  /// Whether the log knows that nobody can be accepted.
  private var isTold = false

  /// Makes the handler of a listening channel.
  init(logger: Logger) {
    self.logger = logger
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    isTold = false
    context.fireChannelRead(data)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard let error = error as? IOError, [EMFILE, ENFILE, ENOBUFS, ENOMEM].contains(error.errnoCode) else {
      return context.fireErrorCaught(error)
    }
    if !isTold {
      isTold = true
      logger.warning(
        """
        no more clients can be served (\(SystemError(number: error.errnoCode))): \
        they wait until others have gone; raise the limit of open files
        """)
    }
    guard !isPausing, let options = context.channel.syncOptions else { return }
    isPausing = true
    // Holding back a read would not do: the channel has asked for one already.
    try? options.setOption(.autoRead, value: false)
    let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
    context.eventLoop.assumeIsolated().scheduleTask(in: Self.pause) {
      bound.value.isPausing = false
      try? options.setOption(.autoRead, value: true)
    }
  }
}
