import SpatialMath

/// A second-order Butterworth low-pass for vectors, in direct form II transposed.
///
/// While younger than its time constant it gives the mean of what it was fed, so that it is right from the first value;
/// then it goes on from there without a step.
struct VectorLowPass {
  /// Coefficients for one time constant and one period; compute once, share among filters.
  struct Coefficients {
    let b0: Double
    let b1: Double
    let a1: Double
    let a2: Double
    /// Values that are averaged before the recursion takes over.
    let warmUp: Double

    /// - Parameters:
    ///   - timeConstant: seconds; the step response reaches 63 % after about this time. The cut-off frequency is √2 / (2π τ).
    ///   - period: seconds between values; the bilinear transform keeps the cut-off where it is asked for.
    init(timeConstant: Double, period: Double) {
      let cutOff = 2.0.squareRoot() / (2 * .pi * timeConstant)
      // Above a third of the sampling rate a recursion makes no sense; there the filter passes nearly everything.
      let c = tangent(.pi * min(cutOff * period, 1.0 / 3.0))
      let d = c * c + 2.0.squareRoot() * c + 1
      b0 = c * c / d
      b1 = 2 * b0
      a1 = 2 * (c * c - 1) / d
      a2 = (1 - 2.0.squareRoot() * c + c * c) / d
      warmUp = max(1, (timeConstant / period).rounded(.up))
    }
  }

  private var first = Vector3.zero
  private var second = Vector3.zero
  private var sum = Vector3.zero
  private var count = 0.0
  /// The filter's newest output.
  private(set) var value = Vector3.zero

  /// Takes a value and returns the smoothed one.
  @inline(__always)
  mutating func update(_ input: Vector3, _ c: Coefficients) -> Vector3 {
    if count < c.warmUp { return warmUp(input, c) }
    let output = input * c.b0 + first
    first = input * c.b1 - output * c.a1 + second
    second = input * c.b0 - output * c.a2
    value = output
    return output
  }

  /// The mean of what has come in, and from the last of it the state that goes on without a step.
  @inline(never)
  private mutating func warmUp(_ input: Vector3, _ c: Coefficients) -> Vector3 {
    count += 1
    sum += input
    value = sum / count
    if count >= c.warmUp { settle(at: value, c) }
    return value
  }

  /// Whether nothing has come in.
  var isEmpty: Bool { count == 0 }

  /// Goes on as a filter that has been fed a value for ever.
  mutating func settle(at value: Vector3, _ c: Coefficients) {
    self.value = value
    count = c.warmUp
    first = value * (1 - c.b0)
    second = value * (c.b0 - c.a2)
  }

  /// Forgets everything.
  mutating func reset() {
    self = VectorLowPass()
  }
}
