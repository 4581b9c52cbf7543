import IMUIngest
import Logging
import NIOCore
import RepDetector
import ServiceLifecycle

/// The sensors and the session of a daemon, from its start to its end.
struct DeviceService: Service {
  private let core: NIOLoopBound<CountingCore>
  private let drivers: NIOLoopBound<[DeviceDriver]>
  private let loop: any EventLoop

  /// Begins a session and counts, so that the first client finds everything as it shall be.
  ///
  /// - Parameters:
  ///   - core: what the sensors feed.
  ///   - plans: what the user says about each sensor.
  ///   - links: their lines, where they are open already.
  ///   - loop: where the core lives.
  ///   - background: where lines are opened.
  ///   - resumption: the session that goes on; nil to begin a new one.
  ///   - memoryPath: the file that says what worked for each sensor; nil to find it out each time.
  init(
    core: NIOLoopBound<CountingCore>, plans: [DevicePlan], links: [SerialLink?], loop: any EventLoop,
    background: any EventLoop, resumption: SessionResumption?, memoryPath: String?, logger: Logger
  ) async throws {
    self.core = core
    self.loop = loop
    let memory = try await background.submit { memoryPath.map(DeviceMemory.load) ?? DeviceMemory() }.get()
    let remember: @Sendable (DeviceMemory.Entry, String) -> Void = { entry, name in
      guard let memoryPath else { return }
      background.execute {
        do {
          // Another process may have learned something meanwhile.
          var memory = DeviceMemory.load(memoryPath)
          if memory.note(entry, for: name) { try memory.save(to: memoryPath) }
        } catch {
          logger.notice("what works for \(name) cannot be kept in \(memoryPath) (\(error)): it is found out each time")
        }
      }
    }
    drivers = try await loop.submit {
      let origin = MonotonicTime.now
      let drivers = plans.enumerated().map { sensor, plan in
        DeviceDriver(
          sensor: sensor, plan: plan, core: core.value, loop: loop, background: background, origin: origin,
          memory: memory, remember: remember, logger: logger)
      }
      core.value.streamTime = { MonotonicTime.now - origin }
      core.value.devices = drivers.map { driver in { driver.event } }
      core.value.listDevices = {
        background.submit { DevicesReply((try? SerialDevices.list()) ?? []) as any EventPayload & Sendable }
          .hop(to: loop)
      }
      core.value.beginSession(resumption)
      for (driver, link) in zip(drivers, links) { driver.start(with: link) }
      return NIOLoopBound(drivers, eventLoop: loop)
    }.get()
  }

  /// Counts until the program ends; then the last rep is judged and the session is ended.
  func run() async throws {
    try? await gracefulShutdown()
    try await loop.flatSubmit {
      for driver in drivers.value { driver.stop() }
      for sensor in drivers.value.indices { core.value.finish(sensor: sensor) }
      core.value.changeSession { $0.end() }
      // The clients' last lines wait for the disk, and their connections must wait for the lines.
      let told = loop.makePromise(of: Void.self)
      core.value.delivery.whenTold { told.succeed() }
      return told.futureResult
    }.get()
  }
}
