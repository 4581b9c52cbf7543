/// Places for dates on an axis of days: even steps of days where it is short, firsts of months where it is long.
enum CalendarTicks {
  /// Days from which on months are named.
  private static let shortest = 120.0
  /// Most dates on an axis: more would run into each other.
  private static let most = 6
  /// Share of the axis at its end in which a date would stick out.
  private static let end = 0.04
  /// Months between dates.
  private static let steps = [1, 2, 3, 6, 12, 24, 60, 120]

  /// The dates of an axis.
  ///
  /// - Parameter span: days since 1970, UTC.
  static func ticks(_ span: ClosedRange<Double>) -> [Plot.Tick] {
    let width = span.upperBound - span.lowerBound
    let last = span.upperBound - end * width
    guard width >= shortest, let first = month(of: span.lowerBound) else {
      let days = width < 5 ? [span.lowerBound.rounded(.up)] : Plot.steps(span, atMost: 5)
      return days.filter { $0 < last }.map { Plot.Tick(value: $0, label: Timestamp(days: $0).day) }
    }
    for step in steps {
      var ticks: [Plot.Tick] = []
      var month = (first + step - 1) / step * step
      while let day = self.day(ofMonth: month), day < last, ticks.count <= most {
        if day >= span.lowerBound { ticks.append(Plot.Tick(value: day, label: label(month))) }
        month += step
      }
      if ticks.count <= most { return ticks }
    }
    return []
  }

  /// Months since the year 0.
  private static func month(of day: Double) -> Int? {
    let fields = Timestamp(days: day).day.split(separator: "-").compactMap { Int($0) }
    return fields.count == 3 ? fields[0] * 12 + fields[1] - 1 : nil
  }

  private static func day(ofMonth month: Int) -> Double? { Timestamp("\(label(month))-01T00:00:00.000Z")?.days }

  /// As `2026-01`.
  private static func label(_ month: Int) -> String {
    let (year, index) = month.quotientAndRemainder(dividingBy: 12)
    return "\(year)-\(index < 9 ? "0" : "")\(index + 1)"
  }
}
