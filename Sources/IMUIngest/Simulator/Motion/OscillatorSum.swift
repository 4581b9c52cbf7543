import Glibc
package import SpatialMath

/// A sum of sinusoids on an even grid of times: smooth noise that can be differentiated.
///
/// Each sinusoid is a complex number turned by a constant angle each step, which costs four multiplications instead of a
/// sine.
package struct OscillatorSum: Sendable {
  private struct Oscillator: Sendable {
    var cosine: Double
    var sine: Double
    let turnCosine: Double
    let turnSine: Double
  }

  private var oscillators: [Oscillator]

  /// Makes a sum with random frequencies and phases.
  ///
  /// - Parameters:
  ///   - count: how many sinusoids; more of them repeat later.
  ///   - band: lowest and highest frequency, Hz.
  ///   - deviation: root mean square of the sum; of its derivative where `ofRate` is true.
  ///   - ofRate: whether `deviation` is that of the sum's derivative, per second.
  ///   - step: seconds between grid times.
  package init(
    count: Int, band: ClosedRange<Double>, deviation: Double, ofRate: Bool = false, step: Double,
    using generator: inout SimulationGenerator
  ) {
    oscillators = []
    for _ in 0..<count {
      let frequency = generator.uniform(band.lowerBound, band.upperBound)
      let phase = generator.uniform(-.pi, .pi)
      let angular = 2 * .pi * frequency
      // A sinusoid's root mean square is its amplitude over the square root of two; those of independent ones add squared.
      var amplitude = deviation * (2 / Double(count)).squareRoot()
      if ofRate { amplitude /= angular }
      oscillators.append(
        Oscillator(
          cosine: amplitude * cos(phase), sine: amplitude * sin(phase),
          turnCosine: cos(angular * step), turnSine: sin(angular * step)))
    }
  }

  /// The sum at the present grid time, then on to the next.
  package mutating func next() -> Double {
    var sum = 0.0
    for index in oscillators.indices {
      let o = oscillators[index]
      sum += o.sine
      oscillators[index].cosine = o.cosine * o.turnCosine - o.sine * o.turnSine
      oscillators[index].sine = o.sine * o.turnCosine + o.cosine * o.turnSine
    }
    return sum
  }
}

/// Three independent sums of sinusoids, one an axis.
package struct OscillatorVector: Sendable {
  private var x: OscillatorSum
  private var y: OscillatorSum
  private var z: OscillatorSum

  /// Makes a vector of sums; parameters as with ``OscillatorSum``, the deviation for each axis.
  package init(
    count: Int, band: ClosedRange<Double>, deviation: Vector3, ofRate: Bool = false, step: Double,
    using generator: inout SimulationGenerator
  ) {
    x = OscillatorSum(
      count: count, band: band, deviation: deviation.x, ofRate: ofRate, step: step, using: &generator)
    y = OscillatorSum(
      count: count, band: band, deviation: deviation.y, ofRate: ofRate, step: step, using: &generator)
    z = OscillatorSum(
      count: count, band: band, deviation: deviation.z, ofRate: ofRate, step: step, using: &generator)
  }

  /// The vector at the present grid time, then on to the next.
  package mutating func next() -> Vector3 {
    Vector3(x.next(), y.next(), z.next())
  }
}
