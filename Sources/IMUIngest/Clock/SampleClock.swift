/// Places each sample of a stream in time.
///
/// A device's own clock is even and is followed, shifted to the host's. Without one there are only times of arrival. Where
/// those step by whole periods they are taken as they are. Where they come in lumps (USB bridges deliver every 10 or
/// 16 ms, whatever the sensor's rate) an even clock is recovered: rate and phase are estimated by a least-squares line
/// with growing, then fading memory, and the stamp alone is never trusted.
///
/// Streaming and deterministic: what it gives depends on the values it was given alone. Constant memory.
public struct SampleClock: Sendable {
  /// Times of arrival are taken as even where their steps are this near to whole periods, as a share of the period.
  static let evenStep = 0.2
  /// Share of uneven steps from which the stream counts as lumpy.
  static let lumpyShare = 0.15
  /// Share of uneven steps under which it counts as even again.
  static let evenShare = 0.05
  /// Steps over which those shares are formed.
  static let shareMemory = 64.0
  /// Longest lump of a USB bridge, seconds: 16 ms and some scheduling.
  static let longestLump = 0.04
  /// Seconds of memory of the recovered clock: long against lumps, short against the drift of a crystal (200 ppm).
  static let memory = 2.0
  /// Seconds by which a device's clock may part from the host's before that is a jump.
  static let longestJump = 1.0

  private var line = ClockLine()
  private var deviceOffset: Double?
  private var lastDevice: Double?
  private var lastArrival: Double?
  private var lastTime: Double?
  private var unevenShare = 0.0
  private var isLumpy = false
  /// How often a device's clock or the host's jumped.
  public private(set) var jumps: UInt64 = 0
  /// Usual seconds between samples; nil before it is known.
  public var period: Double? { line.period }
  /// Whether the times of arrival come in lumps, so that an even clock is recovered from them.
  public var recoversEvenTime: Bool { isLumpy }

  /// Makes a clock at the start of a stream.
  public init() {}

  /// The stream time of the next sample, seconds, never decreasing.
  ///
  /// - Parameters:
  ///   - arrival: when the host had the sample, seconds on any steady clock; for a recording, the time of its row.
  ///   - deviceTime: time from the device's own clock, seconds; nil where the wire has none.
  ///   - sequence: running number from the device; nil where the wire has none.
  public mutating func time(arrival: Double, deviceTime: Double?, sequence: UInt64?) -> Double {
    let placed: Double
    if let deviceTime {
      placed = followDevice(deviceTime, arrival: arrival)
    } else {
      placed = followArrival(arrival)
    }
    let time = max(placed, lastTime ?? placed)
    lastTime = time
    return time
  }

  private mutating func followDevice(_ device: Double, arrival: Double) -> Double {
    defer {
      if let lastDevice, device > lastDevice { line.learnStep(device - lastDevice) }
      lastDevice = device
      lastArrival = arrival
    }
    guard let offset = deviceOffset, let lastDevice else {
      deviceOffset = arrival - device
      return arrival
    }
    let parted = arrival - device - offset
    if device < lastDevice || parted.magnitude > Self.longestJump {
      jumps += 1
      deviceOffset = arrival - device
      return arrival
    }
    // The two crystals drift apart slowly; the shift follows a thousandth at a time, so that lumps do not show.
    deviceOffset = offset + 0.001 * parted
    return device + offset
  }

  private mutating func followArrival(_ arrival: Double) -> Double {
    guard let last = lastArrival else {
      lastArrival = arrival
      line.start(at: arrival)
      return arrival
    }
    lastArrival = arrival
    let step = arrival - last
    if let period = line.period { judgeStep(step, period: period) }
    let even = line.advance(to: arrival, longestLump: Self.longestLump, memory: Self.memory)
    return isLumpy ? even : arrival
  }

  private mutating func judgeStep(_ step: Double, period: Double) {
    let periods = step / period
    let uneven = (periods - max(1, periods.rounded())).magnitude > Self.evenStep
    unevenShare += ((uneven ? 1 : 0) - unevenShare) / Self.shareMemory
    if unevenShare > Self.lumpyShare { isLumpy = true }
    if unevenShare < Self.evenShare { isLumpy = false }
  }
}

/// A line through times of arrival against the count of samples: its slope is the period, its height the phase.
///
/// An alpha-beta filter whose gains are those of a least-squares line through all points so far, until the memory is full;
/// then they stay (Brookner, "Tracking and Kalman Filtering Made Easy", 1998, section 1.2.10).
private struct ClockLine: Sendable {
  private var estimate = 0.0
  private var slope: Double?
  private var points = 0.0
  /// Points before the slope is known well enough to be used.
  private static let fewestPoints = 8.0

  /// Seconds a sample; nil before it is known.
  var period: Double? { points >= Self.fewestPoints ? slope : nil }

  mutating func start(at time: Double) {
    estimate = time
    points = 1
  }

  /// Learns the period from a step between two times of an even clock.
  mutating func learnStep(_ step: Double) {
    points += 1
    slope = slope.map { $0 + (min(step, 2.5 * $0) - $0) * max(0.02, 1 / points) } ?? step
  }

  /// Takes the next time of arrival and returns the even time.
  mutating func advance(to arrival: Double, longestLump: Double, memory: Double) -> Double {
    guard let slope else {
      // Two points make the first line; equal times make none yet.
      points += 1
      if arrival > estimate {
        self.slope = (arrival - estimate) / (points - 1)
        estimate = arrival
      }
      return arrival
    }
    points += 1
    var error = arrival - (estimate + slope)
    var lost = 0.0
    if points > Self.fewestPoints, error > longestLump + slope {
      // Samples are missing: step over whole periods.
      lost = (error / slope).rounded()
      error -= lost * slope
    }
    let n = min(points, max(Self.fewestPoints, memory / max(slope, 1e-4)))
    let alpha = 2 * (2 * n - 1) / (n * (n + 1))
    let beta = 6 / (n * (n + 1))
    estimate += slope * (1 + lost) + alpha * error
    self.slope = max(1e-5, slope + beta * error)
    return estimate
  }
}
