import SpatialMath

/// Finds out where a sensor's range ends from the samples themselves.
///
/// Nobody tells the range. A clipped component comes up steeply, stands still at the largest value ever seen and leaves
/// steeply again. The round top of a slow swing stands still too, as long as it stays within one step of the sensor's
/// quantisation, but it also comes up slowly: it was only a few steps lower as long before as it has stood still.
struct RangeMonitor {
  /// Values below this are never taken for the end of a range.
  let floor: Double
  /// Equal values in a row that make an end of range: noise of a step makes four at a round top once in a few sessions.
  private static let run = 5
  /// Steps of quantisation that a component must have climbed in the time that it then stands still.
  ///
  /// A parabola that stays within one step for some time was 8 steps lower as long before; rounding adds one.
  private static let climb = 12.0

  /// Samples that each teach the step of quantisation, which noise shows within a few hundred; later ones do now and then.
  private static let learningSamples = 2000

  private var largest = 0.0
  private var isLimit = false
  /// The smallest change that a component ever made: the step of quantisation, or less.
  private var step = Double.infinity
  /// The last samples, a ring.
  private var recent = [32 of Vector3](repeating: .zero)
  /// The newest of them: an element of an inline array behind a function is read by copying the array.
  private var last = Vector3.zero
  private var count = 0
  /// What cuts a count down to a place in the ring, whose size is a power of two.
  private static let ringMask = 31

  init(floor: Double) {
    self.floor = floor
  }

  /// Whether this sample stands at the end of the range.
  mutating func isClipped(_ v: Vector3) -> Bool {
    let magnitude = v.maximumMagnitude
    if magnitude > largest {
      largest = magnitude
      isLimit = false
    }
    learn(v)
    guard largest > floor, magnitude >= 0.999 * largest else { return false }
    if !isLimit { isLimit = isRunAtLimit() }
    return isLimit
  }

  /// Apart from what every sample takes, because it is rare.
  @inline(never)
  private func isRunAtLimit() -> Bool {
    stands { $0.x } || stands { $0.y } || stands { $0.z }
  }

  @inline(__always)
  private mutating func learn(_ v: Vector3) {
    if count < Self.learningSamples || count & Self.ringMask == 0 {
      note(v.x - last.x)
      note(v.y - last.y)
      note(v.z - last.z)
    }
    recent[count & Self.ringMask] = v
    last = v
    count += 1
  }

  /// Learns the step of quantisation from a change.
  @inline(__always)
  private mutating func note(_ change: Double) {
    guard count > 0 else { return }
    step = min(step, change == 0 ? .infinity : change.magnitude)
  }

  /// The sample so many samples before the newest, or the oldest that is remembered.
  private func before(_ samples: Int) -> Vector3 {
    recent[(count - 1 - min(samples, count - 1, recent.count - 1)) & Self.ringMask]
  }

  /// Whether a component stands at its largest value and has come up steeply.
  private func stands(_ component: (Vector3) -> Double) -> Bool {
    let value = component(last)
    guard value.magnitude >= 0.999 * largest else { return false }
    var run = 1
    while run < min(count, recent.count), component(before(run)) == value { run += 1 }
    guard run >= Self.run else { return false }
    return (value - component(before(2 * run - 1))).magnitude >= Self.climb * step
  }
}
