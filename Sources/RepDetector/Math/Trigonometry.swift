#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The tangent of an angle in radians.
func tangent(_ angle: Double) -> Double { tan(angle) }

/// The sine of an angle in radians.
func sine(_ angle: Double) -> Double { sin(angle) }

/// The cosine of an angle in radians.
func cosine(_ angle: Double) -> Double { cos(angle) }

/// The angle of the point (x, y) against the x axis, radians, -pi to pi.
func angleOf(y: Double, x: Double) -> Double { atan2(y, x) }

/// e to a power.
func exponential(_ power: Double) -> Double { exp(power) }

/// The natural logarithm.
func naturalLogarithm(_ value: Double) -> Double { log(value) }

/// An angle folded into -pi ..< pi, radians.
func wrapped(_ angle: Double) -> Double {
  angle.magnitude < .pi ? angle : angle - 2 * .pi * (angle / (2 * .pi)).rounded()
}

/// The angle whose sine is a value clamped to the span from -1 to 1, radians.
func arcSine(_ value: Double) -> Double { asin(min(max(value, -1), 1)) }

/// The angle whose cosine is a value clamped to the span from -1 to 1, radians.
func arcCosine(_ value: Double) -> Double { acos(min(max(value, -1), 1)) }
