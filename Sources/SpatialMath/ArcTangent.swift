/// Square of the largest value for which ``arcTangentRatio(_:)`` is exact: a tenth.
@inlinable
public var arcTangentSeriesLimit: Double { 0.01 }

/// The arc tangent of a small value over that value, from the value's square.
///
/// The series to the tenth power, which below ``arcTangentSeriesLimit`` leaves less than 1e-13. Several times cheaper
/// than a library's function, which must be ready for any angle.
@inlinable
public func arcTangentRatio(_ squared: Double) -> Double {
  let s = squared
  return 1 + s * (-1 / 3 + s * (1 / 5 + s * (-1 / 7 + s * (1 / 9 - s * (1 / 11)))))
}
