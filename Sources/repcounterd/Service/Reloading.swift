import Logging
import NIOCore
import RepDetector
import ServiceLifecycle
import UnixSignals

/// Opens the log anew and reads the configuration again on SIGHUP.
///
/// The side and the smallest range that counts take effect at once; what else has changed is named, and waits for the next start. A configuration that
/// cannot be used is told, and the one that holds stays.
struct Reloading: Service {
  private let core: NIOLoopBound<CountingCore>
  private let loop: any EventLoop
  private let read: @Sendable () throws -> [ConfiguredArguments.Setting]
  private let logger: Logger
  private let signals: UnixSignalsSequence
  /// What is in force at the start.
  private let first: [ConfiguredArguments.Setting]

  /// Makes the service of a core, which lives on the loop; from now on the signal ends nothing.
  ///
  /// - Parameter read: what is in force by the command line, the environment and the file; throws where they are refused.
  init(
    core: NIOLoopBound<CountingCore>, loop: any EventLoop, logger: Logger,
    read: @escaping @Sendable () throws -> [ConfiguredArguments.Setting]
  ) async {
    signals = await UnixSignalsSequence(trapping: .sighup)
    first = (try? read()) ?? []
    self.core = core
    self.loop = loop
    self.logger = logger
    self.read = read
  }

  /// Waits for signals until the program ends.
  func run() async throws {
    await cancelWhenGracefulShutdown {
      var inForce = first
      for await _ in signals {
        let manager = ServiceManager.current
        manager?.tell("RELOADING=1")
        let log = try? await loop.submit { [core] in core.value.delivery.stores?.log }.get()
        await log?.reopen()
        do {
          let next = try read()
          try await apply(next, over: inForce)
          inForce = next
        } catch {
          let report = ExitReport(error)
          logger.error("\(report.complaint ?? "\(error)"); the configuration stays as it was")
        }
        manager?.tell("READY=1")
      }
    }
  }

  private func apply(
    _ next: [ConfiguredArguments.Setting], over last: [ConfiguredArguments.Setting]
  ) async throws {
    let (new, old) = (Self.values(next), Self.values(last))
    for key in Set(new.keys).union(old.keys).sorted() where new[key] != old[key] {
      let value = new[key]?.joined(separator: ", ") ?? "nothing"
      switch key {
      case "side":
        let side = Side(rawValue: value)
        try await loop.submit { [core] in
          if core.value.pipeline.sensors.count == 1 { core.value.setSide(side, sensor: 0) }
        }.get()
        logger.notice("side is \(value) now")
      case "min_rom":
        // The arguments' parser has seen that it is a number.
        guard let degrees = Double(value) else { continue }
        try await loop.submit { [core] in core.value.setMinimumRange(degrees * .pi / 180) }.get()
        logger.notice("min_rom is \(value) now")
      default:
        logger.notice("\(key) is \(value) now, which takes effect when the daemon is started again")
      }
    }
  }

  private static func values(_ settings: [ConfiguredArguments.Setting]) -> [String: [String]] {
    Dictionary(settings.map { ($0.option.key, $0.values) }) { $0 + $1 }
  }
}
