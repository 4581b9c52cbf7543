import NIOCore

/// Where events are kept for good: the history and the log, both written on one loop beside the counting.
///
/// The history comes first: what the log shows is in it.
struct EventStores {
  /// The database; nil for none.
  let history: HistoryRecorder?
  /// The lines; nil for none.
  let log: EventLog?
  /// Where both are written.
  let loop: any EventLoop

  /// Keeps an event.
  ///
  /// - Parameters:
  ///   - entry: for the history; nil where it does not keep the event.
  ///   - line: for the log; needed only where there is one.
  ///   - isPrecious: whether it is brought to the disk at once.
  func keep(_ entry: HistoryEntry?, line: [UInt8]?, isPrecious: Bool) {
    if let entry { history?.append(entry) }
    if let line { log?.append(line, isPrecious: isPrecious) }
  }

  /// Calls a function on a loop once everything that was kept so far is on the disk, or was found not to get there.
  func whenKept(on loop: any EventLoop, _ body: @escaping @Sendable () -> Void) {
    self.loop.execute { loop.execute(body) }
  }
}
