/// Smooths a row of values by the parabola that fits best around each.
///
/// Source: Savitzky and Golay, Anal. Chem. 36(8), 1964. The sums over a window follow from those over the window before,
/// so that the cost of a value does not depend on the width.
struct LocalParabola {
  /// Values to each side of the one that is smoothed; fewer toward the ends of the row.
  let halfWidth: Int

  /// Smooths the values in a range of places.
  ///
  /// - Parameters:
  ///   - row: the values.
  ///   - count: how many of the row there are.
  ///   - places: where to smooth; other places of `smooth` are left alone.
  ///   - smooth: at least as long as the row.
  func smooth(_ row: [Double], count: Int, _ places: ClosedRange<Int>, into smooth: inout [Double]) {
    let values = row.span.extracting(..<count)
    var output = smooth.mutableSpan
    // Places with the whole window in the row.
    let inner =
      max(places.lowerBound, halfWidth)..<max(places.lowerBound, min(places.upperBound + 1, count - halfWidth))
    for i in places where !inner.contains(i) || halfWidth < 2 {
      output[i] = Window(at: i, halfWidth: min(halfWidth, i, count - 1 - i), values)?.value ?? values[i]
    }
    guard !inner.isEmpty, var window = Window(at: inner.lowerBound, halfWidth: halfWidth, values) else { return }
    output[inner.lowerBound] = window.value
    for i in inner.dropFirst() {
      window.move(dropping: values[i - 1 - halfWidth], adding: values[i + halfWidth])
      output[i] = window.value
    }
  }

  /// Sums of the values around a place, and of their products with the first and the second power of the distance.
  private struct Window {
    private var sum = 0.0
    private var first = 0.0
    private var second = 0.0
    private let width: Double
    private let base: Double
    private let norm: Double

    /// Nil where a parabola is no smoother than the value.
    init?(at place: Int, halfWidth: Int, _ values: Span<Double>) {
      guard halfWidth >= 2 else { return nil }
      let n = Double(halfWidth)
      width = n
      base = 3 * n * n + 3 * n - 1
      norm = 3 / ((2 * n - 1) * (2 * n + 1) * (2 * n + 3))
      for k in -halfWidth...halfWidth {
        let value = values[place + k]
        sum += value
        first += Double(k) * value
        second += Double(k * k) * value
      }
    }

    /// The parabola's value in the middle.
    var value: Double { (base * sum - 5 * second) * norm }

    /// Goes one place on.
    mutating func move(dropping old: Double, adding new: Double) {
      let n = width
      let n1 = n + 1
      second += sum - 2 * first - n1 * n1 * old + n * n * new
      first += n1 * old + n * new - sum
      sum += new - old
    }
  }
}
