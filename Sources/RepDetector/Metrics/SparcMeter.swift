import SpatialMath

/// Measures the spectral arc length: how smooth a movement's speed profile is.
///
/// The length of the curve that the normalised amplitude spectrum draws from 0 Hz to the highest frequency that matters;
/// 0 is smoothest, a minimum-jerk swing gives about -1.4, every hesitation adds length. Independent of amplitude and
/// duration. Source: Balasubramanian, Melendez-Calderon, Roby-Brami and Burdet, "On the analysis of movement
/// smoothness", J. NeuroEng. Rehabil. 12:112, 2015, with its settings: 10 Hz, amplitude threshold 0.05, zero padding to
/// 16 times the length. Owns scratch memory of fixed size.
struct SparcMeter {
  /// Highest frequency looked at, Hz.
  static let highestFrequency = 10.0
  /// Share of the spectrum's value at 0 Hz below which the curve ends.
  static let threshold = 0.05
  /// Zero padding: the spectrum is sampled at steps of rate / (padding × length).
  static let padding = 16
  /// Zero padding that is enough to find where the curve ends: the spectrum has no finer features than 1 / length.
  static let coarsePadding = 4
  /// Rate at which the profile is looked at, Hz: a little more than twice the highest frequency.
  static let profileRate = 25.0
  /// Longest profile that is looked at, values; longer ones are averaged in larger groups, which bounds the cost.
  static let longestProfile = 400

  /// Points of the spectrum that are worked out at once.
  private static let lanes = 8

  private var speed = [Double](repeating: 0, count: longestProfile)
  private var spectrum = [Double](repeating: 0, count: longestProfile * padding / 2 + 1 + lanes)

  /// The spectral arc length of the turning from `first` to `last`; nil where that is too short to have a spectrum.
  ///
  /// Cost: a fraction of a millisecond, once a rep.
  mutating func arcLength(of track: MotionTrack, first: Int, last: Int) -> Double? {
    let count = last - first
    guard count >= 8, first >= track.start, last < track.end else { return nil }
    let seconds = track[last].time - track[first].time
    guard seconds > 0 else { return nil }
    let wanted = max(1, Int(Double(count) / seconds / Self.profileRate))
    let group = max(wanted, (count + Self.longestProfile - 1) / Self.longestProfile)
    let length = count / group
    guard length >= 8 else { return nil }
    for i in 0..<length {
      var sum = 0.0
      for k in 1...group { sum += track[first + i * group + k].rate.norm }
      speed[i] = sum
    }
    let rate = Double(count) / seconds / Double(group)
    let points = length * Self.padding
    let bins = min(Int(Self.highestFrequency / rate * Double(points)), points / 2)
    guard let end = lastBin(of: bins, points: points, length: length) else { return nil }
    var arc = 0.0
    for bin in 1...end {
      let rise = (spectrum[bin] - spectrum[bin - 1]) / spectrum[0]
      arc += (1 / Double(end * end) + rise * rise).squareRoot()
    }
    return -arc
  }

  /// Works out the spectrum and finds its last point that is not below the threshold; nil where there is none.
  private mutating func lastBin(of bins: Int, points: Int, length: Int) -> Int? {
    let fine = Self.padding / Self.coarsePadding
    guard bins > fine else { return nil }
    spectrum[0] = 0
    for i in 0..<length { spectrum[0] += speed[i] }
    let threshold = Self.threshold * spectrum[0]
    guard threshold > 0 else { return nil }
    // Down from the highest frequency that can matter by coarse steps, then up to there by fine ones.
    var end = highestBin(of: bins, points: points, length: length, threshold: threshold) / fine * fine
    search: while end > 0 {
      let amplitudes = amplitudes(from: end, step: -fine, of: points, length: length)
      for lane in 0..<Self.lanes where end > 0 {
        if amplitudes[lane] >= threshold { break search }
        end -= fine
      }
    }
    let last = min(end + fine, bins)
    for bin in stride(from: 1, through: last, by: Self.lanes) {
      let amplitudes = amplitudes(from: bin, step: 1, of: points, length: length)
      for lane in 0..<Self.lanes { spectrum[bin + lane] = amplitudes[lane] }
    }
    for bin in max(1, end)...last where spectrum[bin] >= threshold { end = bin }
    return end > 0 ? end : nil
  }

  /// The last point whose amplitude can reach a threshold.
  ///
  /// The second difference of a profile has the profile's spectrum times 4 sin²(ω/2), and no amplitude of it is larger
  /// than the sum of its sizes: a smooth profile has nothing at frequencies that need not be looked at.
  private func highestBin(of bins: Int, points: Int, length: Int, threshold: Double) -> Int {
    // With nothing before and after the profile.
    var (before, now) = (0.0, 0.0)
    var sum = 0.0
    for i in 0..<length + 2 {
      let next = i < length ? speed[i] : 0
      sum += (before - 2 * now + next).magnitude
      (before, now) = (now, next)
    }
    let sine = (sum / threshold).squareRoot() / 2
    guard sine < 1 else { return bins }
    return min(bins, Int((arcSine(sine) / .pi * Double(points)).rounded(.up)))
  }

  /// The amplitudes of the speed's spectrum at some points with a step between.
  ///
  /// Source: Goertzel, Am. Math. Monthly 65(1), 1958.
  private func amplitudes(from bin: Int, step: Int, of points: Int, length: Int) -> SIMD8<Double> {
    var twice = SIMD8<Double>()
    for lane in 0..<Self.lanes { twice[lane] = 2 * cosine(2 * .pi * Double(bin + lane * step) / Double(points)) }
    var last = SIMD8<Double>()
    var before = SIMD8<Double>()
    // Two steps at a time, so that the two newest values need not change places.
    var i = length - 1
    if length.isMultiple(of: 2) == false {
      last = SIMD8(repeating: speed[i])
      i -= 1
    }
    while i > 0 {
      before = twice * last + (SIMD8(repeating: speed[i]) - before)
      last = twice * before + (SIMD8(repeating: speed[i - 1]) - last)
      i -= 2
    }
    return (last * last + before * before - twice * last * before).squareRoot()
  }
}
