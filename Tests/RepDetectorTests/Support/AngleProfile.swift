import Glibc

/// An angle over time as a chain of legs, each with rate and acceleration in closed form.
///
/// Every leg begins and ends at rest.
struct AngleProfile {
  /// A stretch of the way.
  enum Leg {
    /// A minimum-jerk way to an angle, degrees (Flash and Hogan 1985: 10u³ − 15u⁴ + 6u⁵).
    case move(to: Double, seconds: Double)
    /// Stillness.
    case hold(seconds: Double)
    /// A raised cosine: away by an angle in degrees and back, so many times.
    case rock(by: Double, times: Int, period: Double)
  }

  /// Radians, rad/s, rad/s².
  struct State {
    var angle = 0.0
    var rate = 0.0
    var acceleration = 0.0
  }

  private struct Stretch {
    let leg: Leg
    let from: Double
    let to: Double
    let start: Double
    let end: Double
  }

  private var stretches: [Stretch] = []
  private let first: Double
  private(set) var duration = 0.0

  /// - Parameter from: the angle at the begin, degrees.
  init(from first: Double, _ legs: [Leg]) {
    self.first = first
    for leg in legs { append(leg) }
  }

  mutating func append(_ leg: Leg) {
    let from = stretches.last?.to ?? first
    let (to, seconds): (Double, Double) =
      switch leg {
      case .move(let to, let seconds): (to, seconds)
      case .hold(let seconds): (from, seconds)
      case .rock(_, let times, let period): (from, Double(times) * period)
      }
    stretches.append(Stretch(leg: leg, from: from, to: to, start: duration, end: duration + seconds))
    duration += seconds
  }

  /// The angle and its derivatives; before the begin and after the end it stands still.
  func state(at time: Double) -> State {
    // By halves: debug builds ask for this some hundred thousand times.
    var low = 0
    var high = stretches.count
    while low < high {
      let middle = (low + high) / 2
      if time < stretches[middle].end { high = middle } else { low = middle + 1 }
    }
    guard low < stretches.count else { return State(angle: radians(stretches.last?.to ?? first)) }
    let stretch = stretches[low]
    let t = max(0, time - stretch.start)
    let from = radians(stretch.from)
    switch stretch.leg {
    case .hold:
      return State(angle: from)
    case .move(let to, let seconds):
      let u = t / seconds
      let way = radians(to) - from
      return State(
        angle: from + way * u * u * u * (10 + u * (6 * u - 15)),
        rate: way * 30 * u * u * (1 - u) * (1 - u) / seconds,
        acceleration: way * 60 * u * (1 - u) * (1 - 2 * u) / (seconds * seconds))
    case .rock(let by, _, let period):
      let w = 2 * .pi / period
      let half = 0.5 * radians(by)
      return State(
        angle: from + half * (1 - cos(w * t)), rate: half * w * sin(w * t), acceleration: half * w * w * cos(w * t))
    }
  }
}
