package import SpatialMath

/// Notes orientation and swing angle at given instants while a march passes them.
package struct TruthProbes: Sendable {
  /// What was found at an instant.
  package struct Finding: Sendable {
    /// From the sensor frame into the earth frame.
    package var orientation: Quaternion
    /// Swing angle, radians; nil where there was none.
    package var swing: Double?
  }

  private let times: [Double]
  private var findings: [Finding] = []

  /// Makes probes at times that do not decrease, seconds.
  package init(times: [Double]) {
    self.times = times
  }

  /// Takes two neighbouring frames.
  package mutating func pass(_ a: BodyFrame, _ b: BodyFrame) {
    while findings.count < times.count, times[findings.count] <= b.time {
      let share = (times[findings.count] - a.time) / (b.time - a.time)
      let between = FrameWindow.between(a, b, share)
      findings.append(Finding(orientation: between.orientation, swing: between.swing))
    }
  }

  /// What was found at the instant of a number; nil if the march ended before.
  package func finding(_ index: Int) -> Finding? {
    index < findings.count ? findings[index] : nil
  }
}
