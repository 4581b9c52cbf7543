import SpatialMath

extension SessionTruth {
  /// Makes the truth of a session that was played.
  ///
  /// - Parameters:
  ///   - script: what was planned.
  ///   - scenario: what it was planned from.
  ///   - probes: what was found at start and top of each swing of the script, in that order.
  ///   - duration: the session's length, true seconds.
  ///   - lostSamples: how many samples the line lost.
  package init(
    script: BodyScript, scenario: SimulatedScenario, probes: TruthProbes, duration: Double, lostSamples: Int
  ) {
    // The recording's clock may be the sensor's, which runs at its own pace.
    let pace = scenario.sensor.stamp == .device ? SampleSchedule.clockRate(scenario.sensor) : 1
    var reps: [Rep] = []
    var partials: [Partial] = []
    for (index, swing) in script.swings.enumerated() {
      guard let bottom = probes.finding(2 * index), let top = probes.finding(2 * index + 1),
        let bottomSwing = bottom.swing, let topSwing = top.swing
      else { continue }
      let range = (topSwing - bottomSwing) * 180 / .pi
      let rep = Rep(
        side: swing.side, set: swing.set, start: swing.start * pace, top: swing.top * pace, end: swing.end * pace,
        romDegrees: range, bottomDegrees: bottomSwing * 180 / .pi, topDegrees: topSwing * 180 / .pi,
        netDegrees: Self.net(from: bottom.orientation, to: top.orientation, range: range))
      switch swing.kind {
      case .rep: reps.append(rep)
      case .partial(let reason): partials.append(Partial(reason: reason, swing: rep))
      }
    }
    let activities = script.activities.sorted { ($0.start, -$0.end) < ($1.start, -$1.end) }
    self.init(
      name: scenario.name, seed: scenario.seed, rate: scenario.sensor.rate, declaredSide: scenario.declaredSide,
      mount: scenario.mount.declaration, duration: duration * pace, reps: reps, partials: partials,
      activities: activities.map {
        SimulatedActivity(kind: $0.kind, start: $0.start * pace, end: $0.end * pace)
      }, lostSamples: lostSamples)
  }

  /// The angle of the rotation between two orientations, degrees, the way round that is nearer to the range.
  private static func net(from: Quaternion, to: Quaternion, range: Double) -> Double {
    let angle = (from.conjugate * to).angle * 180 / .pi
    return (angle - range).magnitude <= (360 - angle - range).magnitude ? angle : 360 - angle
  }
}
