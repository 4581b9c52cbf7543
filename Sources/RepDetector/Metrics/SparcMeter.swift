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

  private var speed = [Double](repeating: 0, count: longestProfile)
  private var spectrum = [Double](repeating: 0, count: longestProfile * padding / 2 + 1)

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
    let fine = Self.padding / Self.coarsePadding
    let bins = min(Int(Self.highestFrequency / rate * Double(points)), points / 2)
    guard bins > fine else { return nil }
    spectrum[0] = amplitude(bin: 0, of: points, length: length)
    let threshold = Self.threshold * spectrum[0]
    guard threshold > 0 else { return nil }
    var end = bins / fine * fine
    while end > 0, amplitude(bin: end, of: points, length: length) < threshold { end -= fine }
    for bin in 1...min(end + fine, bins) {
      spectrum[bin] = amplitude(bin: bin, of: points, length: length)
      if bin > end, spectrum[bin] >= threshold { end = bin }
    }
    guard end > 0 else { return nil }
    var arc = 0.0
    for bin in 1...end {
      let rise = (spectrum[bin] - spectrum[bin - 1]) / spectrum[0]
      arc += (1 / Double(end * end) + rise * rise).squareRoot()
    }
    return -arc
  }

  /// The amplitude of the speed's spectrum at one point, by turning a phasor.
  private func amplitude(bin: Int, of points: Int, length: Int) -> Double {
    let step = 2 * .pi * Double(bin) / Double(points)
    let turn = (c: cosine(step), s: sine(step))
    var phasor = (c: 1.0, s: 0.0)
    var sum = (c: 0.0, s: 0.0)
    for i in 0..<length {
      sum.c += speed[i] * phasor.c
      sum.s += speed[i] * phasor.s
      phasor = (phasor.c * turn.c - phasor.s * turn.s, phasor.c * turn.s + phasor.s * turn.c)
    }
    return (sum.c * sum.c + sum.s * sum.s).squareRoot()
  }
}
