import NIOCore
import RepDetector
import ServiceLifecycle

/// Tells the service manager how the daemon is doing: ready, alive, its counts, and its end.
///
/// What is told is asked of the counting loop: a loop that hangs says nothing, and the manager's watchdog restarts it.
struct ServiceReport: Service {
  /// How often the state is told where it has changed.
  private static let interval = TimeAmount.seconds(1)

  private let manager: ServiceManager
  private let core: NIOLoopBound<CountingCore>
  private let loop: any EventLoop

  /// Makes the report of a core, which lives on the loop, to a manager.
  init(to manager: ServiceManager, core: NIOLoopBound<CountingCore>, loop: any EventLoop) {
    self.manager = manager
    self.core = core
    self.loop = loop
  }

  /// Reports until the program ends.
  func run() async throws {
    let (manager, core) = (manager, core)
    let last = NIOLoopBoundBox.makeBoxSendingValue("", eventLoop: loop)
    let states = loop.scheduleRepeatedTask(initialDelay: .zero, delay: Self.interval) { _ in
      let state = Self.state(of: core.value)
      guard state != last.value else { return }
      last.value = state
      manager.tell("STATUS=\(state)")
    }
    // Twice in the time that the manager allows, as sd_watchdog_enabled(3) advises.
    let signs = manager.watchdogInterval.map { seconds in
      loop.scheduleRepeatedTask(initialDelay: .zero, delay: .nanoseconds(Int64(seconds / 2 * 1e9))) { _ in
        manager.tell("WATCHDOG=1")
      }
    }
    try? await gracefulShutdown()
    manager.tell("STOPPING=1")
    states.cancel()
    signs?.cancel()
  }

  /// How the daemon is doing, in a sentence.
  private static func state(of core: CountingCore) -> String {
    let counts = core.pipeline.session.counts
    let devices = core.devices.map { $0() }.map { "\($0.path) \($0.state.rawValue)" }
    let warnings = core.delivery.standingWarnings.sorted()
    return (["left \(counts.left), right \(counts.right)"] + devices + warnings).joined(separator: "; ").onOneLine
  }
}
