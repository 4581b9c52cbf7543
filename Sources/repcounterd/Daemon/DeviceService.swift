import IMUIngest
import Logging
import NIOCore
import RepDetector
import ServiceLifecycle

/// The sensors and the session of a daemon, from its start to its end.
struct DeviceService: Service {
  private let core: NIOLoopBound<CountingCore>
  private let plans: [DevicePlan]
  private let links: [SerialLink?]
  private let loop: any EventLoop
  private let background: any EventLoop
  private let logger: Logger

  /// Makes the service.
  ///
  /// - Parameters:
  ///   - core: what the sensors feed.
  ///   - plans: what the user says about each sensor.
  ///   - links: their lines, where they are open already.
  init(
    core: NIOLoopBound<CountingCore>, plans: [DevicePlan], links: [SerialLink?], loop: any EventLoop,
    background: any EventLoop, logger: Logger
  ) {
    self.core = core
    self.plans = plans
    self.links = links
    self.loop = loop
    self.background = background
    self.logger = logger
  }

  /// Begins a session and counts until the program ends; then the last rep is judged and the session is ended.
  func run() async throws {
    let drivers = try await loop.submit { try start() }.get()
    try? await gracefulShutdown()
    try await loop.submit {
      for driver in drivers.value { driver.stop() }
      for sensor in plans.indices { try core.value.finish(sensor: sensor) }
      try core.value.changeSession { $0.end() }
    }.get()
  }

  private func start() throws -> NIOLoopBound<[DeviceDriver]> {
    let origin = MonotonicTime.now
    let drivers = plans.enumerated().map { sensor, plan in
      DeviceDriver(
        sensor: sensor, plan: plan, core: core.value, loop: loop, background: background, origin: origin, logger: logger
      )
    }
    core.value.devices = drivers.map { driver in { driver.event } }
    core.value.listDevices = { [background, loop] in
      background.submit { DevicesReply((try? SerialDevices.list()) ?? []) as any EventPayload & Sendable }.hop(to: loop)
    }
    try core.value.changeSession { $0.start(id: CountingCore.newSessionID()) }
    for (driver, link) in zip(drivers, links) { driver.start(with: link) }
    return NIOLoopBound(drivers, eventLoop: loop)
  }
}
