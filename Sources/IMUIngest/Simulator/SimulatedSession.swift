/// What a simulated wearer left behind: samples and truth.
public struct SimulatedSession: Sendable {
  /// What was played.
  public let scenario: SimulatedScenario
  /// The samples in the order of their arrival.
  public let samples: [SimulatedSample]
  /// What really happened; its times are on the clock that stamps ``recording``.
  public let truth: SessionTruth

  /// The samples as a recording holds them, stamped as ``SensorTraits/stamp`` says; times do not decrease.
  public var recording: [IMUSample] {
    samples.map { IMUSample(time: stamp($0), acceleration: $0.acceleration, angularRate: $0.angularRate) }
  }

  /// The time of a sample in a recording, seconds.
  public func stamp(_ sample: SimulatedSample) -> Double {
    switch scenario.sensor.stamp {
    case .device: sample.deviceTime
    case .arrival: sample.arrival
    }
  }
}
