import IMUIngest
import NIOCore
import NIOPosix

/// A ``FolderWatch`` on an event loop: calls back when a device may have come back, until it is stopped.
final class DeviceWatch {
  private let folders: FolderWatch
  private var channel: (any Channel)?
  private var isStopped = false

  /// Begins to watch nothing; nil where the system does not let it.
  init?(loop: any EventLoop, changed: @escaping @Sendable () -> Void) {
    guard let folders = FolderWatch(), let descriptor = folders.takeDescriptor() else { return nil }
    self.folders = folders
    let bound = NIOLoopBound(self, eventLoop: loop)
    NIOPipeBootstrap(group: loop)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(Listener(changed: changed))
        }
      }
      .takingOwnershipOfDescriptor(input: descriptor)
      .hop(to: loop)
      .whenSuccess { channel in bound.value.opened(channel) }
  }

  /// Watches for a path, too.
  func watch(for path: String) {
    folders.watch(for: path)
  }

  /// Ends it.
  func stop() {
    isStopped = true
    channel?.close(promise: nil)
    channel = nil
  }

  private func opened(_ channel: any Channel) {
    guard !isStopped else { return channel.close(promise: nil) }
    self.channel = channel
  }

  /// Calls back for each read; what the events say is of no interest.
  private final class Listener: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let changed: @Sendable () -> Void

    init(changed: @escaping @Sendable () -> Void) {
      self.changed = changed
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      changed()
    }
  }
}
