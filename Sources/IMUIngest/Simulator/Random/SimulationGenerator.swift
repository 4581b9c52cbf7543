import Glibc

/// A small, fast generator of pseudo-random numbers whose sequence depends on its seed alone.
///
/// The draws below are made here and not by the standard library, whose ways of turning bits into numbers may change
/// from one release to the next: the same seed must give the same session for as long as recordings are compared.
///
/// Source: D. Blackman and S. Vigna, "Scrambled linear pseudorandom number generators", ACM Trans. Math. Softw. 47(4),
/// 2021 (xoshiro256**), with the state filled by SplitMix64 as the authors advise.
public struct SimulationGenerator: RandomNumberGenerator, Sendable {
  private var state: (UInt64, UInt64, UInt64, UInt64)
  private var spareGaussian: Double?

  /// Makes a generator.
  ///
  /// - Parameters:
  ///   - seed: any number; near seeds give unrelated sequences.
  ///   - stream: a number that tells apart the uses of one seed, so that one more draw for the body does not change the sensor.
  public init(seed: UInt64, stream: UInt64 = 0) {
    var filler = SplitMix64(state: seed &+ stream &* 0xd134_2543_de82_ef95)
    // One step between seed and stream parts keeps (seed, stream) pairs with equal sums of low bits unrelated.
    filler = SplitMix64(state: filler.next() ^ (stream &* 0x9e37_79b9_7f4a_7c15))
    state = (filler.next(), filler.next(), filler.next(), filler.next())
  }

  /// Makes a generator with a state that is not all zero, as the authors' reference code has it.
  package init(state: (UInt64, UInt64, UInt64, UInt64)) {
    self.state = state
  }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    let scrambled = Self.rotate(state.1 &* 5, by: 7) &* 9
    let shifted = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= shifted
    state.3 = Self.rotate(state.3, by: 45)
    return scrambled
  }

  private static func rotate(_ bits: UInt64, by count: UInt64) -> UInt64 {
    (bits << count) | (bits >> (64 - count))
  }

  /// A number drawn evenly from 0 up to, not including, 1.
  public mutating func unit() -> Double {
    // The upper 53 bits fill the significand exactly.
    Double(next() >> 11) * 0x1p-53
  }

  /// A number drawn evenly between two bounds.
  public mutating func uniform(_ low: Double, _ high: Double) -> Double {
    low + (high - low) * unit()
  }

  /// A number drawn evenly on a logarithmic scale between two positive bounds.
  public mutating func logUniform(_ low: Double, _ high: Double) -> Double {
    exp(uniform(log(low), log(high)))
  }

  /// A whole number drawn evenly, both bounds included.
  public mutating func integer(_ low: Int, _ high: Int) -> Int {
    low + Int(unit() * Double(high - low + 1))
  }

  /// True with the given probability.
  public mutating func chance(_ probability: Double) -> Bool {
    unit() < probability
  }

  /// +1 or -1, evenly.
  public mutating func sign() -> Double {
    chance(0.5) ? 1 : -1
  }

  /// One of the elements, evenly.
  ///
  /// - Precondition: there is one.
  public mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[integer(0, elements.count - 1)]
  }

  /// A number of the normal distribution with mean 0 and standard deviation 1.
  ///
  /// Source: G. Marsaglia and T. A. Bray, SIAM Review 6(3), 1964 (polar method).
  public mutating func gaussian() -> Double {
    if let spare = spareGaussian {
      spareGaussian = nil
      return spare
    }
    while true {
      let u = uniform(-1, 1)
      let v = uniform(-1, 1)
      let s = u * u + v * v
      guard s > 0, s < 1 else { continue }
      let factor = (-2 * log(s) / s).squareRoot()
      spareGaussian = v * factor
      return u * factor
    }
  }

  /// A normal number cut at three standard deviations, so that no draw leaves what is physically possible.
  public mutating func normal(_ mean: Double, _ deviation: Double) -> Double {
    mean + deviation * min(3, max(-3, gaussian()))
  }
}

/// The generator that fills the state of another one.
private struct SplitMix64 {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
    bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
    return bits ^ (bits >> 31)
  }
}
