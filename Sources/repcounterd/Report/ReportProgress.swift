import RepDetector

/// The part of a report over weeks: numbers, range of motion and reps of each side, streaks.
struct ReportProgress {
  /// More sessions than this are drawn by the week: points closer than a few pixels are a smear.
  private static let mostPoints = 90
  private static let daysOfWeek = 7.0

  /// What is told of.
  let data: ReportData
  /// The day from which it is looked, days since 1970.
  let today: Int

  /// A point of the plots: one session, or one week.
  private struct Bucket {
    let day: Double
    let label: String
    var reps: [Side: Int] = [:]
    /// Sum of the measured reps' ranges, and their number.
    var ranges: [Side: (sum: Double, count: Int)] = [:]

    func mean(_ side: Side) -> Double? {
      ranges[side].flatMap { $0.count > 0 ? $0.sum / Double($0.count) : nil }
    }
  }

  /// The part of the page.
  var html: String {
    let buckets = buckets
    guard !buckets.isEmpty else { return "" }
    var html = "<section><h2>Over time</h2>\n" + numbers + ReportPage.key
    html += figure("Range of motion", ranges(buckets), caption: "Mean of each \(isWeekly ? "week" : "session").")
    html += figure(
      "Reps", reps(buckets), caption: "Of each \(isWeekly ? "week" : "session"), left and right side by side.")
    return html + "</section>\n"
  }

  private func figure(_ title: String, _ svg: String, caption: String) -> String {
    "<h3>\(title)</h3><figure>\(svg)<figcaption>\(caption)</figcaption></figure>\n"
  }

  private var numbers: String {
    let active = data.active
    let streak = Streak(days: active.map { Int($0.day.rounded(.down)) }, today: today)
    var items = [
      ("\(active.count)", "sessions with reps"), ("\(streak.current)", "days in a row now"),
      ("\(streak.longest)", "longest run of days"),
    ]
    for (side, _, _) in ReportPage.sides {
      items.append(("\(active.reduce(0) { $0 + $1.reps(side) })", "reps \(side.rawValue)"))
      let best = active.compactMap { $0.measures[side]?.bestRangeOfMotion }.max()
      items.append((ReportPage.degrees(best), "best range \(side.rawValue)"))
    }
    let list = items.map { "<li><b>\($0.0)</b>\($0.1)</li>" }.joined()
    return "<ul class=\"numbers\">\(list)</ul>\n"
  }

  private var isWeekly: Bool { data.active.count > Self.mostPoints }

  private var buckets: [Bucket] {
    var buckets: [Bucket] = []
    var weekOfLast: Double?
    for entry in data.active {
      let week = (entry.day / Self.daysOfWeek).rounded(.down)
      if !isWeekly || week != weekOfLast {
        buckets.append(
          Bucket(
            day: isWeekly ? week * Self.daysOfWeek : entry.day,
            label: isWeekly ? "week of \(Timestamp(days: week * Self.daysOfWeek).day)" : entry.moment))
        weekOfLast = week
      }
      for side in Side.allCases {
        buckets[buckets.count - 1].reps[side, default: 0] += entry.reps(side)
        guard let measures = entry.measures[side], let mean = measures.meanRangeOfMotion else { continue }
        let before = buckets[buckets.count - 1].ranges[side] ?? (0, 0)
        buckets[buckets.count - 1].ranges[side] = (
          before.sum + mean * Double(measures.measured), before.count + measures.measured
        )
      }
    }
    return buckets
  }

  private func span(_ buckets: [Bucket]) -> ClosedRange<Double> {
    let days = buckets.map(\.day)
    let (first, last) = (days.min() ?? 0, days.max() ?? 0)
    let margin = max(0.5, (last - first) * 0.02)
    return first - margin...last + margin
  }

  private func ranges(_ buckets: [Bucket]) -> String {
    let means = buckets.flatMap { bucket in Side.allCases.compactMap { bucket.mean($0) } }
    guard let least = means.min(), let most = means.max() else { return "" }
    let span = span(buckets)
    var plot = Plot(
      horizontal: span,
      vertical: max(0, least - 2 * ReportPage.rangeUncertainty)...most + 2 * ReportPage.rangeUncertainty)
    plot.axes(horizontalTicks: CalendarTicks.ticks(span), unit: "°")
    for (side, style, shape) in ReportPage.sides {
      let points = buckets.compactMap { bucket in bucket.mean(side).map { (bucket.day, $0, bucket.label) } }
      plot.band(points.map { ($0.0, $0.1) }, plusMinus: ReportPage.rangeUncertainty, style)
      plot.line(points.map { ($0.0, $0.1) }, style)
      plot.points(
        points.map { (x: $0.0, y: $0.1, title: "\($0.2), \(side.rawValue): \(ReportPage.degrees($0.1))") }, shape, style
      )
    }
    return plot.svg(title: "Range of motion of each side over time")
  }

  private func reps(_ buckets: [Bucket]) -> String {
    let most = buckets.flatMap { bucket in Side.allCases.map { bucket.reps[$0] ?? 0 } }.max() ?? 1
    let span = span(buckets)
    var plot = Plot(horizontal: span, vertical: 0...Double(max(1, most)), height: 150)
    plot.axes(horizontalTicks: CalendarTicks.ticks(span), unit: "")
    let gaps = zip(buckets, buckets.dropFirst()).map { $1.day - $0.day }.filter { $0 > 0 }
    // Sessions of one day stand close; bars that touch are still two.
    let usual = gaps.sorted().dropFirst(gaps.count / 4).first ?? 1
    let half = min(usual, (span.upperBound - span.lowerBound) / 12) * 0.38
    for bucket in buckets {
      for (index, (side, style, _)) in ReportPage.sides.enumerated() {
        let left = bucket.day + (index == 0 ? -half : half * 0.06)
        let count = bucket.reps[side] ?? 0
        plot.bar(
          from: left, to: left + half * 0.94, height: Double(count), style,
          title: "\(bucket.label), \(side.rawValue): \(count) reps")
      }
    }
    return plot.svg(title: "Reps of each side over time")
  }
}

extension Timestamp {
  /// Makes an instant from days since 1970.
  init(days: Double) {
    self.init(milliseconds: Int64((days * 86_400_000).rounded()))
  }
}
